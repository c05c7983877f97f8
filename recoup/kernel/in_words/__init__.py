"""Amounts in words, as letters, agreements and cheques state them beside the figures.

Each language has its own grammar, so each has its own file: Polish declines by the number, Vietnamese reads a one
and a five otherwise after ten, Chinese uses the capital figures that nobody can turn into others, Persian joins by
"and". No two amounts of a currency have the same words.
"""

from recoup.kernel.in_words.amounts import AMOUNT_MAX, LANGUAGES, in_words

__all__ = ["AMOUNT_MAX", "LANGUAGES", "in_words"]
