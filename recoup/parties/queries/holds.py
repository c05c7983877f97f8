"""When customers are left alone, and why."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from zoneinfo import ZoneInfo

from django.db.models import Q, QuerySet

from recoup.kernel.actor import Actor
from recoup.parties.models import CustomerHold
from recoup.parties.queries.customers import readable
from recoup.parties.types import HoldReason, HoldRecord, HoldScope


def holds(*, customer_id: int, actor: Actor) -> list[HoldRecord]:
    """Return all holds of a customer, the latest first; nothing for who may not read the customer."""
    found = CustomerHold.objects.filter(customer__in=readable(actor).filter(id=customer_id).order_by())
    return [hold_record(hold) for hold in found]


def holds_in_force(
    *, on: date, actor: Actor, customer_ids: Iterable[int] | None = None
) -> Mapping[int, tuple[HoldRecord, ...]]:
    """Return the holds that are in force on the day `on`, by customer, of these customers or of all.

    A lifted hold is in force until the day before it was lifted, by the entity's own clock, so that a past day
    reads as it was.
    """
    customers = readable(actor).order_by()
    if customer_ids is not None:
        customers = customers.filter(id__in=set(customer_ids))
    grouped: dict[int, list[HoldRecord]] = defaultdict(list)
    for hold in in_force(CustomerHold.objects.filter(customer__in=customers), on):
        grouped[hold.customer_id].append(hold_record(hold))
    return {customer_id: tuple(held) for customer_id, held in grouped.items()}


def in_force(holds: QuerySet[CustomerHold], on: date) -> Iterator[CustomerHold]:
    """Yield those of the holds that are in force on the day `on`: the one place that says when a hold holds."""
    covers = Q(until_date__isnull=True) | Q(until_date__gte=on)
    begun = holds.filter(covers, from_date__lte=on).select_related("customer__entity")
    for hold in begun.order_by("from_date", "id"):
        zone = ZoneInfo(hold.customer.entity.time_zone)
        if hold.lifted_at is None or hold.lifted_at.astimezone(zone).date() > on:
            yield hold


def hold_record(hold: CustomerHold) -> HoldRecord:
    """Return what may leave the room of a hold's row."""
    return HoldRecord(
        id=hold.id,
        customer_id=hold.customer_id,
        reason=HoldReason(hold.reason),
        scope=HoldScope(hold.scope),
        note=hold.note,
        from_date=hold.from_date,
        until_date=hold.until_date,
        placed_by_name=hold.placed_by_name,
        placed_at=hold.placed_at,
        lifted_by_name=hold.lifted_by_name,
        lifted_at=hold.lifted_at,
    )
