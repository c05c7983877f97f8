"""Worklists and classes, as they cross the border of the room."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from recoup.engines.priority import Behavior, Lateness, Reason, Size, say_effect, say_left_out
from recoup.kernel.money import Money
from recoup.kernel.sentences import Sentence


@dataclass(frozen=True, slots=True)
class MadeWorklist:
    """What became of making a worklist: how many lines it has, and whether it had been made before."""

    entity_id: int
    business_date: date
    lines: int
    was_made_before: bool


@dataclass(frozen=True, slots=True)
class Classes:
    """The three classes of one customer and currency."""

    lateness: Lateness
    size: Size
    behavior: Behavior

    @property
    def labels(self) -> tuple[str, str, str]:
        """The names of the classes on screens, to be translated."""
        return self.lateness.label, self.size.label, self.behavior.label


@dataclass(frozen=True, slots=True)
class WorklistEntry:
    """One customer and currency on a worklist, as it stood that day.

    `amount_overdue` leaves out what is on hold; `amount_unapplied` is money received and not yet applied,
    positive; `amount_chased` is what is left of the overdue. `chance` in percent is that a contact changes the outcome.
    `owner_id` is the user who had the customer in the portfolio. `rank` counts from 1 in the entity.
    """

    entity_id: int
    customer_id: int
    business_date: date
    rank: int
    owner_id: int | None
    amount_open: Money
    amount_overdue: Money
    amount_unapplied: Money
    amount_held: Money
    days_overdue_max: int
    items_overdue: int
    points: int
    amount_chased: Money
    chance: int
    classes: Classes
    scored_reasons: tuple[Reason, ...]

    @property
    def currency(self) -> str:
        """The currency of the line."""
        return self.amount_open.currency

    @property
    def reasons(self) -> tuple[Sentence, ...]:
        """The reasons in words, the weightiest first, then what is not chased."""
        scored = (reason.sentence for reason in self.scored_reasons)
        left_out = say_left_out(
            overdue=self.amount_overdue, held=self.amount_held, unapplied=self.amount_unapplied
        )
        return (*scored, *left_out)

    @property
    def effect(self) -> Sentence | None:
        """The expected effect of a contact in words; None when nothing was chased."""
        return say_effect(self.amount_chased, self.chance) if self.chance else None


@dataclass(frozen=True, slots=True)
class WorklistPage:
    """A page of a worklist: the entries asked for, and how many there are in all."""

    entries: tuple[WorklistEntry, ...]
    total: int


@dataclass(frozen=True, slots=True)
class CurrencyStanding:
    """How a customer stands in one currency: the classes, since when, and the entry of the latest worklist if any."""

    currency: str
    classes: Classes
    since: date
    entry: WorklistEntry | None


@dataclass(frozen=True, slots=True)
class ClassChange:
    """From `business_date` on the customer was in these classes, in this currency."""

    currency: str
    business_date: date
    classes: Classes
