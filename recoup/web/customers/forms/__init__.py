"""What is asked and entered about customers."""
