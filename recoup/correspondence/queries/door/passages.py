"""Contacts that passed the door, by their number."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from recoup.correspondence.models import Passage
from recoup.kernel.contact import Channel


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


def _record(row: Passage) -> PassageRecord:
    return PassageRecord(row.id, row.customer_id, row.contact_id, Channel(row.channel), row.address, row.at)
