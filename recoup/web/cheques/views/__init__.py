"""What people do with cheques at the desk."""
