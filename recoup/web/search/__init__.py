"""Search from anywhere: customers, items and actions."""
