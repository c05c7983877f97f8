"""Stored files, kept by the hash of their content and never changed."""
