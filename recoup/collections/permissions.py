"""What one may be allowed to do in collections; the roles that carry these names are data of the team room."""

READ = "collections.read"
WORK = "collections.work"
APPROVE_PLAN = "collections.approve_plan"
APPROVE_OFFER = "collections.approve_offer"
