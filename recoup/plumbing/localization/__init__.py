"""Amounts, dates, numbers and sentences in the reader's language, by CLDR."""
