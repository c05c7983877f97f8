"""What is typed into the calendar."""
