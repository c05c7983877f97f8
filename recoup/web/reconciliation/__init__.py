"""Account reconciliation at the desk: a customer's own ledger file in, differences worked off, signed off, on paper."""
