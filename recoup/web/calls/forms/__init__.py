"""What is typed about calls."""
