"""What people do with reconciliations at the desk."""
