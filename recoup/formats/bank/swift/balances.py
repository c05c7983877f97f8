"""Accounts, balances and control sums of SWIFT messages."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from recoup.formats.bank.types import Account, Balance, BalanceKind
from recoup.formats.bank.values import comma_decimal_of, compact_date, is_iban
from recoup.kernel import currencies

BALANCES = {
    "60F": BalanceKind.OPENING,
    "60M": BalanceKind.OPENING_INTERIM,
    "62F": BalanceKind.CLOSING,
    "62M": BalanceKind.CLOSING_INTERIM,
    "64": BalanceKind.CLOSING_AVAILABLE,
    "65": BalanceKind.FORWARD_AVAILABLE,
}

_BALANCE = re.compile(r"([CD])\s?(\d{6})([A-Z]{3})\s?([\d,]+)")
_SUM = re.compile(r"(\d+)([A-Z]{3})([\d,]+)")
_FLOOR = re.compile(r"([A-Z]{3})[CD]?[\d,]+")
_BIC = re.compile(r"[A-Z]{6}[A-Z0-9]{2}(?:[A-Z0-9]{3})?")
_STATEMENT = re.compile(r"(\d+)(?:/(\d+))?")


class ControlSum(NamedTuple):
    """What `:90C:` or `:90D:` says: how many entries and their sum."""

    entries: int
    amount: Decimal


def read_balance(tag: str, value: str) -> Balance | None:
    """Return a balance field; None when it isn't written as one."""
    matched = _BALANCE.match(value.strip())
    amount = comma_decimal_of(matched[4]) if matched else None
    day = compact_date(matched[2]) if matched else None
    if matched is None or amount is None or day is None:
        return None
    return Balance(BALANCES[tag], amount if matched[1] == "C" else -amount, matched[3], day, tag)


def read_sum(value: str) -> ControlSum | None:
    """Return what a control field says."""
    matched = _SUM.match(value.strip())
    amount = comma_decimal_of(matched[3]) if matched else None
    return None if matched is None or amount is None else ControlSum(int(matched[1]), amount)


def floor_currency(value: str) -> str:
    """Return the currency of `:34F:`, the limit below which entries aren't told."""
    matched = _FLOOR.match(value.strip())
    return matched[1] if matched else ""


def read_account(value: str) -> Account:
    """Return the account of `:25:`: an IBAN, a national number behind a bank's code, a currency at its end."""
    written = value.partition("\n")[0].strip().strip('"')
    currency = ""
    if len(written) > 6 and currencies.is_known(written[-3:]) and not written[-4].isalpha():
        written, currency = written[:-3].strip(), written[-3:]
    bank, slash, number = written.partition("/")
    compact = re.sub(r'[\s"]', "", number if slash and _BIC.fullmatch(bank) else written)
    iban = compact if is_iban(compact) else ""
    is_bic = bool(slash) and _BIC.fullmatch(bank) is not None
    return Account(
        number=iban or compact,
        iban=iban,
        currency=currency,
        bic=bank if is_bic else "",
        servicer=bank if slash and not is_bic else "",
    )


def read_numbers(value: str) -> tuple[int | None, int | None]:
    """Return the statement's number and page of `:28C:`; banks that don't number write zeros."""
    matched = _STATEMENT.match(value.replace("\n", "").replace(" ", ""))
    if matched is None:
        return None, None
    number, page = int(matched[1]), int(matched[2] or 0)
    return number or None, page or None


def last_day_of(digits: str) -> date | None:
    """Return the last day of the month of `YYMMDD`, for banks whose months all have 30 days."""
    for day in range(int(digits[4:6]) - 1, 27, -1):
        found = compact_date(f"{digits[:4]}{day:02}")
        if found is not None:
            return found
    return None
