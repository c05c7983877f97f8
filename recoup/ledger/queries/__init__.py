"""Reads of the ledger, one family a module."""
