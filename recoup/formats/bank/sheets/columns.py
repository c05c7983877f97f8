"""How a sheet is to be read: which columns hold what, and in what style, by a profile or by their names."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from recoup.formats.bank.sheets.known import PROFILES
from recoup.formats.bank.sheets.profiles import SheetField, SheetProfile, choose_profile, find_column
from recoup.formats.bank.sheets.vocabulary import NAMES
from recoup.formats.tables.mapping import guess_mapping
from recoup.formats.tables.reading import Table
from recoup.formats.tables.values import (
    AmountStyle,
    DateStyle,
    agreed_date_styles,
    amount_share,
    date_share,
    guess_amount_style,
    guess_date_style,
    parse_amount,
)
from recoup.formats.tables.vocabulary.fields import TableKind
from recoup.kernel import currencies
from recoup.kernel.sentences import Sentence

_SAMPLED = 2000
_SHARE_MIN = 0.5
_AMOUNTS = (SheetField.AMOUNT, SheetField.MONEY_IN, SheetField.MONEY_OUT, SheetField.BALANCE)
_DATES = (SheetField.BOOKING_DATE, SheetField.VALUE_DATE)
_GUESSED = {
    "value_date": SheetField.BOOKING_DATE,
    "amount": SheetField.AMOUNT,
    "amount_credit": SheetField.MONEY_IN,
    "amount_debit": SheetField.MONEY_OUT,
    "direction": SheetField.DIRECTION,
    "currency": SheetField.CURRENCY,
    "bank_reference": SheetField.BANK_REFERENCE,
    "payer_name": SheetField.PARTY_NAME,
    "payer_account": SheetField.PARTY_ACCOUNT,
    "text": SheetField.TEXT,
}


@dataclass(frozen=True, slots=True)
class SheetPlan:
    """The columns of each field, from 0, and how they write; `debits_are_negative` when all money out has a minus."""

    columns: Mapping[SheetField, tuple[int, ...]]
    amounts: Mapping[SheetField, AmountStyle]
    dates: Mapping[SheetField, DateStyle]
    currency: str = ""
    profile: str = ""
    void_words: tuple[str, ...] = ()
    debits_are_negative: bool = False

    def column(self, field: SheetField) -> int | None:
        """Return the first column of a field."""
        return next(iter(self.columns.get(field, ())), None)

    def questions(self) -> tuple[Sentence, ...]:
        """Return what a person should settle."""
        asked = [style.question for style in self.amounts.values()]
        asked += [style.question for style in self.dates.values()]
        return tuple(dict.fromkeys(question for question in asked if question is not None))

    @property
    def style(self) -> AmountStyle:
        """How the sheet writes amounts."""
        return next(iter(self.amounts.values()), AmountStyle(credit_sign=1))


def plan_sheet(table: Table, profiles: Sequence[SheetProfile]) -> SheetPlan | None:
    """Return how to read `table`, by a profile that fits or by its headers; None when it is no statement."""
    sample = table.sample(_SAMPLED)
    profile = choose_profile(table.header, profiles) or choose_profile(table.header, PROFILES)
    if profile is not None:
        columns = {
            field: tuple(
                dict.fromkeys(
                    place for name in names if (place := find_column(table.header, name)) is not None
                )
            )
            for field, names in profile.columns.items()
        }
        columns = {field: places for field, places in columns.items() if places}
    else:
        columns = _by_names(table.header, sample)
    if not any(field in columns for field in _DATES):
        return None
    if SheetField.AMOUNT not in columns and not {SheetField.MONEY_IN, SheetField.MONEY_OUT} & columns.keys():
        return None
    return _styled(columns, profile, table, sample)


def guess_columns(table: Table) -> dict[SheetField, tuple[int, ...]]:
    """Return what the columns of a sheet seem to hold, judged by their headers and cells."""
    return _by_names(table.header, table.sample(_SAMPLED))


def _by_names(header: Sequence[str], sample: Sequence[Sequence[str]]) -> dict[SheetField, tuple[int, ...]]:
    """Return the columns that have a usual name and cells that bear it out; the rest is left to the guess."""
    columns: dict[SheetField, tuple[int, ...]] = {}
    taken: set[int] = set()
    for field, names in NAMES.items():
        places = (find_column(header, name) for name in names)
        for place in places:
            if place is not None and place not in taken and _is_borne_out(field, sample, place):
                columns[field] = (place,)
                taken.add(place)
                break
    guess = guess_mapping(header, sample, TableKind.RECEIPTS)
    has_sides = SheetField.MONEY_IN in columns or SheetField.MONEY_OUT in columns
    for name, found in guess.columns.items():
        guessed = _GUESSED.get(name)
        is_surplus = guessed is SheetField.AMOUNT and has_sides
        if guessed is not None and guessed not in columns and found.column not in taken and not is_surplus:
            columns[guessed] = (found.column,)
            taken.add(found.column)
    if SheetField.AMOUNT in columns and SheetField.MONEY_IN in columns and SheetField.MONEY_OUT in columns:
        del columns[SheetField.AMOUNT]
    return columns


def _is_borne_out(field: SheetField, sample: Sequence[Sequence[str]], place: int) -> bool:
    cells = [row[place] for row in sample]
    if not any(cell.strip() for cell in cells):
        return True
    if field in _AMOUNTS:
        return amount_share(cells) >= _SHARE_MIN
    return date_share(cells) >= _SHARE_MIN if field in _DATES else True


def _styled(
    columns: Mapping[SheetField, tuple[int, ...]],
    profile: SheetProfile | None,
    table: Table,
    sample: Sequence[Sequence[str]],
) -> SheetPlan:
    """Return the plan with the style of each column, the profile's where it has one."""
    amounts: dict[SheetField, AmountStyle] = {}
    dates: dict[SheetField, DateStyle] = {}
    for field, places in columns.items():
        cells = [row[places[0]] for row in sample]
        if field in _AMOUNTS:
            found = guess_amount_style(cells, header=table.header[places[0]], credit_sign=1)
            if profile is not None and profile.decimal:
                found = replace(found, decimal=profile.decimal, question=None)
            amounts[field] = found
        elif field in _DATES:
            dates[field] = _date_style(cells, profile)
    stated = next((style.currency for style in amounts.values() if style.currency), "")
    return SheetPlan(
        columns=columns,
        amounts=_agreed_amounts(amounts, profile),
        dates=_agreed(dates),
        currency=stated or (profile.currency if profile else ""),
        profile=profile.code if profile else "",
        void_words=profile.void_words if profile else (),
        debits_are_negative=_are_negative(columns, amounts, sample),
    )


