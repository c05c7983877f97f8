"""What was said with a customer, and what became of its promises, as the timeline tells it."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Q

from recoup.collections.models import Activity, PromiseChange
from recoup.collections.types import Ability, DelayReason, Direction, Outcome, Willingness
from recoup.kernel.contact import Channel
from recoup.kernel.sentences import N_, Sentence, Value
from recoup.reports.types import TimelineEvent, TimelineKind

_WITH = {
    Direction.OUT: N_("{channel} to {name}: {outcome}."),
    Direction.IN: N_("{channel} from {name}: {outcome}."),
}
_WITHOUT = {
    Direction.OUT: N_("{channel} to the customer: {outcome}."),
    Direction.IN: N_("{channel} from the customer: {outcome}."),
}


def activities(customer_id: int, *, before: Q, limit: int) -> Iterable[tuple[int, TimelineEvent]]:
    """Yield up to `limit` contacts below a place in the timeline, each with its number."""
    rows = Activity.objects.filter(before, customer_id=customer_id)
    for row in rows.order_by("-at", "-id")[:limit]:
        yield row.pk, _activity(row)


def promises(customer_id: int, *, before: Q, limit: int) -> Iterable[tuple[int, TimelineEvent]]:
    """Yield up to `limit` changes of promises below a place in the timeline, each with its number."""
    rows = PromiseChange.objects.filter(before, promise__customer_id=customer_id)
    for row in rows.select_related("promise").order_by("-at", "-id")[:limit]:
        yield row.pk, _promise(row)


def _activity(row: Activity) -> TimelineEvent:
    direction = Direction(row.direction)
    values: dict[str, Value] = {
        "channel": Sentence(Channel(row.channel).label),
        "outcome": Sentence(Outcome(row.outcome).label),
    }
    if row.contact_name:
        values["name"] = row.contact_name
    text = (_WITH if row.contact_name else _WITHOUT)[direction]
    return TimelineEvent(
        row.at,
        TimelineKind.TALK,
        Sentence(text, values),
        row.recorded_by_name,
        note=row.content,
        learned=_learned(row),
    )


def _learned(row: Activity) -> tuple[Sentence, ...]:
    labels = [
        Willingness(row.willingness).label if row.willingness else "",
        Ability(row.ability).label if row.ability else "",
        DelayReason(row.delay_reason).label if row.delay_reason else "",
    ]
    return tuple(Sentence(label) for label in labels if label)


def _promise(row: PromiseChange) -> TimelineEvent:
    because = Sentence.from_json(row.because)
    texts = {
        "KEPT": N_("A promise was kept: {because}"),
        "BROKEN": N_("A promise was broken: {because}"),
        "WITHDRAWN": N_("A promise came to an end: {because}"),
    }
    text = texts.get(row.state)
    sentence = Sentence(text, {"because": because}) if text else because
    note = row.promise.withdrawn_reason if row.state == "WITHDRAWN" else ""
    return TimelineEvent(row.at, TimelineKind.PROMISE, sentence, row.by_name, note=note)
