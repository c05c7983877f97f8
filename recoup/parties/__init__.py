"""Customers: names, contacts, addresses, bank accounts, aliases, terms, groups, portfolios."""
