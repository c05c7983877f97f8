"""Rows of a file as the things that the rooms below take: items, customers, receipts.

Everything here reads; nothing is written. What can't be read is kept as a refusal with its line.
"""
