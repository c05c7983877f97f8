"""Statements of an account one after the other, and what makes a line the same line in another file."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from recoup.formats.bank.continuity import GapKind, find_gaps
from recoup.formats.bank.identity import with_keys
from recoup.formats.bank.types import (
    Account,
    Balance,
    BalanceKind,
    BankFormat,
    Party,
    StatementEnd,
    StatementHeader,
    StatementLine,
)


def end(day, opening, closing, *, number=None, page=None, is_last=True, format=BankFormat.CAMT_053, days=1):
    last = date(2026, 8, day)
    header = StatementHeader(
        format=format,
        account=Account(number="DE1", currency="EUR"),
        statement_id=f"S{day}",
        sequence=number,
        page=page,
        is_last_page=is_last,
        from_date=date(2026, 8, day - days + 1),
        to_date=last,
    )
    return StatementEnd(
        header,
        (
            Balance(BalanceKind.OPENING, Decimal(opening), "EUR"),
            Balance(BalanceKind.CLOSING, Decimal(closing), "EUR", last),
        ),
    )


@pytest.mark.parametrize(
    ("ends", "kinds"),
    [
        ([end(3, 0, 5, number=1), end(4, 5, 7, number=2)], []),
        ([end(4, 5, 7, number=2), end(3, 0, 5, number=1)], []),
        ([end(3, 0, 5, number=1), end(5, 5, 7, number=3)], [GapKind.NUMBERS_MISSING]),
        ([end(3, 0, 5), end(5, 6, 7)], [GapKind.BALANCE_BROKEN]),
        ([end(3, 0, 5, number=1), end(3, 0, 5, number=1)], [GapKind.REPEATED]),
        ([end(3, 0, 5), end(5, 2, 9, days=4)], [GapKind.OVERLAPPING]),
        ([end(3, 0, 5, number=1, page=1, is_last=False), end(3, 5, 7, number=1, page=2)], []),
        (
            [end(3, 0, 5, number=1, page=1, is_last=False), end(3, 6, 7, number=1, page=3)],
            [GapKind.PAGE_MISSING],
        ),
        (
            [end(3, 0, 5, number=1, page=1, is_last=False), end(4, 5, 7, number=2, page=1)],
            [GapKind.NOT_ENDED],
        ),
        ([end(3, 0, 5, number=250), end(4, 5, 7, number=1)], []),
        ([end(3, 0, 5), end(5, 9, 9, format=BankFormat.CAMT_052)], []),
    ],
)
def test_gaps(ends, kinds):
    assert [gap.kind for gap in find_gaps(ends)] == kinds


def test_accounts_and_currencies_are_followed_apart():
    first = end(3, 0, 5)
    other = replace(first, header=replace(first.header, account=Account(number="DE2", currency="EUR")))
    assert find_gaps([first, other, end(4, 5, 6)]) == ()


LINE = StatementLine(1, Decimal("5.00"), "EUR", date(2026, 8, 3), date(2026, 8, 4), bank_reference="B1")


def keys(*lines):
    return [key for key, _ in with_keys("DE1", lines)]


def test_equal_lines_are_counted_and_found_again_in_another_file():
    assert keys(LINE, LINE) == keys(replace(LINE, position=8), replace(LINE, text="other words"))
    assert [key.occurrence for key in keys(LINE, LINE)] == [1, 2]


def test_trailing_zeros_make_no_other_amount():
    assert keys(LINE) == keys(replace(LINE, amount=Decimal("5")))


def test_without_a_reference_the_words_tell_lines_apart():
    anonymous = replace(LINE, bank_reference="", text="INV 1", payer=Party("Ann"))
    assert keys(anonymous) == keys(replace(anonymous, text="inv  1"))
    assert keys(anonymous) != keys(replace(anonymous, text="INV 2"))
    assert keys(anonymous) != keys(replace(anonymous, booking_date=date(2026, 8, 5)))
    assert keys(anonymous)[0].reference.startswith("~")
