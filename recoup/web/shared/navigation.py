"""The rail: which pages there are and who sees them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from recoup.team.rights import Rights
from recoup.web.shared.gates import SIGNED_IN


@dataclass(frozen=True, slots=True)
class Destination:
    """A page of the rail: the name of its address, its label and icon, and the permission that shows it."""

    name: str
    label: str | Promise
    icon: str
    permission: str


@dataclass(frozen=True, slots=True)
class Entry:
    """A page of the rail as one person sees it."""

    url: str
    label: str | Promise
    icon: str
    is_current: bool
    count: int


@dataclass(frozen=True, slots=True)
class Group:
    """Entries that stand together under one small heading."""

    label: str | Promise
    entries: tuple[Entry, ...]


WORK = (
    Destination("today:index", _("Today"), "sun", "collections.read"),
    Destination("agenda:index", pgettext_lazy("of work", "Calendar"), "calendar-days", "collections.read"),
    Destination("customers:index", _("Customers"), "users", "parties.read"),
)
COLLECT = (
    Destination("proposals:index", _("Proposals"), "list-checks", "collections.read"),
    Destination("calls:promises", _("Promises"), "handshake", "collections.read"),
    Destination("plans:index", _("Payment plans"), "calendar-check", "collections.read"),
    Destination("offers:index", _("Offers"), "badge-percent", "collections.read"),
    Destination("calls:activities", _("Activities"), "messages-square", "collections.read"),
    Destination("outbox:index", _("Outbox"), "send", "correspondence.read"),
)
MONEY = (
    Destination("cash:index", _("Cash"), "banknote", "cash.read"),
    Destination("cheques:index", _("Cheques"), "signature", "cash.read"),
    Destination("aging:index", _("Aging"), "chart-bar-stacked", "reports.read"),
    Destination("ledger:index", _("Ledger"), "book-open", "ledger.read"),
    Destination("reconciliation:index", _("Reconciliations"), "git-compare", "reports.read"),
    Destination("imports:index", _("Imports"), "file-up", "imports.read"),
)
MANAGE = (
    Destination("approvals:index", _("Approvals"), "stamp", "approvals.read"),
    Destination("strategies:index", _("Strategies"), "route", "collections.read"),
    Destination("calls:escalations", _("Questions"), "circle-question-mark", "collections.manage"),
    Destination("rulebook:index", _("Rules"), "scale", "rules.read"),
    Destination("overrides:index", _("Overrides"), "shield-alert", "audit.read"),
    Destination("team:index", _("Team"), "id-card", "team.read"),
    Destination("health:index", _("Health"), "activity", "audit.read"),
    Destination("preferences:index", _("Preferences"), "settings-2", SIGNED_IN),
)

DESTINATIONS = (*WORK, *COLLECT, *MONEY, *MANAGE)
"""All pages of the rail, in its order."""


def rail(rights: Rights, path: str, counts: Mapping[str, int]) -> tuple[Group, ...]:
    """Return the groups of the rail for somebody with `rights` who is at `path`; `counts` says what waits where."""
    groups = (
        Group("", _entries(WORK, rights, path, counts)),
        Group(_("Collections"), _entries(COLLECT, rights, path, counts)),
        Group(_("Money"), _entries(MONEY, rights, path, counts)),
        Group(_("Manage"), _entries(MANAGE, rights, path, counts)),
    )
    return tuple(group for group in groups if group.entries)


def _entries(
    destinations: Sequence[Destination], rights: Rights, path: str, counts: Mapping[str, int]
) -> tuple[Entry, ...]:
    return tuple(
        Entry(url, destination.label, destination.icon, path.startswith(url), counts.get(destination.name, 0))
        for destination in destinations
        if destination.permission == SIGNED_IN or rights.has(destination.permission)
        if (url := address(destination.name))
    )


def address(name: str, *arguments: int) -> str:
    """Return where the page called `name` is, empty when this installation has no such page."""
    try:
        return reverse(name, args=arguments)
    except NoReverseMatch:
        return ""
