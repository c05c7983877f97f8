"""What was said with customers, and what is to be done next."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime

from django.db.models import Count, F, Prefetch, QuerySet

from recoup.collections import permissions
from recoup.collections.models import Activity, FollowUp
from recoup.collections.types import (
    Ability,
    ActivityFilter,
    ActivityPage,
    ActivityRecord,
    DelayReason,
    Direction,
    FollowUpKind,
    FollowUpRecord,
    Outcome,
    Willingness,
)
from recoup.kernel.actor import Actor
from recoup.kernel.contact import Channel
from recoup.kernel.errors import NotFound
from recoup.kernel.folding import fold
from recoup.kernel.sentences import Sentence
from recoup.team import queries as team

_WORDS_MAX = 8


def activities_page(*, wanted: ActivityFilter, actor: Actor, page: int = 1, size: int = 50) -> ActivityPage:
    """Return a page (from 1) of the activities that the actor may read, the newest first.

    `wanted.text` is searched word by word in what was written, in names of contacts and customers, in any spelling.
    """
    rows = _wanted(wanted, actor)
    shown = _with_links(rows).order_by("-at", "-id")[(page - 1) * size : page * size]
    return ActivityPage(tuple(map(_record, shown)), rows.count())


def get_activity(*, activity_id: int, actor: Actor) -> ActivityRecord:
    """Return one activity.

    :raises NotFound: there is no such activity for the actor
    """
    row = _with_links(_readable(actor)).filter(pk=activity_id).first()
    if row is None:
        raise NotFound
    return _record(row)


def activities_by_id(*, activity_ids: Collection[int], actor: Actor) -> dict[int, ActivityRecord]:
    """Return activities by id; those that the actor may not read are left out."""
    rows = _with_links(_readable(actor)).filter(pk__in=list(activity_ids))
    return {row.pk: _record(row) for row in rows}


def latest_activities(*, customer_ids: Collection[int], actor: Actor) -> dict[int, ActivityRecord]:
    """Return the latest activity with each customer that stands uncorrected; customers without any are left out."""
    rows = _with_links(_readable(actor)).filter(customer_id__in=list(customer_ids), corrections=None)
    latest = rows.order_by("customer_id", "-at", "-id").distinct("customer_id")
    return {row.customer_id: _record(row) for row in latest}


def customers_contacted(*, actor: Actor, since: datetime) -> int:
    """Return with how many customers the actor recorded a contact since an instant."""
    rows = Activity.objects.filter(recorded_by_id=actor.id, recorded_at__gte=since, corrects=None)
    return rows.aggregate(count=Count("customer_id", distinct=True))["count"] or 0


def open_follow_ups(
    *,
    actor: Actor,
    customer_ids: Collection[int] | None = None,
    entity_ids: Collection[int] | None = None,
    until: date | None = None,
    person_id: int | None = None,
) -> list[FollowUpRecord]:
    """Return the next actions that are not done, the earliest first: of customers, entities, a person, up to a day."""
    rows = FollowUp.objects.filter(entity_id__in=_entities(actor, entity_ids), done_at=None)
    if customer_ids is not None:
        rows = rows.filter(customer_id__in=list(customer_ids))
    if until is not None:
        rows = rows.filter(due_date__lte=until)
    if person_id is not None:
        rows = rows.filter(person_id=person_id)
    found = rows.select_related("person").order_by("due_date", F("due_at").asc(nulls_last=True), "id")
    return [_follow_up(row) for row in found]


def follow_ups_by_id(*, follow_up_ids: Sequence[int], actor: Actor) -> list[FollowUpRecord]:
    """Return next actions by their ids, in the order of these."""
    rows = FollowUp.objects.filter(entity_id__in=_entities(actor, None)).select_related("person")
    found = rows.in_bulk(list(follow_up_ids))
    return [_follow_up(found[follow_up_id]) for follow_up_id in follow_up_ids if follow_up_id in found]


def get_follow_up(*, follow_up_id: int, actor: Actor) -> FollowUpRecord:
    """Return one next action.

    :raises NotFound: there is none for the actor
    """
    found = follow_ups_by_id(follow_up_ids=[follow_up_id], actor=actor)
    if not found:
        raise NotFound
    return found[0]


def next_actions(*, customer_ids: Collection[int], actor: Actor) -> Mapping[int, tuple[FollowUpRecord, ...]]:
    """Return the next actions of customers, by customer, the earliest first."""
    grouped: dict[int, list[FollowUpRecord]] = defaultdict(list)
    for one in open_follow_ups(actor=actor, customer_ids=customer_ids):
        grouped[one.customer_id].append(one)
    return {customer_id: tuple(found) for customer_id, found in grouped.items()}


def _wanted(wanted: ActivityFilter, actor: Actor) -> QuerySet[Activity]:
    rows = Activity.objects.filter(entity_id__in=_entities(actor, wanted.entity_ids))
    for name, value in (
        ("customer_id", wanted.customer_id),
        ("recorded_by_id", wanted.recorded_by_id),
        ("channel", wanted.channel),
        ("outcome", wanted.outcome),
        ("delay_reason", wanted.delay_reason),
        ("at__gte", wanted.from_at),
        ("at__lt", wanted.until_at),
    ):
        if value is not None:
            rows = rows.filter(**{name: value})
    for word in fold(wanted.text).split()[:_WORDS_MAX]:
        rows = rows.filter(search_text__contains=word)
    return rows


def _with_links(rows: QuerySet[Activity]) -> QuerySet[Activity]:
    corrections = Prefetch("corrections", Activity.objects.only("id", "corrects_id").order_by("id"))
    return rows.prefetch_related("items", corrections)


def _readable(actor: Actor) -> QuerySet[Activity]:
    return Activity.objects.filter(entity_id__in=_entities(actor, None))


def _entities(actor: Actor, entity_ids: Iterable[int] | None) -> list[int]:
    readable = team.entity_ids(actor=actor, permission=permissions.READ)
    return sorted(readable if entity_ids is None else readable & frozenset(entity_ids))


def _record(row: Activity) -> ActivityRecord:
    corrections = [one.pk for one in row.corrections.all()]
    return ActivityRecord(
        id=row.pk,
        entity_id=row.entity_id,
        customer_id=row.customer_id,
        channel=Channel(row.channel),
        direction=Direction(row.direction),
        at=row.at,
        contact_id=row.contact_id,
        contact_name=row.contact_name,
        outcome=Outcome(row.outcome),
        willingness=Willingness(row.willingness) if row.willingness else None,
        ability=Ability(row.ability) if row.ability else None,
        delay_reason=DelayReason(row.delay_reason) if row.delay_reason else None,
        content=row.content,
        feedback=row.feedback,
        item_ids=tuple(sorted(link.item_id for link in row.items.all())),
        passage_id=row.passage_id,
        corrects=row.corrects_id,
        corrected_by=corrections[0] if corrections else None,
        recorded_by_name=row.recorded_by_name,
        recorded_at=row.recorded_at,
    )


def _follow_up(row: FollowUp) -> FollowUpRecord:
    return FollowUpRecord(
        id=row.pk,
        entity_id=row.entity_id,
        customer_id=row.customer_id,
        kind=FollowUpKind(row.kind),
        due_date=row.due_date,
        due_at=row.due_at,
        person_id=row.person_id,
        person_name=row.person.name if row.person is not None else "",
        note=row.note,
        because=Sentence.from_json(row.because) if row.because else None,
        promise_id=row.promise_id,
        made_by_name=row.made_by_name,
        done_at=row.done_at,
    )


def is_due(follow_up: FollowUpRecord, *, now: datetime, on: date) -> bool:
    """Return whether a next action is due: its day has come, and its hour where one was agreed."""
    return follow_up.due_at <= now if follow_up.due_at is not None else follow_up.due_date <= on
