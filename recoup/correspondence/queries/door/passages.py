"""Contacts that passed the door, by their number."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db import connection

from recoup.correspondence.models import Passage
from recoup.engines.guard import ANSWERS
from recoup.kernel.contact import Channel
from recoup.plumbing.db import sql


@dataclass(frozen=True, slots=True)
class PassageRecord:
    """A contact that was let out: to whom, how, and when."""

    id: int
    customer_id: int
    contact_id: int | None
    channel: Channel
    address: str
    at: datetime


def passages_by_id(*, passage_ids: Iterable[int]) -> dict[int, PassageRecord]:
    """Return contacts that passed the door, by number. For programs: what a person may see is for the faces."""
    return {row.id: _record(row) for row in Passage.objects.filter(id__in=set(passage_ids))}


def visits_let_out(*, customer_id: int, since: datetime) -> list[PassageRecord]:
    """Return the visits to a customer that passed the door since then, the newest first. For programs."""
    rows = Passage.objects.filter(customer_id=customer_id, channel=Channel.VISIT, at__gte=since)
    return [_record(row) for row in rows.order_by("-at", "-id")]


# What nobody heard of keeps no distance, or a number that never answers would put the next letter off for ever. What
# the customer brought about is no contact of ours. A day is that of the entity.
_LAST = """
SELECT p.customer_id, p.currency, max((p.at AT TIME ZONE e.time_zone)::date)
FROM correspondence_passage AS p JOIN team_entity AS e ON e.id = p.entity_id
WHERE p.entity_id = %(entity)s AND p.at > %(until)s::date - 366 AND p.at < %(until)s::date + 2
  AND (p.at AT TIME ZONE e.time_zone)::date <= %(until)s AND p.purpose <> ALL(%(answers)s)
  AND (%(customers)s::bigint[] IS NULL OR p.customer_id = ANY(%(customers)s))
  AND NOT EXISTS (
      SELECT FROM correspondence_passageoutcome AS o
      WHERE o.passage_id = p.id AND o.outcome IN ('FAILED', 'NOT_REACHED', 'WRONG_NUMBER')
        AND NOT EXISTS (
            SELECT FROM correspondence_passageoutcome AS l WHERE l.passage_id = p.id AND l.id > o.id))
GROUP BY p.customer_id, p.currency
"""


def last_contacts(
    *, entity_id: int, until: date, customer_ids: Collection[int] | None = None
) -> dict[tuple[int, str], date]:
    """Return the day of the last contact up to `until` that passed the door, by customer and currency.

    Of the last year, by whatever channel and whoever made it; an empty currency stands for a contact about all of
    them, such as a call. Attempts that reached nobody are left out, and answers to the customer. For programs.
    """
    values: dict[str, sql.Value] = {
        "entity": entity_id,
        "until": until,
        "answers": [purpose.value for purpose in ANSWERS],
        "customers": None if customer_ids is None else [*customer_ids],
    }
    with connection.cursor() as cursor:
        cursor.execute(_LAST, values)
        return {(customer_id, currency): day for customer_id, currency, day in cursor}


def _record(row: Passage) -> PassageRecord:
    return PassageRecord(row.id, row.customer_id, row.contact_id, Channel(row.channel), row.address, row.at)
