"""OFX 1 (SGML, tags left open) and 2 (XML): `tags` cuts the text, `statements` makes events of it."""
