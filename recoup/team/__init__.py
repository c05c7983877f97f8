"""Our people: entities, users, roles, rights, preferences, saved views and approvals.

Words: an *entity* is one of our own companies; a *user* is one of our people; a *grant* gives a user a role in one
entity (or in all) up to an amount; an *approval* is a request that a second person decides.

Invariants: rights come from grants alone, and roles that conflict never meet in one person and entity. What was asked
for approval never changes; it is decided once, by someone other than the asker, and used once.
"""
