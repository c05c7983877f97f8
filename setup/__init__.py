"""What the set-up and the checks need besides the program itself."""
