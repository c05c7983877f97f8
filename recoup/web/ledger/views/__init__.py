"""Views of the ledger explorer."""
