"""The points of a customer in one currency, part by part; the tables stand at the head of the package."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from recoup.engines.priority.classes import Behavior, Lateness, Size
from recoup.kernel.money import Money
from recoup.kernel.sentences import N_, Sentence


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of one customer in one currency on a date.

    Amounts are positive and in the customer's currency; the two `_reporting` amounts are in the reporting
    currency and None where no exchange rate is known. What is on hold is part of `amount_open` and
    `amount_held` but of nothing overdue. Of the items paid recently and before, `days_late_*` is the average,
    early payment counting as less than zero; `paid_late_recent` of the `paid_recent` came late.
    `promises_broken` counts the last year; `was_willing` is what the customer said at the last contact: True wants to
    pay, False hesitates, None where nothing was said or the customer doesn't want to.
    """

    amount_overdue: Money
    amount_open: Money
    amount_overdue_reporting: Decimal | None
    amount_open_reporting: Decimal | None
    days_overdue_max: int
    paid_recent: int
    days_late_recent: int
    paid_before: int
    days_late_before: int
    paid_late_recent: int
    amount_held: Money
    amount_unapplied: Money
    promises_broken: int = 0
    was_willing: bool | None = None


Steps = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Thresholds:
    """The points tables and class limits as data: a step is (from this value on, points), ascending."""

    days_late: Steps = ((1, 5), (8, 10), (31, 20), (61, 25), (91, 30))
    amount: Steps = ((100, 5), (1_000, 10), (10_000, 18), (50_000, 24), (250_000, 30))
    share_percent: Steps = ((25, 3), (50, 6), (75, 10))
    worsening_days: Steps = ((5, 5), (15, 10), (30, 15))
    late_percent: Steps = ((50, 5), (80, 10))
    promises_broken: Steps = ((1, 5), (2, 10))
    willing_points: int = 10
    hesitant_points: int = 5
    silence_points: int = 5
    silence_days: int = 30
    recent_days: int = 180
    payments_min: int = 3
    habitual_days: int = 5
    habitual_percent: int = 50
    deteriorating_days: int = 10
    large_from: int = 10_000
    key_account_from: int = 250_000


DEFAULT_THRESHOLDS = Thresholds()


@dataclass(frozen=True, slots=True)
class Reason:
    """One part of the sum: its points and why, in words; a reason of 0 points explains what was left out."""

    points: int
    sentence: Sentence


@dataclass(frozen=True, slots=True)
class Standing:
    """The points of one customer and currency, its three classes, and the reasons behind the points."""

    points: int
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
    """Return points, classes and reasons of one customer and currency; 0 points when nothing is chased.

    The table stands at the head of the package; classes are duties C1 and D1.
    """
    assert facts.amount_overdue.amount >= 0 and facts.amount_held.amount >= 0
    assert facts.amount_unapplied.amount >= 0
    chased = max(facts.amount_overdue - facts.amount_unapplied, Money.zero(facts.amount_overdue.currency))
    reasons = sorted(_reasons(facts, chased, thresholds), key=lambda reason: -reason.points)
    standing = Standing(
        points=sum(reason.points for reason in reasons),
        lateness=_lateness(facts),
        size=_size(facts, thresholds),
        behavior=_behavior(facts, thresholds),
        scored_reasons=(*reasons, *_left_out(facts, chased)),
    )
    assert standing.points == sum(reason.points for reason in standing.scored_reasons)
    return standing


def _reasons(facts: Facts, chased: Money, thresholds: Thresholds) -> Iterator[Reason]:
    """Yield the parts that give points; words are made for these alone, since most parts give none."""
    if chased.is_positive():
        for measure, say in _PARTS:
            if points := measure(facts, chased, thresholds):
                yield Reason(points, say(facts, chased, thresholds))


def _lateness_points(facts: Facts, chased: Money, thresholds: Thresholds) -> int:
    return _points(facts.days_overdue_max, thresholds.days_late)


def _say_lateness(facts: Facts, chased: Money, thresholds: Thresholds) -> Sentence:
    return Sentence(
        N_("The oldest item is {days} day late."),
        {"days": facts.days_overdue_max},
        plural=N_("The oldest item is {days} days late."),
        count="days",
    )


def _amount_points(facts: Facts, chased: Money, thresholds: Thresholds) -> int:
    if facts.amount_overdue_reporting is None:
        return 0
    weighed = facts.amount_overdue_reporting * chased.amount / facts.amount_overdue.amount
    return _points(weighed, thresholds.amount)


def _say_amount(facts: Facts, chased: Money, thresholds: Thresholds) -> Sentence:
    return Sentence(N_("{amount} is overdue."), {"amount": chased})


def _share_points(facts: Facts, chased: Money, thresholds: Thresholds) -> int:
    if not facts.amount_open.is_positive():
        return 0
    return _points(facts.amount_overdue.amount * 100 / facts.amount_open.amount, thresholds.share_percent)


def _say_share(facts: Facts, chased: Money, thresholds: Thresholds) -> Sentence:
    return Sentence(
        N_("Of {open} open, {overdue} is overdue."),
        {"open": facts.amount_open, "overdue": facts.amount_overdue},
    )


def _worsening_points(facts: Facts, chased: Money, thresholds: Thresholds) -> int:
    return _points(_days_worse(facts, thresholds), thresholds.worsening_days)


def _say_worsening(facts: Facts, chased: Money, thresholds: Thresholds) -> Sentence:
    return Sentence(
        N_("Payments come {days} day later than before, on average."),
        {"days": _days_worse(facts, thresholds)},
        plural=N_("Payments come {days} days later than before, on average."),
        count="days",
    )


