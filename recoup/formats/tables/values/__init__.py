"""Cells as amounts, dates and currencies: the style is judged by column, each cell is read exactly or refused."""

from recoup.formats.tables.values.amount_styles import amount_share, guess_amount_style
from recoup.formats.tables.values.amounts import (
    AmountParser,
    AmountStyle,
    Direction,
    amount_parser,
    parse_amount,
    parse_direction,
)
from recoup.formats.tables.values.currency_names import currency_code, parse_currency
from recoup.formats.tables.values.date_styles import agreed_date_styles, date_share, guess_date_style
from recoup.formats.tables.values.dates import (
    Calendar,
    DateForm,
    DateParser,
    DateStyle,
    date_parser,
    parse_date,
)
from recoup.formats.tables.values.flags import parse_flag
from recoup.formats.tables.values.party_kinds import parse_party_kind
from recoup.formats.tables.values.texts import clean_text, is_blank

__all__ = [
    "AmountParser",
    "AmountStyle",
    "Calendar",
    "DateForm",
    "DateParser",
    "DateStyle",
    "Direction",
    "agreed_date_styles",
    "amount_parser",
    "amount_share",
    "clean_text",
    "currency_code",
    "date_parser",
    "date_share",
    "guess_amount_style",
    "guess_date_style",
    "is_blank",
    "parse_amount",
    "parse_currency",
    "parse_date",
    "parse_direction",
    "parse_flag",
    "parse_party_kind",
]
