"""Relational definitions of figures, written once in Ibis and compiled to any engine."""
