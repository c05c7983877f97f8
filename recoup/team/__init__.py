"""Our people: entities, users, roles, rights, preferences, saved views and approvals."""