def _broken_terms_points(facts: Facts, chased: Money, thresholds: Thresholds) -> int:
    return _points(_late_percent(facts, thresholds), thresholds.late_percent)


def _say_broken_terms(facts: Facts, chased: Money, thresholds: Thresholds) -> Sentence:
    return Sentence(
        N_("{late} of the last {payments} payment came late."),
        {"late": facts.paid_late_recent, "payments": facts.paid_recent},
        plural=N_("{late} of the last {payments} payments came late."),
        count="payments",
    )


def _silence_points(facts: Facts, chased: Money, thresholds: Thresholds) -> int:
    return thresholds.silence_points if _is_silent(facts, thresholds) else 0


def _say_silence(facts: Facts, chased: Money, thresholds: Thresholds) -> Sentence:
    return Sentence(
        N_("No item was paid in the last {days} day."),
        {"days": thresholds.recent_days},
        plural=N_("No item was paid in the last {days} days."),
        count="days",
    )


def _promises_points(facts: Facts, chased: Money, thresholds: Thresholds) -> int:
    return _points(facts.promises_broken, thresholds.promises_broken)


def _say_promises(facts: Facts, chased: Money, thresholds: Thresholds) -> Sentence:
    return Sentence(
        N_("{promises} promise was broken in the last year."),
        {"promises": facts.promises_broken},
        plural=N_("{promises} promises were broken in the last year."),
        count="promises",
    )


def _words_points(facts: Facts, chased: Money, thresholds: Thresholds) -> int:
    if facts.was_willing is None:
        return 0
    return thresholds.willing_points if facts.was_willing else thresholds.hesitant_points


def _say_words(facts: Facts, chased: Money, thresholds: Thresholds) -> Sentence:
    if facts.was_willing:
        return Sentence(N_("At the last contact the customer wanted to pay."))
    return Sentence(N_("At the last contact the customer hesitated: a word may decide it."))


_Measure = Callable[[Facts, Money, Thresholds], int]
_Say = Callable[[Facts, Money, Thresholds], Sentence]
_PARTS: tuple[tuple[_Measure, _Say], ...] = (
    (_lateness_points, _say_lateness),
    (_amount_points, _say_amount),
    (_share_points, _say_share),
    (_worsening_points, _say_worsening),
    (_broken_terms_points, _say_broken_terms),
    (_silence_points, _say_silence),
    (_promises_points, _say_promises),
    (_words_points, _say_words),
)


def _left_out(facts: Facts, chased: Money) -> list[Reason]:
    """Return the reasons of 0 points: what is overdue and yet not counted."""
    reasons = []
    if facts.amount_held.is_positive():
        reasons.append(Sentence(N_("{amount} is on hold and not chased."), {"amount": facts.amount_held}))
    if facts.amount_overdue.is_positive() and facts.amount_unapplied.is_positive():
        reasons.append(
            Sentence(
                N_("{amount} was received and waits to be applied; it is not chased."),
                {"amount": facts.amount_unapplied},
            )
        )
    if chased.is_positive() and facts.amount_overdue_reporting is None:
        reasons.append(
            Sentence(
                N_("There is no exchange rate for {currency}, so the amount gives no points."),
                {"currency": facts.amount_overdue.currency},
            )
        )
    return [Reason(0, sentence) for sentence in reasons]


def _points(value: Decimal | int, steps: Steps) -> int:
    """Return the points of the highest step that `value` reaches."""
    reached = 0
    for floor, points in steps:
        if value < floor:
            break
        reached = points
    return reached


def _days_worse(facts: Facts, thresholds: Thresholds) -> int:
    """Return by how many days payments come later than before; 0 when not, or too few to tell."""
    if min(facts.paid_recent, facts.paid_before) < thresholds.payments_min:
        return 0
    return max(facts.days_late_recent - max(facts.days_late_before, 0), 0)


def _late_percent(facts: Facts, thresholds: Thresholds) -> Decimal:
    if facts.paid_recent < thresholds.payments_min:
        return Decimal(0)
    return Decimal(facts.paid_late_recent * 100) / facts.paid_recent


def _is_silent(facts: Facts, thresholds: Thresholds) -> bool:
    return facts.paid_recent == 0 and facts.days_overdue_max >= thresholds.silence_days


def _lateness(facts: Facts) -> Lateness:
    if not facts.amount_overdue.is_positive() or facts.days_overdue_max < 1:
        return Lateness.CURRENT
    if facts.days_overdue_max <= 30:
        return Lateness.DAYS_1_30
    if facts.days_overdue_max <= 60:
        return Lateness.DAYS_31_60
    return Lateness.DAYS_61_90 if facts.days_overdue_max <= 90 else Lateness.DAYS_OVER_90


def _size(facts: Facts, thresholds: Thresholds) -> Size:
    amount = facts.amount_open_reporting or Decimal(0)
    if amount >= thresholds.key_account_from:
        return Size.KEY_ACCOUNT
    return Size.LARGE if amount >= thresholds.large_from else Size.SMALL


def _behavior(facts: Facts, thresholds: Thresholds) -> Behavior:
    if facts.amount_overdue.is_positive() and _is_silent(facts, thresholds):
        return Behavior.SILENT
    if _days_worse(facts, thresholds) >= thresholds.deteriorating_days:
        return Behavior.DETERIORATING
    if not facts.paid_recent and not facts.paid_before:
        return Behavior.NEW
    days_late = facts.days_late_recent if facts.paid_recent else facts.days_late_before
    if (
        days_late >= thresholds.habitual_days
        or _late_percent(facts, thresholds) >= thresholds.habitual_percent
    ):
        return Behavior.HABITUAL_LATE
    return Behavior.PROMPT
