"""What is asked of statements and lines, and the daily review."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from recoup.cash.types.bank import Act, BankAccountRecord, LineKind, LineRecord, LineState
from recoup.kernel.sentences import Sentence


@dataclass(frozen=True, slots=True)
class LineFilter:
    """Which lines are wanted; what is empty doesn't matter. `text` is looked for in names, texts and references."""

    entity_ids: frozenset[int] | None = None
    account_id: int | None = None
    statement_id: int | None = None
    from_date: date | None = None
    to_date: date | None = None
    states: frozenset[LineState] = frozenset()
    kinds: frozenset[LineKind] = frozenset()
    text: str = ""


@dataclass(frozen=True, slots=True)
class LinePage:
    """A page of lines, newest first; `count` is how many there are in all."""

    lines: tuple[LineRecord, ...]
    count: int
    page: int
    size: int


@dataclass(frozen=True, slots=True)
class AccountGap:
    """What is missing or twofold between two statements of an account, which end on these days."""

    kind: str
    before_id: int
    after_id: int
    from_date: date
    to_date: date
    sentence: Sentence


@dataclass(frozen=True, slots=True)
class Continuity:
    """How the statements of an account follow one another: `missing_days` are business days that none covers."""

    account: BankAccountRecord
    gaps: tuple[AccountGap, ...]
    missing_days: tuple[date, ...]


@dataclass(frozen=True, slots=True)
class ReviewDay:
    """An account on a day: what is there, what is missing, who looked at it and who signed.

    Amounts are in the account's currency; `opening` and `closing` are the bank's for the day, None where it states
    none. `sum_posted` came into the ledger as receipts, `differences` say what stands between bank and ledger,
    `missing` says why the day is not complete. `is_changed_since` it was signed: the signature counts no longer.
    """

    account: BankAccountRecord
    day: date
    is_business_day: bool
    statement_ids: tuple[int, ...]
    opening: Decimal | None
    closing: Decimal | None
    sum_in: Decimal
    sum_out: Decimal
    sum_posted: Decimal
    lines: int
    lines_to_work: int
    missing: tuple[Sentence, ...]
    differences: tuple[Sentence, ...]
    reviewed: Act | None
    signed: Act | None
    is_changed_since: bool = False

    @property
    def is_complete(self) -> bool:
        """Whether all that the bank tells about the day is here and adds up."""
        return not self.missing

    @property
    def is_reconciled(self) -> bool:
        """Whether nothing stands between the bank and the ledger."""
        return self.is_complete and not self.differences


@dataclass(frozen=True, slots=True)
class SignedOff:
    """That a day of an account was signed off."""

    account_id: int
    day: date
    signed: Act
