"""Courses: what is known of every customer and currency on a day, and the step that follows from it.

One function for the live run, the dry run, the release and the customer's page, so that none can say otherwise.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from django.db.models import Max
from django.db.models.expressions import RawSQL

from recoup.collections.arrangements import arranged_for
from recoup.collections.models import CollectionTask, CourseStep, Postponement
from recoup.collections.segments import Key, codes_of, segments_on
from recoup.collections.standings import REPORTING_CURRENCY, Ranking, reporting_rates
from recoup.collections.strategy_rules import RELEASE, STRATEGY, strategy_of
from recoup.collections.types import ArrangementRecord, TaskKind, TaskState
from recoup.correspondence import queries as correspondence
from recoup.engines.strategy import (
    Anchor,
    CourseFacts,
    Decision,
    Handled,
    Handling,
    Notice,
    Strategy,
    decide_step,
)
from recoup.kernel.money import Money
from recoup.ledger import queries as ledger
from recoup.ledger.types import CustomerStanding
from recoup.parties.queries import portfolios
from recoup.rulebook import queries as rulebook
from recoup.rulebook.types import Resolved


@dataclass(frozen=True, slots=True)
class InForce:
    """A strategy with the rule that it comes from."""

    strategy: Strategy
    rule: Resolved


@dataclass(frozen=True, slots=True)
class CourseToday:
    """One customer and currency: the figures, what is known of the course, and what follows."""

    figures: CustomerStanding
    facts: CourseFacts
    segment: str
    in_force: InForce
    decision: Decision
    arranged: Mapping[str, ArrangementRecord]

    @property
    def amount(self) -> Money:
        """What would be chased: all that is late, or the item that falls due."""
        return _chased(self.facts)


@dataclass(frozen=True, slots=True)
class History:
    """What was done in the courses of an entity, read once: by anchor, and by customer and currency."""

    handled: Mapping[int, Mapping[str, Handled]]
    postponed: Mapping[int, Mapping[str, date]]
    waiting: Mapping[int, Mapping[str, date]]
    notices: Mapping[Key, Mapping[str, Notice]]
    last_contact: Mapping[Key, date]
    arranged: Mapping[int, Mapping[str, ArrangementRecord]]


@dataclass(slots=True)
class Book:
    """The rules of a day for an entity, and the strategies made of them, each once."""

    entity_id: int
    rules: rulebook.RulesInForce
    _made: dict[int | None, InForce] = field(default_factory=dict)
    _shared: dict[str, InForce] = field(default_factory=dict)

    def strategy(self, customer_id: int, segment: str) -> InForce:
        """Return the strategy of a customer: its own, or that of the segment, entity, country or everybody."""
        if (self.entity_id, STRATEGY, customer_id) in self.rules.own:
            return self._in_force(
                self.rules.resolve(STRATEGY, entity_id=self.entity_id, customer_id=customer_id)
            )
        if segment not in self._shared:
            found = self.rules.resolve(STRATEGY, entity_id=self.entity_id, segment=segment)
            self._shared[segment] = InForce(self._in_force(found).strategy, found)
        return self._shared[segment]

    def release(self) -> Resolved:
        """Return what may be let go without a person, and what wants a second look."""
        return self.rules.resolve(RELEASE, entity_id=self.entity_id)

    def _in_force(self, found: Resolved) -> InForce:
        if found.version_id not in self._made:
            self._made[found.version_id] = InForce(strategy_of(found.value), found)
        return self._made[found.version_id]


def book_of(*, entity_id: int, on: date, customer_ids: Collection[int]) -> Book:
    """Return the rules of a day, read by one query."""
    rules = rulebook.rules_in_force(
        kinds=[STRATEGY, RELEASE], on=on, entity_ids=[entity_id], customer_ids=customer_ids
    )
    return Book(entity_id, rules)


def courses_today(
    *,
    entity_id: int,
    on: date,
    customer_ids: Collection[int] | None = None,
    ranking: Ranking | None = None,
) -> tuple[Book, list[CourseToday]]:
    """Decide on every customer and currency with something open, or on those of `customer_ids`.

    A fixed number of queries however many customers there are; the figures are those of the `ranking` if it is there.
    """
    figures = _figures(entity_id, on, customer_ids) if ranking is None else _figures_of(ranking)
    rates = reporting_rates(figures, REPORTING_CURRENCY, on)
    alone = portfolios.customers_left_alone(entity_id=entity_id, on=on)
    segments = codes_of(segments_on(entity_id=entity_id, on=on, customer_ids=customer_ids))
    book = book_of(entity_id=entity_id, on=on, customer_ids=sorted({row.customer_id for row in figures}))
    history = history_of(entity_id=entity_id, on=on, figures=figures, customer_ids=customer_ids)
    found = []
    for row in figures:
        segment = segments.get((row.customer_id, row.currency), "")
        in_force = book.strategy(row.customer_id, segment)
        facts = _facts(row, history, rates.get(row.currency), row.customer_id in alone)
        decision = decide_step(facts, in_force.strategy, on=on)
        arranged = history.arranged.get(row.anchor_item_id or 0, {})
        found.append(CourseToday(row, facts, segment, in_force, decision, arranged))
    return book, found


def _figures(entity_id: int, on: date, customer_ids: Collection[int] | None) -> list[CustomerStanding]:
    return list(
        ledger.customer_standings(entity_id=entity_id, as_of=on, customer_ids=customer_ids, with_habit=False)
    )


def _figures_of(ranking: Ranking) -> list[CustomerStanding]:
    """Return the figures in the order in which the ledger gives them."""
    figures = [one.figures for one in ranking.ranked]
    return sorted(figures, key=lambda row: (row.customer_id, row.currency))


def history_of(
    *,
    entity_id: int,
    on: date,
    figures: Iterable[CustomerStanding],
    customer_ids: Collection[int] | None,
) -> History:
    """Return what was done, put off and given out before, and when contact was made last."""
    # One value however many there are: as a list of values, 50,000 of them cost seconds to be read by the database.
    anchors = RawSQL(
        "SELECT unnest(%s::bigint[])",
        [[row.anchor_item_id for row in figures if row.anchor_item_id is not None]],
    )
    handled: defaultdict[int, dict[str, Handled]] = defaultdict(dict)
    postponed: defaultdict[int, dict[str, date]] = defaultdict(dict)
    waiting: defaultdict[int, dict[str, date]] = defaultdict(dict)
    steps = CourseStep.objects.filter(anchor_item_id__in=anchors)
    for item_id, code, how, day in steps.values_list("anchor_item_id", "code", "how", "business_date"):
        handled[item_id][code] = Handled(Handling(how), day)
    arranged = arranged_for(anchors)
    put_off = Postponement.objects.filter(anchor_item_id__in=anchors).order_by("id")
    for item_id, code, until, at in put_off.values_list("anchor_item_id", "code", "until_date", "set_at"):
        # A day that was fixed later takes the place of the one before.
        said = arranged.get(item_id, {}).get(code)
        if said is None or said.arrangement.day is None or said.set_at < at:
            postponed[item_id][code] = until
    open_tasks = CollectionTask.objects.filter(
        entity_id=entity_id, state=TaskState.OPEN, kind=TaskKind.STEP, step__anchor_item_id__in=anchors
    )
    for item_id, code, since in open_tasks.values_list(
        "step__anchor_item_id", "step__code", "step__business_date"
    ):
        waiting[item_id][code] = since
    return History(
        handled=handled,
        postponed=postponed,
        waiting=waiting,
        notices=_notices(entity_id, customer_ids),
        last_contact=_contacts(entity_id, on, customer_ids),
        arranged=arranged,
    )


def _notices(entity_id: int, customer_ids: Collection[int] | None) -> Mapping[Key, Mapping[str, Notice]]:
    given = CourseStep.objects.filter(entity_id=entity_id, how=Handling.DONE, covers_until__isnull=False)
    if customer_ids is not None:
        given = given.filter(customer_id__in=customer_ids)
    last = given.order_by("customer_id", "currency", "code", "-covers_until").distinct(
        "customer_id", "currency", "code"
    )
    found: defaultdict[Key, dict[str, Notice]] = defaultdict(dict)
    for customer_id, currency, code, day, until in last.values_list(
        "customer_id", "currency", "code", "business_date", "covers_until"
    ):
        if until is not None:
            found[customer_id, currency][code] = Notice(day, until)
    return found


def _contacts(entity_id: int, on: date, customer_ids: Collection[int] | None) -> Mapping[Key, date]:
    made = CourseStep.objects.filter(entity_id=entity_id, how=Handling.DONE).exclude(channel="")
    if customer_ids is not None:
        made = made.filter(customer_id__in=customer_ids)
    rows = made.order_by().values_list("customer_id", "currency").annotate(last=Max("business_date"))
    found = {(customer_id, currency): last for customer_id, currency, last in rows}
    for key, (day, _level) in correspondence.last_reminders(entity_id=entity_id, until=on).items():
        found[key] = max(day, found.get(key, day))
    return found


def _facts(row: CustomerStanding, history: History, rate: Decimal | None, is_left_alone: bool) -> CourseFacts:
    key = (row.customer_id, row.currency)
    anchor = _anchor(row)
    item_id = row.anchor_item_id or 0
    facts = CourseFacts(
        anchor=anchor,
        amount_overdue=Money(row.amount_overdue, row.currency),
        amount_unapplied=Money(-row.amount_unapplied, row.currency),
        amount_held=Money(max(row.amount_held, Decimal(0)), row.currency),
        amount_reporting=None if rate is None else (row.amount_overdue or row.anchor_amount) * rate,
        is_left_alone=is_left_alone,
        last_contact=history.last_contact.get(key),
        handled=history.handled.get(item_id, {}),
        postponed=history.postponed.get(item_id, {}),
        notices=history.notices.get(key, {}),
        waiting_since=history.waiting.get(item_id, {}),
        arranged={code: said.arrangement for code, said in history.arranged.get(item_id, {}).items()},
    )
    return facts


def _anchor(row: CustomerStanding) -> Anchor | None:
    if row.anchor_item_id is None or row.anchor_issue_date is None or row.anchor_due_date is None:
        return None
    amount = Money(row.anchor_amount, row.currency)
    return Anchor(row.anchor_item_id, row.anchor_issue_date, row.anchor_due_date, amount)


def _chased(facts: CourseFacts) -> Money:
    if facts.amount_overdue.is_positive() or facts.anchor is None:
        return facts.amount_overdue
    return facts.anchor.amount
