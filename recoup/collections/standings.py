"""Standings: the ledger's figures of a customer become the facts, the points and the classes of one line."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from statistics import median_low
from typing import NamedTuple

from django.db import connection

from recoup.engines.priority import DEFAULT_THRESHOLDS, Facts, Standing, Thresholds, stand
from recoup.ledger import queries as ledger
from recoup.ledger.types import CustomerStanding

REPORTING_CURRENCY = "EUR"
"""The currency in which the standard thresholds and amounts are meant."""


class Said(NamedTuple):
    """What a customer promised and said: promises broken in the last year, the willingness of the last contact."""

    promises_broken: int
    was_willing: bool | None


_NOTHING = Decimal(0)
_NOTHING_SAID = Said(0, None)
# One read for the whole entity: only customers with promises or words have a row.
_SAID = """
SELECT customer_id, sum(broken)::int, bool_or(is_willing)
FROM (
    SELECT customer_id, 1 AS broken, NULL::boolean AS is_willing FROM collections_promise
    WHERE entity_id = %(entity)s AND state = 'BROKEN' AND deadline BETWEEN %(as_of)s - 365 AND %(as_of)s
    UNION ALL
    SELECT customer_id, 0, CASE willingness WHEN 'WILLING' THEN true WHEN 'HESITANT' THEN false END
    FROM (
        SELECT DISTINCT ON (customer_id) customer_id, willingness FROM collections_activity
        WHERE entity_id = %(entity)s AND willingness <> '' AND at < %(as_of)s::date + 1
        ORDER BY customer_id, at DESC, id DESC
    ) AS last
) AS said GROUP BY customer_id
"""


def what_was_said(*, entity_id: int, as_of: date) -> dict[int, Said]:
    """Return what the customers of an entity promised and said up to a day; those who said nothing are left out."""
    with connection.cursor() as cursor:
        cursor.execute(_SAID, {"entity": entity_id, "as_of": as_of})
        return {customer_id: Said(broken, is_willing) for customer_id, broken, is_willing in cursor}


@dataclass(frozen=True, slots=True)
class Ranked:
    """What the ledger says of one customer and currency, and what follows from it."""

    figures: CustomerStanding
    facts: Facts
    standing: Standing

    @property
    def order(self) -> tuple[Decimal, int, int, int, str]:
        """The place on a worklist: the largest expected effect first, then most points, then the oldest item."""
        return (
            -self.standing.effect,
            -self.standing.points,
            -self.facts.days_overdue_max,
            self.figures.customer_id,
            self.figures.currency,
        )


@dataclass(frozen=True, slots=True)
class Ranking:
    """Every customer and currency of an entity with something open at the end of a day, in the order of a worklist.

    The steps of a day share one: reading and scoring is the dearest part of each of them.
    """

    entity_id: int
    as_of: date
    reporting_currency: str
    ranked: Sequence[Ranked]


def rank_standings(
    *,
    entity_id: int,
    as_of: date,
    reporting_currency: str = REPORTING_CURRENCY,
    thresholds: Thresholds = DEFAULT_THRESHOLDS,
) -> Ranking:
    """Read and score every customer and currency of the entity with something open.

    Amounts are compared in `reporting_currency`, by the latest rates on or before `as_of`.
    """
    figures = list(ledger.customer_standings(entity_id=entity_id, as_of=as_of))
    rates = reporting_rates(figures, reporting_currency, as_of)
    said = what_was_said(entity_id=entity_id, as_of=as_of)
    return Ranking(entity_id, as_of, reporting_currency, score_standings(figures, rates, said, thresholds))


def score_standings(
    figures: Sequence[CustomerStanding],
    rates: Mapping[str, Decimal],
    said: Mapping[int, Said],
    thresholds: Thresholds = DEFAULT_THRESHOLDS,
) -> list[Ranked]:
    """Return the figures scored and in the order of a worklist; `rates` are those known, in reporting currency."""
    compared = _comparable(figures, rates)
    ranked = []
    for row in figures:
        facts = _facts(row, compared, row.currency in rates, said.get(row.customer_id, _NOTHING_SAID))
        ranked.append(Ranked(row, facts, stand(facts, thresholds)))
    ranked.sort(key=lambda one: one.order)
    return ranked


def _comparable(figures: Iterable[CustomerStanding], rates: Mapping[str, Decimal]) -> Mapping[str, Decimal]:
    """Return a rate for every currency in which something is chased.

    A currency without a rate is compared within itself: its middle amount counts like the middle of all others, so
    that its customers are neither all first nor all last.
    """
    chased: dict[str, list[Decimal]] = defaultdict(list)
    for row in figures:
        if (amount := row.amount_overdue + row.amount_unapplied) > 0:
            chased[row.currency].append(amount)
    unrated = chased.keys() - rates.keys()
    if not unrated:
        return rates
    rated = [amount * rates[currency] for currency in chased.keys() - unrated for amount in chased[currency]]
    middle = median_low(rated) if rated else Decimal(1)
    return {**rates, **{currency: middle / median_low(chased[currency]) for currency in unrated}}


def reporting_rates(
    figures: Iterable[CustomerStanding], reporting_currency: str, as_of: date
) -> Mapping[str, Decimal]:
    """Return the rate of each currency of the standings in reporting currency, where one is known."""
    currencies = sorted({row.currency for row in figures})
    found = ledger.rates_as_of(currencies=currencies, base_currency=reporting_currency, as_of=as_of)
    return {currency: rate.rate for currency, rate in found.items()}


def _facts(row: CustomerStanding, rates: Mapping[str, Decimal], is_rated: bool, said: Said) -> Facts:
    """Return the facts; open in all is what is owed, before money received that isn't applied."""
    return Facts(
        currency=row.currency,
        amount_overdue=row.amount_overdue,
        amount_open=row.amount_open - row.amount_unapplied,
        amount_held=max(row.amount_held, _NOTHING),
        amount_unapplied=-row.amount_unapplied,
        rate=rates.get(row.currency, _NOTHING),
        is_rated=is_rated,
        days_overdue_max=row.days_overdue_max,
        paid_recent=row.paid_items_recent,
        days_late_recent=row.days_late_recent,
        paid_before=row.paid_items_before,
        days_late_before=row.days_late_before,
        paid_late_recent=row.paid_late_recent,
        promises_broken=said.promises_broken,
        was_willing=said.was_willing,
    )
