"""First figures of effect: the contacts of each step, and the money that came on their items soon after."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from recoup.collections import permissions
from recoup.collections.models import CourseStep
from recoup.engines.strategy import Handling
from recoup.kernel.actor import Actor
from recoup.kernel.contact import Channel
from recoup.kernel.money import Money
from recoup.ledger import queries as ledger
from recoup.team import queries as team

_DAYS_AFTER = 14


@dataclass(frozen=True, slots=True)
class StepEffect:
    """Of one step, channel and currency: how often it was taken, what was chased then, and what came afterwards.

    `received` is what was applied to the oldest item within 14 days after each step; `paid` counts the steps after
    which that item was settled in this time. Money that came would perhaps have come without the step too.
    """

    code: str
    channel: Channel | None
    taken: int
    paid: int
    chased: Money
    received: Money


def step_effects(
    *, period: tuple[date, date], actor: Actor, entity_ids: Iterable[int] | None = None
) -> list[StepEffect]:
    """Return the effect of the steps taken in a period, both days included; two queries for all of them (C8)."""
    first, last = period
    readable = team.entity_ids(actor=actor, permission=permissions.READ)
    ids = sorted(readable if entity_ids is None else readable & frozenset(entity_ids))
    steps = list(
        CourseStep.objects.filter(
            entity_id__in=ids, how=Handling.DONE, business_date__gte=first, business_date__lte=last
        ).values_list("code", "channel", "currency", "anchor_item_id", "business_date", "amount")
    )
    paid = ledger.paid_after(
        marks=[(item_id, on) for *_, item_id, on, _ in steps], days=timedelta(days=_DAYS_AFTER)
    )
    groups: defaultdict[tuple[str, str, str], list[tuple[Decimal, Decimal, bool]]] = defaultdict(list)
    for code, channel, currency, item_id, on, amount in steps:
        received, is_settled = paid.get((item_id, on), (Decimal(0), False))
        groups[code, channel, currency].append((amount, received, is_settled))
    return [
        StepEffect(
            code=code,
            channel=Channel(channel) if channel else None,
            taken=len(rows),
            paid=sum(is_settled for *_, is_settled in rows),
            chased=Money(sum((amount for amount, *_ in rows), start=Decimal(0)), currency),
            received=Money(sum((received for _, received, _ in rows), start=Decimal(0)), currency),
        )
        for (code, channel, currency), rows in sorted(groups.items())
    ]
