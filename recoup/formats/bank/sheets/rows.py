"""One row of a sheet as a statement line, or why it can't be one."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from decimal import Decimal

from recoup.formats.bank.sheets.columns import SheetPlan
from recoup.formats.bank.sheets.profiles import SheetField
from recoup.formats.bank.types import (
    NOBODY,
    LineStatus,
    Party,
    Reference,
    ReferenceKind,
    StatementLine,
    TransactionCode,
)
from recoup.formats.bank.values import given, joined
from recoup.formats.tables.layouts import Row
from recoup.formats.tables.values import (
    AmountParser,
    DateParser,
    Direction,
    amount_parser,
    clean_text,
    date_parser,
    is_blank,
    parse_currency,
    parse_direction,
)
from recoup.kernel.sentences import N_, Sentence

NO_AMOUNT = N_("The row has no amount.")
NO_DATE = N_("The row has no date.")
BOTH_SIDES = N_("The row has money in and money out.")

_SIDES = (SheetField.MONEY_IN, SheetField.MONEY_OUT)
_DECIDED = {Direction.CREDIT: 1, Direction.DEBIT: -1}


@dataclass(frozen=True, slots=True)
class RowKey:
    """What separates the statements of one sheet: whose account, in which currency."""

    account: str
    currency: str


class RowReader:
    """Reads the rows of one sheet by its plan; `currency` and `account` are those of rows that name none."""

    def __init__(self, plan: SheetPlan, *, account: str, currency: str) -> None:
        self._plan = plan
        self._account = account
        self._currency = currency
        self._amounts: dict[SheetField, AmountParser] = {
            field: amount_parser(style) for field, style in plan.amounts.items()
        }
        self._dates: dict[SheetField, DateParser] = {
            field: date_parser(style) for field, style in plan.dates.items()
        }

    def key(self, row: Row) -> RowKey | Sentence:
        """Return which statement a row belongs to, or what is wrong with its currency."""
        currency = parse_currency(self._cell(row, SheetField.CURRENCY))
        if isinstance(currency, Sentence):
            return currency
        account = clean_text(self._cell(row, SheetField.ACCOUNT)).replace(" ", "").strip("'\"")
        return RowKey(account or self._account, currency or self._currency)

    def line(self, row: Row, position: int, currency: str) -> StatementLine | Sentence:
        """Return a row as a line in `currency`, or why it is none."""
        booking = self._date(row, SheetField.BOOKING_DATE)
        value = self._date(row, SheetField.VALUE_DATE)
        if isinstance(booking, Sentence):
            return booking
        if isinstance(value, Sentence):
            return value
        if booking is None and value is None:
            return Sentence(NO_DATE)
        amount, is_counted = self._amount(row)
        if isinstance(amount, Sentence):
            return amount
        balance = self._parsed(row, SheetField.BALANCE)
        party = Party(
            name=self._text(row, SheetField.PARTY_NAME),
            account=self._text(row, SheetField.PARTY_ACCOUNT).replace(" ", "").strip("'"),
            bank=self._text(row, SheetField.PARTY_BANK),
        )
        status = self._text(row, SheetField.STATUS)
        is_void = status in self._plan.void_words
        return StatementLine(
            position=position,
            amount=amount,
            currency=currency,
            booking_date=booking,
            value_date=value,
            status=LineStatus.BOOKED if is_counted and not is_void else LineStatus.INFO,
            bank_reference=given(self._text(row, SheetField.BANK_REFERENCE)),
            references=tuple(
                Reference(ReferenceKind.OTHER, said)
                for said in self._texts(row, SheetField.REFERENCE)
                if given(said)
            ),
            text=joined(self._texts(row, SheetField.TEXT)),
            information=joined([*self._texts(row, SheetField.INFORMATION), status]),
            payer=party if amount > 0 else NOBODY,
            payee=NOBODY if amount > 0 else party,
            codes=(TransactionCode("SHEET", self._plan.profile),) if self._plan.profile else (),
            balance_after=balance if isinstance(balance, Decimal) else None,
            line=row.line,
        )

    def _amount(self, row: Row) -> tuple[Decimal | Sentence, bool]:
        """Return what a row moves, and whether it counts: a direction that is neither in nor out doesn't."""
        columns = self._plan.columns
        if SheetField.AMOUNT not in columns:
            return self._sided(row), True
        amount = self._parsed(row, SheetField.AMOUNT)
        if amount is None:
            return Sentence(NO_AMOUNT), True
        if isinstance(amount, Sentence) or SheetField.DIRECTION not in columns:
            return amount, True
        direction = _direction(clean_text(self._cell(row, SheetField.DIRECTION)))
        return (amount, False) if direction is None else (_DECIDED[direction] * abs(amount), True)

    def _sided(self, row: Row) -> Decimal | Sentence:
        """Return money in less money out; a minus in money out undoes some, unless the bank always writes one."""
        sides = [self._parsed(row, field) for field in _SIDES]
        wrong = next((side for side in sides if isinstance(side, Sentence)), None)
        if wrong is not None:
            return wrong
        money_in, money_out = (side if isinstance(side, Decimal) else None for side in sides)
        if money_in is None and money_out is None:
            return Sentence(NO_AMOUNT)
        if money_in and money_out:
            return Sentence(BOTH_SIDES)
        taken = money_out or Decimal(0)
        if self._plan.debits_are_negative:
            taken = -taken
        return (money_in or Decimal(0)) - taken

    def _date(self, row: Row, field: SheetField) -> datetime.date | Sentence | None:
        return self._dates[field](self._cell(row, field)) if field in self._dates else None

    def _parsed(self, row: Row, field: SheetField) -> Decimal | Sentence | None:
        return self._amounts[field](self._cell(row, field)) if field in self._amounts else None

    def _cell(self, row: Row, field: SheetField) -> str:
        place = self._plan.column(field)
        return row.cells[place] if place is not None else ""

    def _texts(self, row: Row, field: SheetField) -> list[str]:
        cells = (row.cells[place] for place in self._plan.columns.get(field, ()))
        return [clean_text(cell) for cell in cells if not is_blank(clean_text(cell))]

    def _text(self, row: Row, field: SheetField) -> str:
        return next(iter(self._texts(row, field)), "")


def _direction(text: str) -> Direction | None:
    """Return the side that a cell names, in one word or in two languages: `贷 Cr`."""
    whole = parse_direction(text)
    named = {parse_direction(word) for word in text.split()}
    return whole if whole is not None or len(named) != 1 else named.pop()
