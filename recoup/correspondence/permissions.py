"""What one may be allowed to do with messages; the roles that carry these names are data of the team room."""

READ = "correspondence.read"
PREPARE = "collections.work"
