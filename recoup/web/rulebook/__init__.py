"""Rulebook: what the rules are, where they come from, who approved them, and which one applies."""
