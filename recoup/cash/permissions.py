"""What one may be allowed to do with cash; the roles that carry these names are data of the team room."""

APPLY = "cash.apply"
