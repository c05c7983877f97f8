"""What is asked of the cash desk."""
