"""Segments: which group of customers somebody belongs to, for the choice of a strategy, and why.

Segments are an ordered table of conditions; the first row whose conditions are all met wins, and the last row takes
everybody who is left.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from recoup.kernel.sentences import N_, Sentence


@dataclass(frozen=True, slots=True)
class SegmentRow:
    """The conditions of a segment; what is 0 or empty asks for nothing. `amount_from` is in reporting currency."""

    code: str
    name: str
    days_from: int = 0
    amount_from: Decimal = Decimal(0)
    size: str = ""
    behavior: str = ""
    debt: str = ""

    @property
    def takes_everybody(self) -> bool:
        """Whether it asks for nothing."""
        return not (self.days_from or self.amount_from or self.size or self.behavior or self.debt)


@dataclass(frozen=True, slots=True)
class Trait:
    """A class that somebody is in: its code, and its label to be translated."""

    code: str
    label: str


@dataclass(frozen=True, slots=True)
class SegmentFacts:
    """What is known of a customer in one currency; `amount_reporting` is what is open, None without a rate."""

    days_overdue_max: int
    amount_reporting: Decimal | None
    size: Trait
    behavior: Trait
    debt: Trait


@dataclass(frozen=True, slots=True)
class Assigned:
    """The segment, and the conditions that were met, in words."""

    code: str
    reasons: tuple[Sentence, ...]


def assign_segment(facts: SegmentFacts, rows: Sequence[SegmentRow]) -> Assigned:
    """Return the first segment whose conditions are all met; duties C1 and D1."""
    assert rows and rows[-1].takes_everybody
    row = next(row for row in rows if _meets(facts, row))
    return Assigned(row.code, _reasons(facts, row))


def _meets(facts: SegmentFacts, row: SegmentRow) -> bool:
    return (
        facts.days_overdue_max >= row.days_from
        and (not row.amount_from or (facts.amount_reporting or Decimal(0)) >= row.amount_from)
        and row.size in ("", facts.size.code)
        and row.behavior in ("", facts.behavior.code)
        and row.debt in ("", facts.debt.code)
    )


def _reasons(facts: SegmentFacts, row: SegmentRow) -> tuple[Sentence, ...]:
    told = []
    if row.days_from:
        told.append(
            Sentence(
                N_("The oldest item is {days} days late; this segment begins at {limit}."),
                {"days": facts.days_overdue_max, "limit": row.days_from},
            )
        )
    if row.amount_from:
        amount = (facts.amount_reporting or Decimal(0)).quantize(Decimal(1))
        told.append(
            Sentence(
                N_("{amount} is open in reporting currency; this segment begins at {limit}."),
                {"amount": amount, "limit": row.amount_from},
            )
        )
    asked = ((row.size, facts.size), (row.behavior, facts.behavior), (row.debt, facts.debt))
    told += [Sentence(trait.label) for wanted, trait in asked if wanted]
    return tuple(told) or (Sentence(N_("No narrower segment takes this customer.")),)
