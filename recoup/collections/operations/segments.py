"""Keeping the segments of customers, and setting one by hand."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

from django.db import connection, transaction
from psycopg.types.json import Jsonb

from recoup.collections import permissions
from recoup.collections.models import SegmentOverride
from recoup.collections.segments import assigned_segments, names_of_segments
from recoup.collections.standings import Ranking, rank_standings
from recoup.collections.types import SegmentsMade
from recoup.kernel import currencies
from recoup.kernel.actor import Actor
from recoup.kernel.errors import DomainError
from recoup.kernel.sentences import N_
from recoup.parties import queries as parties
from recoup.plumbing.audit import operations as audit
from recoup.plumbing.db import sql
from recoup.plumbing.db.copy import copy_rows
from recoup.team import queries as team

_STAGE = """
CREATE TEMPORARY TABLE staged_segment (
    customer_id bigint NOT NULL, currency text NOT NULL, segment text NOT NULL, reasons jsonb NOT NULL
) ON COMMIT DROP
"""
_COLUMNS = ("customer_id", "currency", "segment", "reasons")
_KEEP = (Path(__file__).parent / "keep_segment_changes.sql").read_text()
_DAYS_MAX = 366


class UnknownSegment(DomainError):
    """The rule of segments names no such one."""

    text = N_("There is no segment {segment}.")


class ReasonForSegmentMissing(DomainError):
    """Nobody could tell later why the customer was put there."""

    text = N_("Give the reason for which the customer belongs to another segment.")


class SegmentEndsTooLate(DomainError):
    """What a person decides about a customer has an end."""

    text = N_("Give a last day that is not before today and within one year.")


@transaction.atomic
def make_segments(
    *, entity_id: int, business_date: date, actor: Actor, now: datetime, ranking: Ranking | None = None
) -> SegmentsMade:
    """Put every customer and currency with something open into its segment, and keep what changed.

    Set-based; again on the same date changes nothing. Amounts are compared in reporting currency. Without the
    `ranking` of that entity and date it is read anew.

    :raises NotAllowed: the actor may not work in collections of this entity
    """
    team.require(actor=actor, permission=permissions.WORK, entity_id=entity_id)
    ranking = ranking or rank_standings(entity_id=entity_id, as_of=business_date)
    assert (ranking.entity_id, ranking.as_of) == (entity_id, business_date)
    version_id, assigned = assigned_segments(ranking.ranked, entity_id=entity_id, on=business_date)
    with connection.cursor() as cursor:
        cursor.execute(_STAGE)
        staged = copy_rows(
            cursor,
            "staged_segment",
            _COLUMNS,
            (
                (
                    one.figures.customer_id,
                    one.figures.currency,
                    segment.code,
                    Jsonb([reason.to_json() for reason in segment.reasons]),
                )
                for one, segment in assigned
            ),
        )
        values: dict[str, sql.Value] = {
            "entity": entity_id,
            "business_date": business_date,
            "version": version_id,
        }
        cursor.execute(_KEEP, values)
        changed = cursor.rowcount
        cursor.execute("DROP TABLE staged_segment")
    audit.record(
        "collections.segments.made",
        subject_kind="collections.segments",
        subject_id=business_date.toordinal(),
        entity_id=entity_id,
        actor=actor,
        at=now,
        after={"business_date": business_date, "segments": staged, "changed": changed},
    )
    return SegmentsMade(staged, changed)


@transaction.atomic
def override_segment(
    *,
    customer_id: int,
    currency: str,
    segment: str,
    reason: str,
    period: tuple[date, date],
    actor: Actor,
    now: datetime,
) -> None:
    """Put a customer into a segment from a day to another, both included, whatever the rules say.

    An empty `segment` takes an earlier decision back from the first day of `period` on. What was decided stays
    readable: this only adds to it.

    :raises NotFound: there is no such customer for the actor
    :raises NotAllowed: the actor may neither work in collections nor look through proposals there
    :raises UnknownSegment: the rules name no such segment
    :raises ReasonForSegmentMissing: no reason is given
    :raises SegmentEndsTooLate: the last day is before the first, or more than a year away
    """
    entity_id = parties.get_customer(customer_id=customer_id, actor=actor).customer.entity_id
    team.require(actor=actor, permission=permissions.RELEASE, entity_id=entity_id)
    first, last = period
    if not reason.strip():
        raise ReasonForSegmentMissing
    if last < first or (last - first).days > _DAYS_MAX or not currencies.is_known(currency):
        raise SegmentEndsTooLate
    if segment and segment not in names_of_segments(entity_ids=[entity_id], on=first):
        raise UnknownSegment(segment=segment)
    override = SegmentOverride.objects.create(
        entity_id=entity_id,
        customer_id=customer_id,
        currency=currency,
        segment=segment,
        reason=reason.strip(),
        from_date=first,
        until_date=last,
        set_by_id=None if actor.is_program else actor.id,
        set_by_name=actor.name,
        set_at=now,
    )
    audit.record(
        "collections.segment.set",
        subject_kind="customer",
        subject_id=customer_id,
        entity_id=entity_id,
        actor=actor,
        at=now,
        after={
            "override": override.id,
            "currency": currency,
            "segment": segment,
            "reason": override.reason,
            "from_date": first,
            "until_date": last,
        },
    )
