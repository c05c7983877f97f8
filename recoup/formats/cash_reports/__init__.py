"""Accounting's daily cash report: what its books say came in, by account and day, as lines or as totals."""
