"""Aging on the desk: table, chart, drill down, workbook."""
