"""The calendar of what is planned with customers, and the visits among it."""
