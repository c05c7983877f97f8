"""The figures at the head of Today: what is out, what of it is late, what came in and is not applied."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.core.cache import cache
from django.db.models import Max, Sum

from recoup.kernel.actor import Actor
from recoup.kernel.money import Money
from recoup.kernel.rounding import round_half_up
from recoup.ledger.models import Entry, Item
from recoup.ledger.queries import rates_as_of
from recoup.ledger.types import ItemKind
from recoup.metrics.aging import AgingBy
from recoup.reports.queries.aging import AgingRequest, aging
from recoup.reports.types import AgingRow
from recoup.team import queries as team

_KEPT_FOR_SECONDS = 24 * 60 * 60


@dataclass(frozen=True, slots=True)
class CurrencyTotals:
    """The portfolio in one currency; `unapplied` is negative or zero and contained in `outstanding`."""

    outstanding: Money
    overdue: Money
    unapplied: Money
    received_today: Money


@dataclass(frozen=True, slots=True)
class PortfolioTotals:
    """The portfolio by currency and summed up: in its one currency, or converted where every rate is known.

    `oldest_rate_date` is the date of the oldest rate used for `reported`, None when nothing was converted.
    """

    by_currency: tuple[CurrencyTotals, ...]
    reported: CurrencyTotals | None
    oldest_rate_date: date | None
    overdue_share: Decimal | None


def portfolio_totals(
    *, actor: Actor, as_of: date, entity_ids: Sequence[int], reporting_currency: str
) -> PortfolioTotals:
    """Return what is outstanding, overdue, unapplied and received on `as_of` in the entities, by currency.

    The sums over all items are kept until the ledger moves: the last entry's number is part of their name, so a
    kept figure is never an old one.
    """
    mark = Entry.objects.aggregate(last=Max("id"))["last"]
    name = ":".join(["portfolio", *map(str, sorted(entity_ids)), str(as_of), str(mark), reporting_currency])
    kept = cache.get(name)
    if isinstance(kept, PortfolioTotals):
        return kept
    totals = _totals(actor=actor, as_of=as_of, entity_ids=entity_ids, reporting_currency=reporting_currency)
    cache.set(name, totals, _KEPT_FOR_SECONDS)
    return totals


def _totals(
    *, actor: Actor, as_of: date, entity_ids: Sequence[int], reporting_currency: str
) -> PortfolioTotals:
    request = AgingRequest(
        by=AgingBy.CURRENCY, as_of=as_of, entity_ids=tuple(sorted(entity_ids)), with_tie_out=False
    )
    table = aging(request=request, actor=actor)
    received = _received(actor=actor, on=as_of, entity_ids=entity_ids)
    late = [index for index, bucket in enumerate(table.bucket_set.names) if bucket.startswith("late_")]
    rows = {row.currency: row for row in table.rows}
    by_currency = tuple(
        _of_currency(currency, rows.get(currency), late, received) for currency in sorted({*rows, *received})
    )
    reported, rate_date = _reported(by_currency, reporting_currency, as_of)
    return PortfolioTotals(by_currency, reported, rate_date, _share(reported, by_currency))


def _of_currency(
    currency: str, row: AgingRow | None, late: Sequence[int], received: dict[str, Decimal]
) -> CurrencyTotals:
    buckets = row.buckets if row else (Decimal(0),)
    return CurrencyTotals(
        outstanding=Money(sum(buckets, Decimal(0)), currency),
        overdue=Money(sum((buckets[index] for index in late), Decimal(0)) if row else Decimal(0), currency),
        unapplied=Money(buckets[-1], currency),
        received_today=Money(received.get(currency, Decimal(0)), currency),
    )


def _received(*, actor: Actor, on: date, entity_ids: Sequence[int]) -> dict[str, Decimal]:
    readable = team.entity_ids(actor=actor, permission="ledger.read") & frozenset(entity_ids)
    receipts = Item.objects.filter(
        entity_id__in=readable, kind=ItemKind.RECEIPT, issue_date=on, is_reversed=False
    )
    sums = receipts.values_list("currency").annotate(total=Sum("amount")).values_list("currency", "total")
    return {currency: -amount for currency, amount in sums}


def _reported(
    totals: Sequence[CurrencyTotals], reporting_currency: str, as_of: date
) -> tuple[CurrencyTotals | None, date | None]:
    """Return the sum in the reporting currency, or nothing when a rate is missing: never a silent guess.

    Where there is one currency only, nothing is converted.
    """
    if len(totals) == 1:
        return totals[0], None
    codes = [total.outstanding.currency for total in totals]
    rates = rates_as_of(currencies=codes, base_currency=reporting_currency, as_of=as_of)
    if not totals or len(rates) < len(set(codes)):
        return None, None

    def converted(figure: str) -> Money:
        amounts = [getattr(total, figure) for total in totals]
        exact = sum((money.amount * rates[money.currency].rate for money in amounts), Decimal(0))
        return round_half_up(exact, reporting_currency)

    figures = ("outstanding", "overdue", "unapplied", "received_today")
    return (
        CurrencyTotals(**{figure: converted(figure) for figure in figures}),
        min(rate.rate_date for rate in rates.values()),
    )


def _share(reported: CurrencyTotals | None, totals: Sequence[CurrencyTotals]) -> Decimal | None:
    """Return overdue as a share of outstanding (0 to 1), when there is one currency to say it in."""
    whole = reported or (totals[0] if len(totals) == 1 else None)
    if whole is None or not whole.outstanding.is_positive():
        return None
    return whole.overdue.amount / whole.outstanding.amount
