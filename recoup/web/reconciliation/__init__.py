"""Reconciliations at the desk: a customer's ledger, or a schedule of contracts; differences worked off, signed off."""
