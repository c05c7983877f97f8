"""The ledger explorer: the journal, its entries and items, closed periods, the proof that all ties out."""
