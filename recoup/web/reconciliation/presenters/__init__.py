"""Reconciliations as their pages and documents show them."""
