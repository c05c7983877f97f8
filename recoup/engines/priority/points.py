"""The points of a customer in one currency, part by part; the tables stand at the head of the package."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from recoup.engines.priority.facts import (
    NOTHING,
    Facts,
    Thresholds,
    days_worse,
    is_silent,
    is_within_habit,
    late_percent,
    reached,
)
from recoup.kernel.money import Money
from recoup.kernel.sentences import N_, Sentence


@dataclass(frozen=True, slots=True)
class Reason:
    """One part of the sum: its points and why, in words; a reason of 0 points explains what was left out."""

    points: int
    sentence: Sentence


def reasons_for(facts: Facts, thresholds: Thresholds) -> list[Reason]:
    """Return the parts that give points, the weightiest first; none when nothing is chased."""
    if facts.amount_chased <= NOTHING:
        return []
    found = _parts_of_lateness(facts, thresholds) if not is_within_habit(facts, thresholds) else ()
    parts = (*found, *_parts_of_conduct(facts, thresholds))
    return sorted((Reason(points, say(facts, thresholds)) for points, say in parts), key=_weight)


def notes_for(facts: Facts, thresholds: Thresholds) -> list[Reason]:
    """Return the reasons of 0 points: why lateness gave none, and how the amount was compared."""
    if facts.amount_chased <= NOTHING:
        return []
    return [Reason(0, sentence) for sentence in _notes(facts, thresholds)]


def say_left_out(*, overdue: Money, held: Money, unapplied: Money) -> tuple[Sentence, ...]:
    """Return in words what is owed and yet not chased: what is on hold, and what money received covers."""
    found = []
    if held.is_positive():
        found.append(Sentence(N_("{amount} is on hold and not chased."), {"amount": held}))
    if overdue.is_positive() and unapplied.is_positive():
        found.append(
            Sentence(
                N_("{amount} was received and waits to be applied; it is not chased."), {"amount": unapplied}
            )
        )
    return tuple(found)


def _weight(reason: Reason) -> int:
    return -reason.points


_Say = Callable[[Facts, Thresholds], Sentence]
_Part = tuple[int, _Say]


def _parts_of_lateness(facts: Facts, thresholds: Thresholds) -> Iterator[_Part]:
    """Yield the parts that tell how late the customer is: not counted within the customer's own habit."""
    if points := reached(facts.days_overdue_max, thresholds.days_late):
        yield points, _say_lateness
    if points := reached(_share(facts), thresholds.share_percent):
        yield points, _say_share
    if points := reached(late_percent(facts, thresholds), thresholds.late_percent):
        yield points, _say_broken_terms


def _parts_of_conduct(facts: Facts, thresholds: Thresholds) -> Iterator[_Part]:
    """Yield the parts that tell how the customer's conduct changed, and what was promised and said."""
    if points := reached(days_worse(facts, thresholds), thresholds.worsening_days):
        yield points, _say_worsening
    if is_silent(facts, thresholds):
        yield thresholds.silence_points, _say_silence
    if points := reached(facts.promises_broken, thresholds.promises_broken):
        yield points, _say_promises
    if facts.was_willing is not None:
        yield (thresholds.willing_points if facts.was_willing else thresholds.hesitant_points), _say_words


def _share(facts: Facts) -> Decimal:
    return facts.amount_overdue * 100 / facts.amount_open if facts.amount_open > NOTHING else NOTHING


def _say_lateness(facts: Facts, thresholds: Thresholds) -> Sentence:
    return Sentence(
        N_("The oldest item is {days} day late."),
        {"days": facts.days_overdue_max},
        plural=N_("The oldest item is {days} days late."),
        count="days",
    )


def _say_share(facts: Facts, thresholds: Thresholds) -> Sentence:
    return Sentence(
        N_("Of {open} open, {overdue} is overdue."),
        {
            "open": Money(facts.amount_open, facts.currency),
            "overdue": Money(facts.amount_overdue, facts.currency),
        },
    )


def _say_worsening(facts: Facts, thresholds: Thresholds) -> Sentence:
    return Sentence(
        N_("Payments come {days} day later than before, on average."),
        {"days": days_worse(facts, thresholds)},
        plural=N_("Payments come {days} days later than before, on average."),
        count="days",
    )


def _say_broken_terms(facts: Facts, thresholds: Thresholds) -> Sentence:
    return Sentence(
        N_("{late} of the last {payments} payment came late."),
        {"late": facts.paid_late_recent, "payments": facts.paid_recent},
        plural=N_("{late} of the last {payments} payments came late."),
        count="payments",
    )


def _say_silence(facts: Facts, thresholds: Thresholds) -> Sentence:
    return Sentence(
        N_("No item was paid in the last {days} day."),
        {"days": thresholds.recent_days},
        plural=N_("No item was paid in the last {days} days."),
        count="days",
    )


def _say_promises(facts: Facts, thresholds: Thresholds) -> Sentence:
    return Sentence(
        N_("{promises} promise was broken in the last year."),
        {"promises": facts.promises_broken},
        plural=N_("{promises} promises were broken in the last year."),
        count="promises",
    )


def _say_words(facts: Facts, thresholds: Thresholds) -> Sentence:
    if facts.was_willing:
        return Sentence(N_("At the last contact the customer wanted to pay."))
    return Sentence(N_("At the last contact the customer hesitated: a word may decide it."))


def _notes(facts: Facts, thresholds: Thresholds) -> Iterator[Sentence]:
    if is_within_habit(facts, thresholds):
        yield Sentence(N_("The customer usually pays about this late: a contact would change little."))
    if not facts.is_rated:
        yield Sentence(
            N_(
                "There is no exchange rate for {currency}: the amount is compared with others in {currency} only."
            ),
            {"currency": facts.currency},
        )
