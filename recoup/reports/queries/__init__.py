"""Reads across rooms, one family a module."""
