"""Pure decisions: frozen data in, frozen data out; no clock, no settings, no database."""
