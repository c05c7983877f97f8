"""A customer's timeline as its page shows it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from django.urls import reverse

from recoup.reports.types import TimelineEvent, TimelineKind, TimelinePage
from recoup.web.customers.presenters.values import FieldRow, field_rows
from recoup.web.shared.requests import DeskRequest

_ICONS: Mapping[TimelineKind, str] = {
    TimelineKind.MONEY: "banknote",
    TimelineKind.MESSAGE: "mail",
    TimelineKind.HOLD: "pause",
    TimelineKind.DATA: "pencil",
    TimelineKind.TALK: "message-square",
    TimelineKind.PROMISE: "handshake",
}


@dataclass(frozen=True, slots=True)
class Event:
    """A thing that happened; `counts_on` is given where that is another day than the one of recording."""

    event: TimelineEvent
    icon: str
    fields: tuple[FieldRow, ...]
    counts_on: date | None
    url: str
    dialog_url: str


def events_of(page: TimelinePage, request: DeskRequest) -> list[Event]:
    """Return the events with what each opens to."""
    fields = field_rows([event.changes for event in page.events], request.actor)
    return [_event(event, rows, request) for event, rows in zip(page.events, fields, strict=True)]


def _event(event: TimelineEvent, fields: tuple[FieldRow, ...], request: DeskRequest) -> Event:
    recorded_on = event.at.astimezone(ZoneInfo(request.time_zone)).date()
    is_other_day = event.effective_date is not None and event.effective_date != recorded_on
    dialog = reverse("ledger:item_entries", args=[event.item_id]) if event.item_id else ""
    url = reverse("ledger:entry", args=[event.entry_id]) if event.entry_id else dialog
    return Event(
        event=event,
        icon=_ICONS[event.kind],
        fields=fields,
        counts_on=event.effective_date if is_other_day else None,
        url=url,
        dialog_url=dialog,
    )
