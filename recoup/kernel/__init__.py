"""Money, dates, clock, actor, errors and text: pure words that every room uses."""
