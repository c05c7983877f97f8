"""SWIFT MT940 and MT942 with the variants of the banks, read field by field.

`fields` cuts a file into messages and fields, `bookings` reads `:61:`, `narratives` and `keywords` read what
`:86:` tells in its many dialects, `balances` reads the balances; `statements` makes events of it all.
"""
