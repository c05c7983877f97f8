"""Files that come in: customers, items and receipts from the tables of other programs.

Words: an *import run* is one file taken in once, from its preview to its outcome; the *plan* says how the file is laid
out and which column holds what; the *options* say where rows belong that don't say it themselves; a *profile* is a plan
under a name, found again by the header of the next file; *accepted* rows were posted now, *known* ones stood there
already, *refused* ones were left out, each with its reason, and come back as a file that can be corrected.

Invariants: all good rows of a file are posted in one transaction, or none; the same file again changes nothing; the
original file is kept under its hash; a row is never dropped without a reason that a person can read.
"""
