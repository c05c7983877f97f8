"""Journeys across rooms: the daily run, and what follows from a decision.

The room owns the *daily run*: for one business date, the steps from the files in the inbox to the exception report.

Invariants: a step of a date is done once, and says what it did; a run that was cut short goes on where it stopped;
dates are run in order, and one that was missed is caught up before the next; two runs never overlap; nothing here
sends anything to anybody.
"""
