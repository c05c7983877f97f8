"""What one may be allowed to do with reconciliations of accounts; the roles are data of the team room."""

READ = "reports.read"
WORK = "reconciliations.work"
