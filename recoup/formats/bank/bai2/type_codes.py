"""The type codes of BAI2: which are balances, which bring money in and which take it out."""

from __future__ import annotations

from recoup.formats.bank.types import BalanceKind

TOTAL_CREDITS = "100"
TOTAL_DEBITS = "400"
NOT_MONEY = "890"

BALANCES = {
    "010": BalanceKind.OPENING,
    "015": BalanceKind.CLOSING,
    "030": BalanceKind.INTERIM,
    "040": BalanceKind.OPENING_AVAILABLE,
    "045": BalanceKind.CLOSING_AVAILABLE,
    "060": BalanceKind.INTERIM_AVAILABLE,
}
_REVERSALS = frozenset(("252", "254", "395", "398", "552", "555", "695", "698"))


def is_balance(code: str) -> bool:
    """Return whether a summary of this code is a balance or a float, not a sum of movements."""
    return code < TOTAL_CREDITS


def direction(code: str) -> int:
    """Return 1 for a credit, -1 for a debit, 0 for codes of loans and those that banks define themselves."""
    if "100" <= code <= "399":
        return 1
    return -1 if "400" <= code <= "699" else 0


def is_reversal(code: str) -> bool:
    """Return whether a detail of this code undoes another: a cancellation, an adjustment, a returned item."""
    return code in _REVERSALS
