"""What a line of a statement is about, judged from what the bank says of it and nothing else."""

from __future__ import annotations

from collections.abc import Iterable

from recoup.cash.types import LineKind
from recoup.formats.bank.types import StatementLine, TransactionCode

_CHARGE_WORDS = {"CHRG", "COMM", "COME", "CHAR", "FEES", "NCHG", "NCOM", "FCHG", "FEE", "SRVCHG"}
_INTEREST_WORDS = {"INTR", "NINT", "FINT", "INT"}
_RETURN_WORDS = {"RRTN", "RCDD", "UPDD", "PRDD", "NRTI", "FRTI", "RTI", "NDDR"}
_RETURN_TYPES = {"109", "108", "159"}
"""GVC: a direct debit returned, a cheque returned, a transfer returned."""

_CHARGE_TYPES = {"808", "809", "805"}


def kind_of(line: StatementLine) -> LineKind:
    """Return what a line is about; a charge or a return is one only where the bank's code or reason says so."""
    if line.amount == 0:
        return LineKind.NOTHING
    words = _words(line.codes)
    is_return = bool(line.return_reason or words & _RETURN_WORDS)
    if line.amount > 0:
        if line.is_reversal or is_return:
            return LineKind.OUTGOING_REVERSED
        return LineKind.INTEREST if words & _INTEREST_WORDS else LineKind.RECEIPT
    if is_return:
        return LineKind.RETURNED
    if line.is_reversal:
        return LineKind.RECEIPT_REVERSED
    return LineKind.CHARGE if words & _CHARGE_WORDS else LineKind.OUTGOING


def _words(codes: Iterable[TransactionCode]) -> set[str]:
    words: set[str] = set()
    for code in codes:
        parts = set(code.value.upper().replace("-", "/").split("/"))
        if code.scheme == "GVC":
            parts = {"FEE"} if parts & _CHARGE_TYPES else {"RTI"} if parts & _RETURN_TYPES else set()
        words |= parts
    return words
