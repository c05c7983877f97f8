"""Contacts made past a block of the guard, for those who check them."""
