"""Promises, and how customers kept them."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from django.db.models import Count, Q, QuerySet

from recoup.collections import permissions
from recoup.collections.models import Promise, PromiseChange
from recoup.collections.types import (
    PaymentMethod,
    PromiseChangeRecord,
    PromiseFilter,
    PromisePage,
    PromiseRecord,
    PromiseTrack,
)
from recoup.engines.promises import PromiseState
from recoup.kernel.actor import Actor
from recoup.kernel.errors import NotFound
from recoup.kernel.money import Money
from recoup.kernel.sentences import Sentence
from recoup.team import queries as team

_RUNNING = [state.value for state in PromiseState if state.is_running]


def promises_page(*, wanted: PromiseFilter, actor: Actor, page: int = 1, size: int = 50) -> PromisePage:
    """Return a page (from 1) of the promises that the actor may read, the earliest day first."""
    rows = _readable(actor, wanted.entity_ids)
    if wanted.states:
        rows = rows.filter(state__in=[state.value for state in wanted.states])
    if wanted.customer_id is not None:
        rows = rows.filter(customer_id=wanted.customer_id)
    if wanted.taken_by_id is not None:
        rows = rows.filter(taken_by_id=wanted.taken_by_id)
    if wanted.due_until is not None:
        rows = rows.filter(deadline__lte=wanted.due_until)
    shown = rows.prefetch_related("items").order_by("promise_date", "id")[(page - 1) * size : page * size]
    return PromisePage(tuple(map(_record, shown)), rows.count())


def promises_of(
    *, customer_ids: Collection[int], actor: Actor, only_running: bool = False
) -> list[PromiseRecord]:
    """Return the promises of customers, the latest day first."""
    rows = _readable(actor, None).filter(customer_id__in=list(customer_ids))
    if only_running:
        rows = rows.filter(state__in=_RUNNING)
    return [_record(row) for row in rows.prefetch_related("items").order_by("-promise_date", "-id")]


def get_promise(*, promise_id: int, actor: Actor) -> PromiseRecord:
    """Return one promise.

    :raises NotFound: there is no such promise for the actor
    """
    row = _readable(actor, None).prefetch_related("items").filter(pk=promise_id).first()
    if row is None:
        raise NotFound
    return _record(row)


def promise_history(*, promise_ids: Collection[int], actor: Actor) -> list[PromiseChangeRecord]:
    """Return all that became of promises, the newest first."""
    rows = PromiseChange.objects.filter(promise__in=_readable(actor, None).filter(pk__in=list(promise_ids)))
    return [
        PromiseChangeRecord(
            promise_id=row.promise_id,
            state=PromiseState(row.state),
            amount_kept=Money(row.amount_kept, row.promise.currency),
            business_date=row.business_date,
            at=row.at,
            reason=Sentence.from_json(row.because),
            by_name=row.by_name,
        )
        for row in rows.select_related("promise").order_by("-at", "-id")
    ]


def promise_tracks(*, customer_ids: Collection[int], actor: Actor) -> dict[int, PromiseTrack]:
    """Return how many promises each customer kept and broke, and how many run; those without any are left out."""
    rows = _readable(actor, None).filter(customer_id__in=list(customer_ids)).order_by().values("customer_id")
    counted = rows.annotate(
        kept=Count("id", filter=Q(state=PromiseState.KEPT.value)),
        broken=Count("id", filter=Q(state=PromiseState.BROKEN.value)),
        running=Count("id", filter=Q(state__in=_RUNNING)),
    )
    return {row["customer_id"]: PromiseTrack(row["kept"], row["broken"], row["running"]) for row in counted}


def customers_with_promises_for(*, item_ids: Iterable[int]) -> list[int]:
    """Return the customers that promised anything for one of the items. For programs, to judge anew."""
    rows = Promise.objects.filter(items__item_id__in=sorted(set(item_ids)), withdrawn_at=None)
    return sorted(set(rows.values_list("customer_id", flat=True)))


def _readable(actor: Actor, entity_ids: Iterable[int] | None) -> QuerySet[Promise]:
    readable = team.entity_ids(actor=actor, permission=permissions.READ)
    return Promise.objects.filter(
        entity_id__in=sorted(readable if entity_ids is None else readable & frozenset(entity_ids))
    )


def _record(row: Promise) -> PromiseRecord:
    return PromiseRecord(
        id=row.pk,
        entity_id=row.entity_id,
        customer_id=row.customer_id,
        activity_id=row.activity_id,
        amount=Money(row.amount, row.currency),
        amount_kept=Money(row.amount_kept, row.currency),
        promise_date=row.promise_date,
        deadline=row.deadline,
        tolerance=row.tolerance,
        method=PaymentMethod(row.method),
        promised_by=row.promised_by,
        note=row.note,
        made_on=row.made_on,
        made_at=row.made_at,
        taken_by_id=row.taken_by_id,
        taken_by_name=row.taken_by_name,
        state=PromiseState(row.state),
        item_ids=tuple(sorted(link.item_id for link in row.items.all())),
        withdrawn_reason=row.withdrawn_reason,
    )
