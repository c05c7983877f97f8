"""Strategies: what is in force by segment, drafts played over the past, first figures of effect."""
