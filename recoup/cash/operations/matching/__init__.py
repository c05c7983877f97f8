"""How receipts are matched and applied: rules and books are loaded, the engine decides, deeds are planned and kept."""
