"""What one may be allowed to read of the workflows."""

READ = "reports.read"
