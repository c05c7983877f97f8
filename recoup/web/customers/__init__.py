"""Customers: the list of all, and the page of one with items, timeline, contacts, accounts, holds, letters, changes."""
