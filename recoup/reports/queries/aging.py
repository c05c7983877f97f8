"""Aging: the metric compiled to PostgreSQL, with names, totals and the tie-out to the control account."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache

import ibis
from django.db import connection
from django.db.models import Q

from recoup.kernel.actor import Actor
from recoup.kernel.errors import DomainError
from recoup.kernel.money import Money
from recoup.kernel.sentences import N_
from recoup.ledger import permissions as ledger_permissions
from recoup.ledger.models import Entry
from recoup.metrics import aging as metric
from recoup.metrics.aging import AgingBy, AgingQuestion
from recoup.parties.models import Customer
from recoup.reports import permissions
from recoup.reports.models import BucketSet
from recoup.reports.queries.aged_rows import AgedRows, aged_rows, totals
from recoup.reports.types import AgingTable, BucketSetLine, TieOut
from recoup.team import queries as team
from recoup.team.models import Entity


class UnknownBucketSet(DomainError):
    """There is no bucket set of that code."""

    text = N_("There is no set of aging buckets named {code}.")


@dataclass(frozen=True, slots=True)
class AgingRequest:
    """What a person asks to see; `entity_ids` narrows to some of the entities that the actor may read.

    `within` narrows to one entity, group or collector: what a row of another aging opens to. `limit` rows are
    returned at most of each currency, the largest totals first; the totals always cover all rows. The tie-out, which
    reads the whole journal, is left out for single customers and where it isn't wanted.
    """

    by: AgingBy
    as_of: date
    known_at: datetime | None = None
    bucket_set: str = ""
    entity_ids: tuple[int, ...] = ()
    customer_ids: tuple[int, ...] = ()
    within: tuple[AgingBy, int] | None = None
    limit: int | None = None
    with_tie_out: bool = True


def bucket_sets() -> list[BucketSetLine]:
    """Return the bucket sets, the default first."""
    return [_line(found) for found in BucketSet.objects.order_by("-is_default", "id")]


def aging(*, request: AgingRequest, actor: Actor) -> AgingTable:
    """Return the aging as of a date, with its totals per currency and the tie-out to the control account.

    Buckets are in the items' own currencies and always sum to the row's total; receipts and credits not applied
    are a bucket of their own (negative), so the total is the balance of the receivable account.

    :raises UnknownBucketSet: the request names a set that does not exist
    """
    bucket_set = _bucket_set(request.bucket_set)
    request = _narrowed(request)
    question = _question(request, bucket_set, actor)
    is_current = request.known_at is None and not _counts_later(request.as_of)
    proves = request.with_tie_out and not request.customer_ids
    aged = aged_rows(question, is_current=is_current, customer_ids=request.customer_ids, limit=request.limit)
    return AgingTable(
        by=request.by,
        as_of=request.as_of,
        known_at=request.known_at,
        bucket_set=bucket_set,
        rows=tuple(aged.rows),
        row_count=aged.row_count,
        totals=tuple(totals(aged.sums)),
        tie_out=tuple(_tie_out(question, aged, is_current=is_current)) if proves else (),
    )


def _narrowed(request: AgingRequest) -> AgingRequest:
    """Return the request with what it is within spelled out as entities or customers."""
    if request.within is None:
        return request
    kind, key = request.within
    if kind is AgingBy.ENTITY:
        return replace(request, entity_ids=tuple({key} & set(request.entity_ids or (key,))) or (0,))
    belonging = Q(portfolio_owner_id=key) if kind is AgingBy.COLLECTOR else Q(id=key) | Q(parent_id=key)
    customers = Customer.objects.filter(belonging).values_list("id", flat=True)
    return replace(request, customer_ids=tuple(sorted(customers)) or (0,))


def _bucket_set(code: str) -> BucketSetLine:
    sets = BucketSet.objects.filter(code=code) if code else BucketSet.objects.filter(is_default=True)
    found = sets.first()
    if found is None:
        raise UnknownBucketSet(code=code)
    return _line(found)


def _line(bucket_set: BucketSet) -> BucketSetLine:
    return BucketSetLine(code=bucket_set.code, upper_days=tuple(bucket_set.upper_days))


def _question(request: AgingRequest, bucket_set: BucketSetLine, actor: Actor) -> AgingQuestion:
    # what single customers owe is for all who read the ledger; the aging of everybody is a report
    permission = ledger_permissions.READ if request.customer_ids else permissions.READ
    readable = team.entity_ids(actor=actor, permission=permission)
    asked = readable & frozenset(request.entity_ids) if request.entity_ids else readable
    return AgingQuestion(
        by=request.by,
        as_of=request.as_of,
        known_at=request.known_at,
        upper_days=bucket_set.upper_days,
        # an empty list would mean "all" to no engine; entity 0 exists nowhere
        entity_ids=tuple(sorted(asked)) or (0,),
        only_asked_customers=bool(request.customer_ids),
    )


def _counts_later(as_of: date) -> bool:
    """Return whether any entry counts after `as_of`: one look at the end of an index."""
    return Entry.objects.filter(effective_date__gt=as_of).exists()


@lru_cache(maxsize=256)
def _compiled_control(question: AgingQuestion) -> str:
    return str(ibis.to_sql(metric.control_account(question), dialect="postgres"))


def _tie_out(question: AgingQuestion, aged: AgedRows, *, is_current: bool) -> Iterable[TieOut]:
    """Yield the buckets of each entity and currency, summed, beside the journal's own balance."""
    if question.by not in (AgingBy.CUSTOMER, AgingBy.ENTITY):
        aged = aged_rows(replace(question, by=AgingBy.ENTITY), is_current=is_current)
    found = {(row.entity_id, row.currency): sum(row.buckets, Decimal(0)) for row in aged.sums}
    with connection.cursor() as cursor:
        cursor.execute(_compiled_control(question))
        control = {(entity, currency): balance for entity, currency, balance in cursor.fetchall()}
    codes = dict(Entity.objects.filter(id__in=question.entity_ids).values_list("id", "code"))
    for entity_id, currency in sorted({*found, *control}, key=str):
        yield TieOut(
            entity_id=int(entity_id or 0),
            entity_code=codes.get(entity_id, ""),
            aged=Money(found.get((entity_id, currency), Decimal(0)), currency),
            control=Money(control.get((entity_id, currency), Decimal(0)), currency),
        )
