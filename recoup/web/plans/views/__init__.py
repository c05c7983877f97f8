"""What people do with payment plans at the desk."""
