"""Tables: CSV, XLSX and XLS files of any sensible layout, read as rows of text.

`reading` finds out how a file is written and gives its rows; `values` turns cells into amounts, dates and
currencies, judged by column; `mapping` says which column holds what; `plans` keeps all of that as one saved
profile; `exports` makes text safe for spreadsheets. Nothing is believed about a single cell: a column decides
its style, and a cell that doesn't fit is a problem with a reason, never a guess.
"""
