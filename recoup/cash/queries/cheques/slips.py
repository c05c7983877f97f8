"""Deposit slips, and counts of the cheques in hand."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from recoup.cash import permissions
from recoup.cash.models import Cheque, ChequeCount, ChequeCountLine, DepositSlip, SlipCheque
from recoup.cash.queries.cheques.lists import readable
from recoup.cash.queries.cheques.records import cheque_record, slip_record
from recoup.cash.types import Act, ChequeRecord, CountLine, CountRecord, CountResult, SlipRecord
from recoup.kernel.actor import Actor
from recoup.kernel.errors import NotFound
from recoup.kernel.money import Money
from recoup.team import queries as team

_LISTED = 50


def deposit_slips(*, actor: Actor, entity_ids: Collection[int] | None = None) -> list[SlipRecord]:
    """Return the latest deposit slips, the newest first."""
    rows = DepositSlip.objects.filter(entity_id__in=_entities(actor, entity_ids))
    return _slips(rows.select_related("account").order_by("-day", "-id")[:_LISTED])


def get_slip(*, slip_id: int, actor: Actor) -> SlipRecord:
    """Return a deposit slip.

    :raises NotFound: there is no such slip for the actor
    """
    rows = DepositSlip.objects.filter(pk=slip_id, entity_id__in=_entities(actor, None))
    found = _slips(rows.select_related("account"))
    if not found:
        raise NotFound
    return found[0]


def cheques_to_count(*, entity_id: int, actor: Actor) -> list[ChequeRecord]:
    """Return the cheques that should be in the safe: in hand, on a slip that is not confirmed, bounced and kept."""
    rows = readable(actor).filter(entity_id=entity_id, state__in=["IN_HAND", "BOUNCED"])
    return [cheque_record(row) for row in rows.select_related("item", "credit").order_by("cheque_date", "id")]


def cheque_counts(*, actor: Actor, entity_ids: Collection[int] | None = None) -> list[CountRecord]:
    """Return the latest counts of the cheques in hand, the newest first."""
    rows = ChequeCount.objects.filter(entity_id__in=_entities(actor, entity_ids)).order_by("-day", "-id")
    return _counts(rows[:_LISTED])


def get_count(*, count_id: int, actor: Actor) -> CountRecord:
    """Return a count.

    :raises NotFound: there is no such count for the actor
    """
    found = _counts(ChequeCount.objects.filter(pk=count_id, entity_id__in=_entities(actor, None)))
    if not found:
        raise NotFound
    return found[0]


def _entities(actor: Actor, entity_ids: Collection[int] | None) -> frozenset[int]:
    found = team.entity_ids(actor=actor, permission=permissions.READ)
    return found if entity_ids is None else found & frozenset(entity_ids)


def _slips(rows: Iterable[DepositSlip]) -> list[SlipRecord]:
    slips = list(rows)
    lines = SlipCheque.objects.filter(slip_id__in=[slip.pk for slip in slips]).select_related("cheque")
    cheques: dict[int, list[Cheque]] = {slip.pk: [] for slip in slips}
    for line in lines.order_by("cheque__bank_name", "cheque__number", "cheque_id"):
        cheques[line.slip_id].append(line.cheque)
    return [slip_record(slip, cheques[slip.pk]) for slip in slips]


def _counts(rows: Iterable[ChequeCount]) -> list[CountRecord]:
    counts = list(rows)
    lines: dict[int, list[CountLine]] = {count.pk: [] for count in counts}
    for row in ChequeCountLine.objects.filter(count_id__in=lines).order_by("id"):
        amount = None if row.amount is None else Money(row.amount, row.currency)
        lines[row.count_id].append(CountLine(CountResult(row.result), row.cheque_id, row.number, amount))
    return [_count(count, tuple(lines[count.pk])) for count in counts]


def _count(row: ChequeCount, lines: tuple[CountLine, ...]) -> CountRecord:
    signed = Act(row.signed_by_name, row.signed_by_id or 0, row.signed_at) if row.signed_at else None
    return CountRecord(
        id=row.pk,
        entity_id=row.entity_id,
        day=row.day,
        lines=lines,
        note=row.note,
        counted=Act(row.counted_by_name, row.counted_by_id or 0, row.counted_at),
        signed=signed,
        signed_note=row.signed_note,
    )
