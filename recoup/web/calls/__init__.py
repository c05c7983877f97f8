"""Calls: the screen of a call, and the lists of what was said, promised and asked."""
