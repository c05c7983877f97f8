"""ISO 20022 reports: camt.052, camt.053 and camt.054 of any version, read as a stream.

`xml` parses safely, `nodes` finds by name whatever the name space, `parties`, `remittance` and `details` read what
is inside a transaction, `entries` a booking, `headers` a statement; `statements` makes events of it all.
"""
