"""The benchmark: the main jobs measured beside what PostgreSQL itself needs for the same work, and beside the peers.

Words: the *workload* is a set of files with the exact answer (`truth`); a *size* is its number of invoices; the *limit*
is the least that the database needs for the same rows; a *figure* is a time or a share; a *goal* is met or missed; a
*check* compares what was computed with the truth.

Each size is measured in a process and a database of its own. Nothing here judges by time alone: ratios are of two
things measured in one run on one machine.
"""
