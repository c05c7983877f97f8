"""Lists that people keep in sheets, one thing a row: virtual accounts, cheques."""
