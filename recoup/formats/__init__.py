"""File formats: bytes in, frozen data out; no database and no framework."""
