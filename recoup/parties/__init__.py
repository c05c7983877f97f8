"""Customers: names, contacts, addresses, bank accounts, aliases, terms, groups, portfolios.

Words: a *customer* owes us in one entity and has a *number* there; its *parent* makes the *group*; its
*portfolio owner* is the one of our people who looks after it; a *payer alias* is another name under which its
money arrives; a *hold* is a time in which it is left alone.

Invariants: a number is used once in an entity; a group has no circles and stays in one entity; no bank account
comes to be or ends without an approval by a second person; every change is kept, with who made it.
"""
