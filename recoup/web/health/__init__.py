"""Health: whether the program and what it stands on are well."""
