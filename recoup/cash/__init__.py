"""Money in: receipts with their evidence, and their application to items."""
