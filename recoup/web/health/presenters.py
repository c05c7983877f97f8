"""The program's state in lines with a color."""

import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from recoup.plumbing.db.health import DatabaseState
from recoup.plumbing.jobs.queries import JobCounts
from recoup.plumbing.localization import format_number, format_percent
from recoup.web.shared.reading import current
from recoup.web.shared.tags import day_text

_GIGABYTE = 1024**3
_DISK_LOW = 2 * _GIGABYTE
_TRANSACTION_LONG = 15 * 60
_RUN_MISSED_DAYS = 1


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that is looked at: what it is, how it is, and `tone` ok, warn or bad."""

    label: str
    value: str
    note: str
    tone: str

    @property
    def verdict(self) -> str:
        """The tone in a word."""
        return {"ok": _("well"), "warn": _("look at it"), "bad": _("not well")}[self.tone]


def lines(database: DatabaseState, jobs: JobCounts, runs: Mapping[str, date], *, on: date) -> list[Line]:
    """Return the lines of the page on the business day `on`; `runs` are the last daily runs by entity."""
    return [*_database(database), *(_run(code, day, on) for code, day in runs.items()), *_jobs(jobs), _disk()]


def _run(code: str, day: date, on: date) -> Line:
    days = (on - day).days
    late = ngettext("%(n)s day ago", "%(n)s days ago", days) % {"n": format_number(days, current().reader)}
    label = _("Last daily run of %(entity)s") % {"entity": code}
    tone = "ok" if days <= _RUN_MISSED_DAYS else "warn"
    return Line(label, day_text(day), late if days > 0 else "", tone)


def _database(state: DatabaseState) -> list[Line]:
    reader = current().reader
    connections = _("%(used)s of %(all)s connections") % {
        "used": format_number(state.connections, reader),
        "all": format_number(state.connections_max, reader),
    }
    minutes = format_number(state.oldest_transaction // 60, reader)
    return [
        Line(_("Database"), f"PostgreSQL {state.version}", connections, "ok"),
        Line(_("Size of the database"), _size(state.size), "", "ok"),
        Line(
            _("Tables"),
            _("outdated") if state.pending else _("as the program needs them"),
            " · ".join(state.pending),
            "bad" if state.pending else "ok",
        ),
        Line(
            _("Longest transaction"),
            ngettext("%(n)s minute", "%(n)s minutes", state.oldest_transaction // 60) % {"n": minutes},
            "",
            "warn" if state.oldest_transaction > _TRANSACTION_LONG else "ok",
        ),
    ]


def _jobs(counts: JobCounts) -> list[Line]:
    reader = current().reader
    return [
        Line(_("Jobs waiting"), format_number(counts.waiting, reader), "", "ok"),
        Line(_("Jobs running"), format_number(counts.running, reader), "", "ok"),
        Line(
            _("Jobs failed"),
            format_number(counts.failed, reader),
            _("Their errors are in the log of the worker.") if counts.failed else "",
            "bad" if counts.failed else "ok",
        ),
    ]


def _disk() -> Line:
    usage = shutil.disk_usage(settings.HOME)
    free = format_percent(Decimal(usage.free) / Decimal(usage.total), current().reader, decimals=0)
    tone = "bad" if usage.free < _DISK_LOW else "ok"
    return Line(_("Free disk space"), _size(usage.free), free, tone)


def _size(size: int) -> str:
    """Return a number of bytes in gigabytes with one decimal, or in megabytes below one gigabyte."""
    reader = current().reader
    if size >= _GIGABYTE:
        return _("%(n)s GB") % {
            "n": format_number((Decimal(size) / _GIGABYTE).quantize(Decimal("0.1")), reader)
        }
    return _("%(n)s MB") % {"n": format_number(size // 1024**2, reader)}
