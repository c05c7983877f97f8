"""Collection plans in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from recoup.collections import permissions
from recoup.collections.strategy_rules.strategies import TEMPLATES
from recoup.collections.types import PlannedKind, Timetable, TimetableLine
from recoup.engines.strategy import Performer
from recoup.kernel.sentences import Sentence
from recoup.parties.types import CustomerRecord
from recoup.team.rights import Rights

_TONES: Mapping[PlannedKind, str] = {
    PlannedKind.STEP: "line",
    PlannedKind.LEFT_OUT: "mute",
    PlannedKind.TASK: "warn",
    PlannedKind.OWN: "",
}
_LETTERS: Mapping[str, str] = {each.code: each.label for each in TEMPLATES}


@dataclass(frozen=True, slots=True)
class Line:
    """A line in words; `change_url` is empty for whom or what can't be changed, `where` tells the source."""

    line: TimetableLine
    what: str
    letter: str
    where: str
    tone: str
    who: str
    is_name: bool
    change_url: str


@dataclass(frozen=True, slots=True)
class Plan:
    """The collection plan of one customer; `is_other` says that it is one of the group, not the customer itself."""

    customer: CustomerRecord
    is_other: bool
    lines: tuple[Line, ...]
    strategies: tuple[tuple[str, Sentence], ...]
    endings: tuple[tuple[str, tuple[Sentence, ...]], ...]
    add_url: str


def plans(found: Iterable[Timetable], customer_id: int, rights: Rights) -> list[Plan]:
    """Return the plans of a group, that of the customer asked for first."""
    ordered = sorted(found, key=lambda one: (one.customer.id != customer_id, one.customer.name))
    return [_plan(one, one.customer.id != customer_id, rights) for one in ordered]


def _plan(found: Timetable, is_other: bool, rights: Rights) -> Plan:
    customer = found.customer
    may = rights.has(permissions.WORK, customer.entity_id) or rights.has(
        permissions.MANAGE, customer.entity_id
    )
    return Plan(
        customer=customer,
        is_other=is_other,
        lines=tuple(_line(line, customer.id, may) for line in found.lines),
        strategies=tuple(sorted(found.strategies.items())),
        endings=tuple((currency, told) for currency, told in sorted(found.endings.items()) if told),
        add_url=reverse("timetables:add", args=[customer.id]) if may else "",
    )


def _line(line: TimetableLine, customer_id: int, may: bool) -> Line:
    return Line(
        line=line,
        what=_(line.label),
        letter=_(_LETTERS[line.template]) if line.template in _LETTERS else "",
        where=_(line.kind.label),
        tone=_TONES[line.kind],
        who=line.person_name or _who(line),
        is_name=bool(line.person_name),
        change_url=_change_url(line, customer_id) if may else "",
    )


def _who(line: TimetableLine) -> str:
    if line.performer is Performer.JOB:
        return _(line.performer.label)
    return _("Whoever looks after the customer")


def _change_url(line: TimetableLine, customer_id: int) -> str:
    if line.is_step:
        return reverse("timetables:arrange", args=[customer_id, line.currency, line.code])
    name = "agenda:move_task" if line.kind is PlannedKind.TASK else "agenda:move_follow_up"
    return reverse(name, args=[line.id])
