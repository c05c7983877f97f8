"""What a customer owes, as bars whose pieces open to the items behind them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from urllib.parse import urlencode

from django.urls import reverse

from recoup.kernel.actor import Actor
from recoup.kernel.money import Money
from recoup.metrics.aging import AgingBy
from recoup.plumbing.localization import Reader, render
from recoup.reports.queries.aging import AgingRequest, aging
from recoup.reports.types import AgingRow, BucketSetLine
from recoup.web.shared.aging import AgingBar, Bucket, aging_bar, bucket_kinds


@dataclass(frozen=True, slots=True)
class Piece:
    """A bucket in words and figures, and where the items in it are listed."""

    kind: str
    label: str
    amount: Money
    url: str


@dataclass(frozen=True, slots=True)
class Balance:
    """What is owed in one currency; `overdue` and the bar leave money received and not applied out."""

    total: Money
    overdue: Money
    bar: AgingBar
    pieces: tuple[Piece, ...]
    url: str

    @property
    def is_overdue(self) -> bool:
        """Whether anything is overdue."""
        return self.overdue.is_positive()


def balances_of(
    customer_id: int,
    *,
    as_of: date,
    known_at: datetime | None,
    moment: Mapping[str, str],
    actor: Actor,
    reader: Reader,
) -> list[Balance]:
    """Return the balances of a customer as of a date, the largest first; `moment` goes along in the addresses."""
    request = AgingRequest(by=AgingBy.CUSTOMER, as_of=as_of, known_at=known_at, customer_ids=(customer_id,))
    table = aging(request=request, actor=actor)
    rows = sorted(table.rows, key=lambda row: -row.total)
    address = reverse("customers:page", args=[customer_id])
    return [_balance(row, table.bucket_set, address, moment, reader) for row in rows]


def bar_of(buckets: tuple[Money, ...], bucket_set: BucketSetLine, reader: Reader) -> AgingBar:
    """Return the aging bar of the buckets of a set."""
    labels = [render(label, reader) for label in bucket_set.labels]
    kinds = bucket_kinds(len(labels))
    return aging_bar(Bucket(*part) for part in zip(kinds, labels, buckets, strict=True))


def _balance(
    row: AgingRow, bucket_set: BucketSetLine, address: str, moment: Mapping[str, str], reader: Reader
) -> Balance:
    names, labels = bucket_set.names, bucket_set.labels
    kinds = bucket_kinds(len(labels))
    late = [money for name, money in zip(names, row.money, strict=True) if name.startswith("late_")]
    query = {"currency": row.currency, **moment}
    return Balance(
        total=row.money_total,
        overdue=sum(late, start=Money.zero(row.currency)),
        bar=bar_of(row.money, bucket_set, reader),
        pieces=tuple(
            Piece(kind, render(label, reader), amount, f"{address}?{urlencode(query | {'bucket': name})}")
            for kind, label, name, amount in zip(kinds, labels, names, row.money, strict=True)
            if not amount.is_zero()
        ),
        url=f"{address}?{urlencode(query)}",
    )
