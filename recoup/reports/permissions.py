"""What one may be allowed to read across rooms."""

READ = "reports.read"
