"""Views of the cash desk."""
