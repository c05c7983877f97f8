"""Proposals of a day: looked through by people, then let go."""