def _agreed_amounts(
    amounts: Mapping[SheetField, AmountStyle], profile: SheetProfile | None
) -> dict[SheetField, AmountStyle]:
    """Return the styles where doubtful columns follow the certain ones; a currency without cents has no doubt."""
    certain = {style.decimal for style in amounts.values() if style.is_certain}
    has_no_cents = profile is not None and profile.currency and currencies.minor_unit(profile.currency) == 0
    agreed = dict(amounts)
    for field, style in amounts.items():
        if not style.is_certain and len(certain) == 1:
            agreed[field] = replace(style, decimal=next(iter(certain)), question=None)
        elif not style.is_certain and has_no_cents:
            agreed[field] = replace(style, question=None)
    return agreed


def _agreed(dates: Mapping[SheetField, DateStyle]) -> dict[SheetField, DateStyle]:
    found = agreed_date_styles({field.value: style for field, style in dates.items()})
    return {field: found[field.value] for field in dates}


def _date_style(cells: Sequence[str], profile: SheetProfile | None) -> DateStyle:
    """Return how a column writes dates: as they are when that is certain, else as the profile says."""
    found = guess_date_style(cells)
    if found is not None and found.is_certain:
        return found
    return (profile.date_style() if profile is not None else None) or found or DateStyle()


def _are_negative(
    columns: Mapping[SheetField, tuple[int, ...]],
    amounts: Mapping[SheetField, AmountStyle],
    sample: Sequence[Sequence[str]],
) -> bool:
    if SheetField.MONEY_OUT not in columns:
        return False
    place, style = columns[SheetField.MONEY_OUT][0], amounts[SheetField.MONEY_OUT]
    values = [
        found for row in sample if isinstance(found := parse_amount(row[place], style), Decimal) and found
    ]
    return bool(values) and all(value < 0 for value in values)
