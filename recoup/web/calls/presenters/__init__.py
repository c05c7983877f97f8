"""What the pages of calls show."""
