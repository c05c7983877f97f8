"""Simulation: a draft of a strategy and the one in force, both played over the past year; nothing is written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from itertools import groupby

from recoup.collections import permissions
from recoup.collections.courses import Book, book_of
from recoup.collections.segments import codes_of, segments_on
from recoup.collections.standings import REPORTING_CURRENCY
from recoup.collections.strategy_rules import COSTS, STRATEGY, contact_costs, strategy_of
from recoup.engines.strategy import PastItem, SimulatedStep, Strategy, simulate
from recoup.kernel.actor import Actor
from recoup.kernel.contact import Channel
from recoup.kernel.errors import NotFound
from recoup.ledger import queries as ledger
from recoup.ledger.types import ItemKind
from recoup.rulebook import queries as rulebook
from recoup.rulebook.types import RuleScope, VersionRecord
from recoup.team import queries as team

DAYS = 365
CUSTOMERS_MAX = 2_000


@dataclass(frozen=True, slots=True)
class SimulatedOutcome:
    """What a strategy would have done: contacts by channel, what they cost, and when the first of them came.

    `cost` is in reporting currency. `first_day` is the average number of days after the due date of an item at which
    its first contact came, None without any; before the due date it is negative.
    """

    contacts: Mapping[Channel, int]
    cost: Decimal
    items: int
    first_day: Decimal | None

    @property
    def total(self) -> int:
        """All contacts."""
        return sum(self.contacts.values())


@dataclass(frozen=True, slots=True)
class TreatedOtherwise:
    """A customer and currency whom the draft would have treated otherwise: the contacts with either strategy."""

    customer_id: int
    currency: str
    present: int
    draft: int
    first_present: date | None
    first_draft: date | None


@dataclass(frozen=True, slots=True)
class Simulation:
    """Both strategies over the same history, of the customers whom the draft would reach.

    `is_part` tells that only the first `CUSTOMERS_MAX` customers were looked at.
    """

    version: VersionRecord
    first: date
    last: date
    customers: int
    is_part: bool
    present: SimulatedOutcome
    draft: SimulatedOutcome
    otherwise: tuple[TreatedOtherwise, ...]


@dataclass(frozen=True, slots=True)
class _Account:
    customer_id: int
    currency: str
    items: tuple[PastItem, ...]


def simulate_version(*, version_id: int, entity_id: int, on: date, actor: Actor, now: datetime) -> Simulation:
    """Play a version of a strategy and the strategies in force over the year before `on`, for one entity.

    The state of each day is taken from the journal by effective dates, read by one query; holds and promises of the
    past and the time that people took are not played, and customers pay as they did.

    :raises NotFound: there is no such version of a strategy, or no such entity, for the actor
    :raises NotAllowed: the actor may not read the collections of the entity
    """
    team.require(actor=actor, permission=permissions.READ, entity_id=entity_id)
    rule = rulebook.rule_of_version(version_id=version_id, on=on, actor=actor, now=now)
    version = rulebook.version_in(rule, version_id=version_id)
    if rule.kind != STRATEGY:
        raise NotFound
    period = (on - timedelta(days=DAYS), on - timedelta(days=1))
    accounts = list(_accounts(entity_id, period, rule.scope.scope))
    reached = _reached(accounts, rule.scope.scope, entity_id, on, actor)
    rates = _rates([account for account, _ in reached], on)
    costs = contact_costs(rulebook.resolve(kind=COSTS, on=on, entity_id=entity_id).value)
    draft = strategy_of(version.value)
    played = [
        (
            account,
            _play(account, present, rates, period),
            _play(account, draft, rates, period),
        )
        for account, present in reached
    ]
    return Simulation(
        version=version,
        first=period[0],
        last=period[1],
        customers=len({account.customer_id for account, _ in reached}),
        is_part=len({account.customer_id for account in accounts}) >= CUSTOMERS_MAX,
        present=_outcome([steps for _, steps, _ in played], costs),
        draft=_outcome([steps for _, _, steps in played], costs),
        otherwise=tuple(_otherwise(played)),
    )


def _accounts(entity_id: int, period: tuple[date, date], scope: RuleScope) -> Iterator[_Account]:
    chosen = None if scope.customer_id is None else [scope.customer_id]
    found = ledger.item_timelines(
        entity_id=entity_id, period=period, customer_ids=chosen, customers_max=CUSTOMERS_MAX
    )
    for (customer_id, currency), items in groupby(found, key=lambda item: (item.customer_id, item.currency)):
        past = tuple(
            PastItem(
                item.item_id, item.issue_date, item.due_date, item.kind is not ItemKind.CHEQUE, item.changes
            )
            for item in items
        )
        yield _Account(customer_id, currency, past)


def _reached(
    accounts: Iterable[_Account], scope: RuleScope, entity_id: int, on: date, actor: Actor
) -> list[tuple[_Account, Strategy]]:
    """Return the accounts to which the draft would apply if it were in force, with the strategy in force now."""
    entity = team.get_entity(entity_id=entity_id, actor=actor)
    if scope.entity_id not in (None, entity_id) or scope.jurisdiction not in ("", entity.country):
        raise NotFound
    listed = list(accounts)
    book = book_of(entity_id=entity_id, on=on, customer_ids=sorted({one.customer_id for one in listed}))
    segments = codes_of(segments_on(entity_id=entity_id, on=on))
    reached = []
    for account in listed:
        segment = segments.get((account.customer_id, account.currency), "")
        if scope.segment in ("", segment) and scope.rank >= _rank(book, account.customer_id, segment):
            reached.append((account, book.strategy(account.customer_id, segment).strategy))
    return reached


def _rank(book: Book, customer_id: int, segment: str) -> int:
    """Return how narrow the rule in force is: only a rule at least as narrow would take its place."""
    if (book.entity_id, STRATEGY, customer_id) in book.rules.own:
        return book.rules.own[book.entity_id, STRATEGY, customer_id].scope.scope.rank
    for candidate in book.rules.shared.get((book.entity_id, STRATEGY), ()):
        if candidate.scope.scope.segment in ("", segment):
            return candidate.scope.scope.rank
    return -1


def _rates(accounts: Iterable[_Account], on: date) -> Mapping[str, Decimal]:
    currencies = sorted({account.currency for account in accounts})
    found = ledger.rates_as_of(currencies=currencies, base_currency=REPORTING_CURRENCY, as_of=on)
    return {currency: rate.rate for currency, rate in found.items()}


def _play(
    account: _Account, strategy: Strategy, rates: Mapping[str, Decimal], period: tuple[date, date]
) -> list[SimulatedStep]:
    rate = rates.get(account.currency)
    return simulate(account.items, strategy, currency=account.currency, rate=rate, period=period)


def _outcome(played: Iterable[list[SimulatedStep]], costs: Mapping[Channel, Decimal]) -> SimulatedOutcome:
    contacts: Counter[Channel] = Counter()
    firsts: dict[int, int] = {}
    for steps in played:
        for step in steps:
            if step.step.channel is not None:
                contacts[step.step.channel] += 1
                firsts.setdefault(step.item_id, step.days_late)
    cost = sum((costs[channel] * count for channel, count in contacts.items()), start=Decimal(0))
    average = Decimal(sum(firsts.values())) / len(firsts) if firsts else None
    return SimulatedOutcome(dict(contacts), cost, len(firsts), average)


def _otherwise(
    played: Iterable[tuple[_Account, list[SimulatedStep], list[SimulatedStep]]],
) -> Iterator[TreatedOtherwise]:
    for account, present, draft in played:
        if [(one.on, one.step.channel) for one in present] != [(one.on, one.step.channel) for one in draft]:
            yield TreatedOtherwise(
                customer_id=account.customer_id,
                currency=account.currency,
                present=len(present),
                draft=len(draft),
                first_present=present[0].on if present else None,
                first_draft=draft[0].on if draft else None,
            )
