"""Views of customers."""
