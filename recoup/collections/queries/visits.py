"""Visits as they were reported, and those that were begun."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from recoup.collections import permissions
from recoup.collections.models import Activity, Visit
from recoup.collections.queries.activities import activities_by_id
from recoup.collections.types import ImageKind, VisitRecord
from recoup.correspondence import queries as correspondence
from recoup.correspondence.queries import PassageRecord
from recoup.kernel.actor import Actor
from recoup.kernel.errors import NotFound
from recoup.parties import queries as parties
from recoup.team import queries as team


def visits(
    *, actor: Actor, entity_ids: Collection[int], customer_id: int | None = None, limit: int = 50
) -> list[VisitRecord]:
    """Return the latest visits that were reported, the newest first."""
    readable = team.entity_ids(actor=actor, permission=permissions.READ) & frozenset(entity_ids)
    rows = Visit.objects.filter(entity_id__in=readable)
    if customer_id is not None:
        rows = rows.filter(customer_id=customer_id)
    return _records(list(rows.prefetch_related("visitors", "images").order_by("-id")[:limit]), actor)


def get_visit(*, visit_id: int, actor: Actor) -> VisitRecord:
    """Return one visit.

    :raises NotFound: there is none for the actor
    """
    readable = team.entity_ids(actor=actor, permission=permissions.READ)
    rows = Visit.objects.filter(pk=visit_id, entity_id__in=readable)
    found = _records(list(rows.prefetch_related("visitors", "images")), actor)
    if not found:
        raise NotFound
    return found[0]


def visit_begun(*, customer_id: int, since: datetime, actor: Actor) -> PassageRecord | None:
    """Return the last visit to a customer that passed the door since then and has no report yet.

    :raises NotFound: there is no such customer for the actor
    """
    if customer_id not in parties.customers_by_id(customer_ids=[customer_id], actor=actor):
        raise NotFound
    begun = correspondence.visits_let_out(customer_id=customer_id, since=since)
    reported = set(
        Activity.objects.filter(passage_id__in=[each.id for each in begun]).values_list(
            "passage_id", flat=True
        )
    )
    return next((each for each in begun if each.id not in reported), None)


def _records(rows: list[Visit], actor: Actor) -> list[VisitRecord]:
    told = activities_by_id(activity_ids=[row.activity_id for row in rows], actor=actor)
    return [
        VisitRecord(
            id=row.pk,
            activity=told[row.activity_id],
            visitors=tuple(each.name for each in row.visitors.all()),
            place=row.place,
            photo_ids=tuple(each.file_id for each in row.images.all() if each.kind == ImageKind.PHOTO),
            signature_id=next(
                (each.file_id for each in row.images.all() if each.kind == ImageKind.SIGNATURE), None
            ),
        )
        for row in rows
    ]
