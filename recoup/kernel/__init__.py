"""Money, dates, clock, actor, errors and text: pure words that every room uses.

The kernel knows no framework, reads no setting and keeps no state. Its words:

- `money`, `currencies`, `rounding`: exact amounts; only the functions of `rounding` round, and each says
  where the remainder goes.
- `calendars`, `solar_hijri`, `terms`: business days per country, the Iranian calendar, and when which
  part of a document falls due.
- `folding`: one spelling for names and document numbers, so that they can be searched and compared.
- `sentences`, `errors`: text for people, decided here and read in any language.
- `actor`, `clock`: who acts, and when; nothing else reads the clock.
"""
