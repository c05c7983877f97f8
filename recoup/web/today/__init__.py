"""Today: whom to contact, why, and what stands behind it."""
