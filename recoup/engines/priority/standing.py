"""How a customer stands in one currency: points, chance, expected effect and classes."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from recoup.engines.priority.classes import Behavior, Lateness, Size
from recoup.engines.priority.facts import (
    DEFAULT_THRESHOLDS,
    NOTHING,
    Facts,
    Thresholds,
    days_worse,
    is_silent,
    late_percent,
    reached,
)
from recoup.engines.priority.points import Reason, notes_for, reasons_for
from recoup.kernel.money import Money
from recoup.kernel.rounding import round_half_up
from recoup.kernel.sentences import N_, Sentence


@dataclass(frozen=True, slots=True)
class Standing:
    """The points, chance and effect of one customer and currency, its three classes, and the reasons.

    `chance` is in percent; `effect` is what a contact is expected to bring, by the facts' rate: it orders customers.
    """

    points: int
    chance: int
    effect: Decimal
    lateness: Lateness
    size: Size
    behavior: Behavior
    scored_reasons: tuple[Reason, ...] = field(default=())

    @property
    def reasons(self) -> tuple[Sentence, ...]:
        """The reasons in words, the weightiest first."""
        return tuple(reason.sentence for reason in self.scored_reasons)

    @property
    def class_code(self) -> str:
        """The three classes as one code, for example `DAYS_31_60.LARGE.DETERIORATING`."""
        return f"{self.lateness}.{self.size}.{self.behavior}"


def stand(facts: Facts, thresholds: Thresholds = DEFAULT_THRESHOLDS) -> Standing:
    """Return points, chance, effect and classes of one customer and currency; the three are 0 when nothing is chased.

    The tables stand at the head of the package; classes are duties C1 and D1.
    """
    assert min(facts.amount_overdue, facts.amount_held, facts.amount_unapplied) >= NOTHING
    chased = facts.amount_chased
    reasons = reasons_for(facts, thresholds)
    points = sum(reason.points for reason in reasons)
    chance = reached(points, thresholds.chance_percent) if chased > NOTHING else 0
    assert 0 <= chance <= 100
    return Standing(
        points=points,
        chance=chance,
        effect=chased * facts.rate * chance / 100,
        lateness=_lateness(facts),
        size=_size(facts, thresholds),
        behavior=_behavior(facts, thresholds),
        scored_reasons=(*reasons, *notes_for(facts, thresholds)),
    )


def expected_effect(chased: Money, chance: int) -> Money:
    """Return what a contact is expected to bring of what is chased, at a chance in percent; half up."""
    return round_half_up(chased.amount * chance / 100, chased.currency)


def say_effect(chased: Money, chance: int) -> Sentence:
    """Return the expected effect of a contact in words, with what it is made of."""
    return Sentence(
        N_("Expected effect of a contact: {effect} ({chance} % of {amount})."),
        {"effect": expected_effect(chased, chance), "chance": chance, "amount": chased},
    )


def _lateness(facts: Facts) -> Lateness:
    if facts.amount_overdue <= NOTHING or facts.days_overdue_max < 1:
        return Lateness.CURRENT
    if facts.days_overdue_max <= 30:
        return Lateness.DAYS_1_30
    if facts.days_overdue_max <= 60:
        return Lateness.DAYS_31_60
    return Lateness.DAYS_61_90 if facts.days_overdue_max <= 90 else Lateness.DAYS_OVER_90


def _size(facts: Facts, thresholds: Thresholds) -> Size:
    amount = facts.amount_open_reporting or NOTHING
    if amount >= thresholds.key_account_from:
        return Size.KEY_ACCOUNT
    return Size.LARGE if amount >= thresholds.large_from else Size.SMALL


def _behavior(facts: Facts, thresholds: Thresholds) -> Behavior:
    if facts.amount_overdue > NOTHING and is_silent(facts, thresholds):
        return Behavior.SILENT
    if days_worse(facts, thresholds) >= thresholds.deteriorating_days:
        return Behavior.DETERIORATING
    if not facts.paid_recent and not facts.paid_before:
        return Behavior.NEW
    days_late = facts.days_late_recent if facts.paid_recent else facts.days_late_before
    is_late = late_percent(facts, thresholds) >= thresholds.habitual_percent
    return Behavior.HABITUAL_LATE if is_late or days_late >= thresholds.habitual_days else Behavior.PROMPT
