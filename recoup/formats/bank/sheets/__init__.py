"""Sheets of banks, CSV and XLSX: `profiles` says what a layout is, `known` holds those of banks, `vocabulary` the
names that others use; `columns` finds out how a sheet is to be read, `preamble` reads what stands around the table,
`running` follows the balance from row to row, and `statements` makes events of it all.
"""
