"""Preferences: how each person wants the desk to read and look."""
