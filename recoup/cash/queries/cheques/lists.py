"""Cheques: one with its history, many by where they stand and the date on them."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from decimal import Decimal

from django.db.models import Count, F, Q, QuerySet, Sum

from recoup.cash import permissions
from recoup.cash.models import Cheque, ChequeCover, ChequeStep
from recoup.cash.queries.cheques.records import acts_on, cheque_record
from recoup.cash.types import (
    Act,
    ChequeCoverRecord,
    ChequeDetail,
    ChequeFilter,
    ChequePage,
    ChequeRecord,
    ChequeState,
    ChequeStepKind,
    ChequeStepRecord,
    ChequeSum,
)
from recoup.kernel.actor import Actor
from recoup.kernel.errors import NotFound
from recoup.kernel.folding import fold, fold_reference
from recoup.kernel.money import Money
from recoup.team import queries as team

_PAID = Q(state__in=["IN_HAND", "BANKED"], item__amount_open=0)
_STATES = {
    ChequeState.IN_HAND: Q(state="IN_HAND", slip=None) & ~_PAID,
    ChequeState.ON_SLIP: Q(state="IN_HAND", slip__isnull=False) & ~_PAID,
    ChequeState.BANKED: Q(state="BANKED") & ~_PAID,
    ChequeState.PAID: _PAID,
    ChequeState.BOUNCED: Q(state="BOUNCED"),
    ChequeState.RETURNED: Q(state="RETURNED"),
}


def cheques_page(*, wanted: ChequeFilter, page: int, size: int, actor: Actor) -> ChequePage:
    """Return a page of the cheques that the actor may see, the earliest date first."""
    rows = _wanted(wanted, actor)
    found = rows.select_related("item", "credit").order_by("cheque_date", "id")
    start = (page - 1) * size
    return ChequePage(
        cheques=tuple(cheque_record(row) for row in found[start : start + size]),
        count=rows.count(),
        page=page,
        size=size,
    )


def get_cheque(*, cheque_id: int, actor: Actor) -> ChequeDetail:
    """Return a cheque with its history, what it covers, and what can be done with it.

    :raises NotFound: there is no such cheque for the actor
    """
    row = readable(actor).select_related("item", "credit").filter(pk=cheque_id).first()
    if row is None:
        raise NotFound
    covers = ChequeCover.objects.select_related("item").filter(cheque=row, undone_at=None).order_by("id")
    return ChequeDetail(
        cheque=cheque_record(row),
        steps=tuple(_step(step) for step in ChequeStep.objects.filter(cheque=row).order_by("id")),
        covers=tuple(
            ChequeCoverRecord(cover.item_id, cover.item.number, Money(cover.amount, row.currency))
            for cover in covers
        ),
        acts=acts_on(row),
    )


def cheques_by_id(*, cheque_ids: Collection[int], actor: Actor) -> dict[int, ChequeRecord]:
    """Return cheques by their id; those that the actor may not know of are left out."""
    rows = readable(actor).select_related("item", "credit").filter(pk__in=cheque_ids)
    return {row.pk: cheque_record(row) for row in rows}


def cheque_sums(*, entity_ids: Collection[int] | None, actor: Actor) -> list[ChequeSum]:
    """Return how many cheques there are in each state that is not over, and what of them is open, by currency.

    Of bounced cheques it is the amount on them that is told.
    """
    rows = readable(actor)
    if entity_ids is not None:
        rows = rows.filter(entity_id__in=entity_ids)
    found = []
    for state in (ChequeState.IN_HAND, ChequeState.ON_SLIP, ChequeState.BANKED, ChequeState.BOUNCED):
        amount = F("amount") if state is ChequeState.BOUNCED else F("item__amount_open")
        sums = rows.filter(_STATES[state]).values("currency").annotate(cheques=Count("pk"), sum=Sum(amount))
        found += [
            ChequeSum(state, one["cheques"], Money(one["sum"] or Decimal(0), one["currency"]))
            for one in sums.order_by("currency")
        ]
    return found


def bankable_cheques(*, entity_id: int, currency: str, day: date, actor: Actor) -> list[ChequeRecord]:
    """Return the cheques in hand that may be banked on a day, by the date on them; of Sayad cheques the confirmed."""
    rows = readable(actor).filter(
        _STATES[ChequeState.IN_HAND],
        Q(registry="") | Q(registry="CONFIRMED"),
        entity_id=entity_id,
        currency=currency,
        cheque_date__lte=day,
        last_on__lte=day,
    )
    return [cheque_record(row) for row in rows.select_related("item", "credit").order_by("cheque_date", "id")]


def bank_names(*, actor: Actor) -> list[str]:
    """Return the banks on which cheques that the actor may see are drawn."""
    return list(readable(actor).values_list("bank_name", flat=True).distinct().order_by("bank_name"))


def readable(actor: Actor) -> QuerySet[Cheque]:
    """Return the cheques that the actor may see."""
    return Cheque.objects.filter(entity_id__in=team.entity_ids(actor=actor, permission=permissions.READ))


def _wanted(wanted: ChequeFilter, actor: Actor) -> QuerySet[Cheque]:
    rows = readable(actor)
    if wanted.entity_ids is not None:
        rows = rows.filter(entity_id__in=wanted.entity_ids)
    if wanted.states:
        any_of = Q()
        for state in wanted.states:
            any_of |= _STATES[state]
        rows = rows.filter(any_of)
    if wanted.customer_id is not None:
        rows = rows.filter(customer_id=wanted.customer_id)
    if wanted.bank_name:
        rows = rows.filter(bank_folded=fold(wanted.bank_name))
    if wanted.from_date is not None:
        rows = rows.filter(cheque_date__gte=wanted.from_date)
    if wanted.to_date is not None:
        rows = rows.filter(cheque_date__lte=wanted.to_date)
    if wanted.text:
        number = fold_reference(wanted.text)
        named = Q(number__startswith=number) | Q(sayad_id__startswith=number) if number else Q()
        rows = rows.filter(named | Q(drawer__icontains=wanted.text))
    return rows


def _step(step: ChequeStep) -> ChequeStepRecord:
    return ChequeStepRecord(
        kind=ChequeStepKind(step.kind),
        on=step.on,
        note=step.note,
        act=Act(step.by_name, step.by_id, step.at),
        slip_id=step.slip_id,
    )
