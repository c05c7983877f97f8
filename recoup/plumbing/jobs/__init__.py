"""Background jobs in the same PostgreSQL, enqueued inside the transaction.

Words: a *job* is a function registered under a name by `@job(name=...)` in a room's `jobs.py`; *enqueueing* it
with its arguments makes one run of it, which a *worker* (`recoup work`) takes up after the commit.

Invariants: what is undone is never enqueued; arguments are ids and other plain JSON, never objects; every job may
be run again and does nothing twice, because a killed worker's runs are taken up by another.
"""
