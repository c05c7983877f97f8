"""Offers at the desk: discounts for paying early, and settlements."""
