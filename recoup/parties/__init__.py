"""Customers: names, contacts, addresses, bank accounts, aliases, terms, groups, portfolios.

Words: a *customer* owes us in one entity and has a *number* there; its *parent* makes the *group*; its
*portfolio owner* is the one of our people who looks after it; a *payer alias* is another name under which its
money arrives; a *hold* is a time in which it is left alone; a *stop* forbids contact by law or rule; a *consent* is
what was said about being contacted, a *preference* how somebody wants it; a contact's *role* says what it has to do
with the debt.

Invariants: a number is used once in an entity; a group has no circles and stays in one entity; no bank account
comes to be or ends without an approval by a second person; what was said about contact is never changed, the latest
word counts; stops are lifted by managers only; every change is kept, with who made it.
"""
