"""What is asked of the rulebook, and what is entered into it."""
