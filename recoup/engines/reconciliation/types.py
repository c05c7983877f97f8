"""What is compared and what comes of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum


class Outcome(StrEnum):
    """What became of a line: found in both books, or in which way they differ."""

    MATCHED = "MATCHED"
    OTHER_AMOUNT = "OTHER_AMOUNT"
    OTHER_DATE = "OTHER_DATE"
    SETTLED_WITH_US = "SETTLED_WITH_US"
    TWICE_WITH_THEM = "TWICE_WITH_THEM"
    MISSING_WITH_US = "MISSING_WITH_US"
    MISSING_WITH_THEM = "MISSING_WITH_THEM"
    OPENING = "OPENING"


class Basis(StrEnum):
    """What two lines were found together by; the earlier ones are the surer ones."""

    NUMBER = "NUMBER"
    NUMBER_IN_TEXT = "NUMBER_IN_TEXT"
    NUMBER_CORE = "NUMBER_CORE"
    AMOUNT_AND_DATE = "AMOUNT_AND_DATE"
    AMOUNT = "AMOUNT"
    NOTHING = "NOTHING"


class SignChoice(StrEnum):
    """Whether their amounts carry our sign; `FOUND_OUT` leaves it to the lines themselves."""

    FOUND_OUT = "FOUND_OUT"
    AS_OURS = "AS_OURS"
    OPPOSITE = "OPPOSITE"


@dataclass(frozen=True, slots=True)
class OurLine:
    """A line of our books: `amount` is what counts, `amount_full` what the document was made out for.

    `key` is unique. `numbers` are the document's number and what else it is known by. A document that is settled
    counts nothing (`amount` zero), and is only looked for when the other book names it.
    """

    key: int
    numbers: tuple[str, ...]
    day: date
    amount: Decimal
    amount_full: Decimal

    @property
    def is_settled(self) -> bool:
        """Whether nothing of it counts any more."""
        return not self.amount


@dataclass(frozen=True, slots=True)
class TheirLine:
    """A line of their books: `numbers` stand in columns of their own, in `text` a number may hide.

    `key` is unique. `amount` is not zero; it carries their sign on the way in, ours in a result.
    """

    key: int
    numbers: tuple[str, ...]
    text: str
    day: date | None
    amount: Decimal


@dataclass(frozen=True, slots=True)
class Books:
    """Both books of one account in one currency.

    The opening balances count only when both are known; theirs carries their sign.
    """

    ours: tuple[OurLine, ...]
    theirs: tuple[TheirLine, ...]
    our_opening: Decimal | None = None
    their_opening: Decimal | None = None

    @property
    def has_openings(self) -> bool:
        """Whether the opening balances take part."""
        return self.our_opening is not None and self.their_opening is not None


@dataclass(frozen=True, slots=True)
class Signs:
    """Whether their amounts were turned round to carry our sign, and how many lines spoke for either.

    `is_certain` is false when no line told it and only the balances, or nothing, could decide.
    """

    is_opposite: bool
    same: int
    opposite: int
    is_certain: bool


@dataclass(frozen=True, slots=True)
class Pair:
    """Lines of either book that belong together, or of one alone; `our_amount` less `their_amount` is left over."""

    outcome: Outcome
    basis: Basis
    ours: tuple[OurLine, ...]
    theirs: tuple[TheirLine, ...]
    our_amount: Decimal
    their_amount: Decimal

    @property
    def difference(self) -> Decimal:
        """What the pair leaves between the balances: positive when we claim more than they know of."""
        return self.our_amount - self.their_amount


@dataclass(frozen=True, slots=True)
class Comparison:
    """The result: every line stands in one pair, save settled documents of ours that nobody named."""

    signs: Signs
    pairs: tuple[Pair, ...]
    our_balance: Decimal
    their_balance: Decimal

    @property
    def difference(self) -> Decimal:
        """How far the balances are apart."""
        return self.our_balance - self.their_balance
