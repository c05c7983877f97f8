"""The append-only trail of who did what, when, before and after."""
