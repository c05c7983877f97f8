"""BAI2, the cash management format of American banks: `records` cuts a file, `type_codes` knows the codes,
`summaries` reads the balances of an account, `statements` makes events of it all and checks the control totals.
"""
