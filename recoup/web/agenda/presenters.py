"""The calendar as its page shows it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.urls import reverse
from django.utils.translation import gettext as _

from recoup.reports.queries.agenda import Agenda, AgendaEntry, EntryKind
from recoup.team.rights import Rights
from recoup.web.shared.requests import DeskRequest

_TONES: Mapping[EntryKind, str] = {
    EntryKind.FOLLOW_UP: "",
    EntryKind.TASK: "warn",
    EntryKind.PROMISE: "ok",
    EntryKind.INSTALLMENT: "line",
    EntryKind.STEP: "mute",
}


@dataclass(frozen=True, slots=True)
class Line:
    """An entry in words, where it leads, and where it is moved or its visit made; empty for whom it is forbidden.

    A step to come (`is_to_come`) is nobody's work yet.
    """

    entry: AgendaEntry
    label: str
    tone: str
    url: str
    move_url: str
    visit_url: str
    is_to_come: bool


@dataclass(frozen=True, slots=True)
class Day:
    """A day of the week with its lines."""

    day: date
    is_today: bool
    is_past: bool
    has_visits: bool
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Week:
    """A week with what was left from before, and the days by which one goes on and back."""

    days: tuple[Day, ...]
    before: tuple[Line, ...]
    previous: date
    following: date
    is_cut: bool


def week(found: Agenda, request: DeskRequest, rights: Rights) -> Week:
    """Return the week; what was left from before stands only in the week of today."""
    first = found.days[0][0]
    is_now = first <= request.on < first + timedelta(days=len(found.days))
    return Week(
        days=tuple(
            Day(
                day,
                day == request.on,
                day < request.on,
                any(entry.is_visit for entry in entries),
                _lines(entries, rights),
            )
            for day, entries in found.days
        ),
        before=_lines(found.before, rights) if is_now else (),
        previous=first - timedelta(days=7),
        following=first + timedelta(days=7),
        is_cut=found.is_cut,
    )


def _lines(entries: Iterable[AgendaEntry], rights: Rights) -> tuple[Line, ...]:
    return tuple(_line(entry, rights) for entry in entries)


def _line(entry: AgendaEntry, rights: Rights) -> Line:
    may_work = rights.has("collections.work", entry.customer.entity_id)
    return Line(
        entry=entry,
        label=_(entry.label),
        tone=_TONES[entry.kind],
        url=_url(entry),
        move_url=_move_url(entry) if may_work and entry.is_movable else "",
        visit_url=reverse("agenda:visit_of", args=[entry.customer.id]) if may_work and entry.is_visit else "",
        is_to_come=entry.kind is EntryKind.STEP,
    )


def _url(entry: AgendaEntry) -> str:
    if entry.kind is EntryKind.INSTALLMENT:
        return reverse("plans:page", args=[entry.id])
    page = "customers:timetable" if entry.kind is EntryKind.STEP else "customers:page"
    return reverse(page, args=[entry.customer.id])


def _move_url(entry: AgendaEntry) -> str:
    is_task = entry.kind is EntryKind.TASK
    return reverse("agenda:move_task" if is_task else "agenda:move_follow_up", args=[entry.id])
