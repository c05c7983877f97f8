"""What one may be allowed to do with messages; the roles that carry these names are data of the team room."""

READ = "correspondence.read"
PREPARE = "collections.work"
CONTACT = "collections.work"
OVERRIDE = "contact.override"
CHECK = "audit.read"
HANDLE_WITH_CARE = "contact.handle_with_care"
REVIEW = "approvals.decide"
