"""Believable payments with the truth attached, to measure how well receipts are matched.

Words: a *world* is a company's customers, its items and the receipts of some days, all from one seed; the *truth* of
a receipt is the items that it pays and the cents on each; its *trouble* is what makes it hard. Worlds with an odd seed
are for tuning, those with an even one for measuring: no figure is told of a world that weights were chosen on.
"""
