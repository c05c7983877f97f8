"""Recoup: the receivables desk. The plan of the house is in docs/concepts.md."""
