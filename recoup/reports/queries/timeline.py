"""What happened to a customer, newest first: money, messages, holds, changed data, in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from heapq import nlargest
from typing import NamedTuple

from django.db import connection
from django.db.models import Q, QuerySet

from recoup.collections import permissions as collections_permissions
from recoup.correspondence import permissions as correspondence_permissions
from recoup.correspondence.models import Message
from recoup.correspondence.types import MessageKind, TemplateCode
from recoup.kernel.actor import Actor
from recoup.kernel.sentences import N_, Sentence
from recoup.ledger import permissions as ledger_permissions
from recoup.parties import queries as parties
from recoup.plumbing.audit.models import AuditEvent
from recoup.reports.queries import timeline_entries as entries
from recoup.reports.queries import timeline_talks as talks
from recoup.reports.queries.timeline_acts import ACTS, told
from recoup.reports.types import TimelineCursor, TimelineEvent, TimelineKind, TimelinePage
from recoup.team import queries as team

# Which of two things of the same instant is told first: the higher one.
_ADDED, _ACT, _ITEM_ACT, _TALK, _PROMISE, _MESSAGE, _ENTRY = range(7)
_END = TimelineCursor(datetime.max.replace(tzinfo=UTC), _ENTRY + 1, 0)


class _Placed(NamedTuple):
    """An event with its place in the timeline."""

    place: TimelineCursor
    event: TimelineEvent


def timeline(
    *, customer_id: int, actor: Actor, before: TimelineCursor | None = None, limit: int = 30
) -> TimelinePage:
    """Return up to `limit` things that happened to a customer, newest first, below `before` when given.

    Entries of the ledger that were recorded at one instant, are of one kind and count on one date are told as one
    thing. Entries stand where they were recorded; `effective_date` says when they count. What the actor may not read
    is left out.

    :raises NotFound: there is no such customer, or the actor may not read it
    """
    detail = parties.get_customer(customer_id=customer_id, actor=actor)
    cursor, entity_id = before or _END, detail.customer.entity_id
    found: list[_Placed] = [*_acts(customer_id, cursor, limit)]
    if team.has_permission(actor=actor, permission=ledger_permissions.READ, entity_id=entity_id):
        found += _entries(customer_id, cursor, limit)
        found += _item_acts(customer_id, cursor, limit)
    if team.has_permission(actor=actor, permission=correspondence_permissions.READ, entity_id=entity_id):
        found += _messages(customer_id, cursor, limit)
    if team.has_permission(actor=actor, permission=collections_permissions.READ, entity_id=entity_id):
        found += [
            _Placed(TimelineCursor(event.at, _TALK, number), event)
            for number, event in talks.activities(customer_id, before=_before(cursor, _TALK), limit=limit + 1)
        ]
        found += [
            _Placed(TimelineCursor(event.at, _PROMISE, number), event)
            for number, event in talks.promises(
                customer_id, before=_before(cursor, _PROMISE), limit=limit + 1
            )
        ]
    added = TimelineCursor(detail.created_at, _ADDED, customer_id)
    if added < cursor:
        sentence = Sentence(N_("The customer was added."))
        found.append(_Placed(added, TimelineEvent(detail.created_at, TimelineKind.DATA, sentence, "")))
    shown = nlargest(limit, found, key=lambda one: one.place)
    older = shown[-1].place if len(found) > len(shown) else None
    return TimelinePage(tuple(one.event for one in shown), older)


def _entries(customer_id: int, cursor: TimelineCursor, limit: int) -> Iterable[_Placed]:
    with connection.cursor() as database:
        database.execute(
            entries.QUERY,
            {
                "customer_id": customer_id,
                "at": cursor.at,
                "rank": _ENTRY,
                "below_rank": cursor.rank,
                "below_id": cursor.id,
                "limit": limit + 1,
            },
        )
        for row in database.fetchall():
            fact = entries.EntryFact(*row)
            yield _Placed(TimelineCursor(fact.at, _ENTRY, fact.entry_id), entries.told(fact))


def _acts(customer_id: int, cursor: TimelineCursor, limit: int) -> Iterable[_Placed]:
    """Yield what was done to the customer's own data and holds."""
    events = AuditEvent.objects.filter(subject_kind="customer", subject_id=customer_id)
    return _told(_below(events.filter(action__in=list(ACTS)), cursor, _ACT, limit), _ACT)


def _item_acts(customer_id: int, cursor: TimelineCursor, limit: int) -> Iterable[_Placed]:
    """Yield what was done to the customer's items beside posting: their holds."""
    with connection.cursor() as database:
        database.execute("SELECT id, number FROM ledger_item WHERE customer_id = %s", [customer_id])
        numbers: dict[int, str] = dict(database.fetchall())
    events = AuditEvent.objects.filter(subject_kind="ledger.item", subject_id__in=list(numbers))
    found = _below(events.filter(action__in=list(ACTS)), cursor, _ITEM_ACT, limit)
    return _told(found, _ITEM_ACT, numbers)


def _before(cursor: TimelineCursor, rank: int) -> Q:
    """Return the condition that something of a rank stands below the cursor."""
    same = Q(at=cursor.at) if rank < cursor.rank else Q(at=cursor.at, id__lt=cursor.id)
    return Q(at__lt=cursor.at) | same if rank <= cursor.rank else Q(at__lt=cursor.at)


def _below(events: QuerySet[AuditEvent], cursor: TimelineCursor, rank: int, limit: int) -> list[AuditEvent]:
    """Return the latest of the events that stand below the cursor."""
    return list(events.filter(_before(cursor, rank)).order_by("-at", "-id")[: limit + 1])


def _told(
    events: Iterable[AuditEvent], rank: int, numbers: Mapping[int, str] | None = None
) -> Iterable[_Placed]:
    found = list(events)
    owners = {
        event.after["portfolio_owner_id"]
        for event in found
        if event.after and event.after.get("portfolio_owner_id")
    }
    names = team.names_by_id(owners) if owners else {}
    for event in found:
        number = numbers.get(event.subject_id, "") if numbers else ""
        place = TimelineCursor(event.at, rank, event.id)
        yield _Placed(place, told(event, number=number, names=names))


def _messages(customer_id: int, cursor: TimelineCursor, limit: int) -> Iterable[_Placed]:
    messages = Message.objects.filter(customer_id=customer_id, created_at__lte=cursor.at)
    for message in messages.defer("body", "content").order_by("-created_at", "-id")[: limit + 1]:
        place = TimelineCursor(message.created_at, _MESSAGE, message.id)
        if place < cursor:
            sentence = Sentence(N_("Prepared: {message}."), {"message": _name(message)})
            event = TimelineEvent(
                message.created_at,
                TimelineKind.MESSAGE,
                sentence,
                "",
                note=message.subject,
                message_id=message.id,
            )
            yield _Placed(place, event)


def _name(message: Message) -> Sentence:
    """Return what a message is: its template's name, or its kind where it is older than templates."""
    label = TemplateCode(message.template).label if message.template else MessageKind(message.kind).label
    return Sentence(label)
