"""Remittance advices: what a payer says that a payment is for, from CSV, XLSX, text or PDF.

`reading` is the one door. Text and the text of a PDF are first laid out as a table (`layouts`); then every source is
read alike. Nothing is guessed: a row that can't be read, or sums that don't agree, are said, and the advice isn't
`is_sound` any more.
"""
