"""Repayment curves in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from recoup.collections.queries import Repaid, Repayment, RepaymentBy
from recoup.kernel.contact import Channel
from recoup.plumbing.localization import format_percent
from recoup.web.shared.reading import current
from recoup.web.shared.tags import actor


@dataclass(frozen=True, slots=True)
class CurveRow:
    """The curve of a group: its name, and for each number of days the share that was paid, empty without contacts."""

    name: str
    repayment: Repayment
    shares: tuple[str, ...]


def curves(found: Iterable[Repayment], by: RepaymentBy, names: Mapping[str, str]) -> list[CurveRow]:
    """Return the curves for the table; `names` are those of segments or versions."""
    return [CurveRow(_name(one.key, by, names), one, tuple(map(_share, one.curve))) for one in found]


def _share(one: Repaid) -> str:
    return "" if one.share is None else format_percent(one.share, current().reader)


def _name(key: str, by: RepaymentBy, names: Mapping[str, str]) -> str:
    if by is RepaymentBy.METHOD:
        return _(Channel(key).label)
    if by is RepaymentBy.PERSON:
        return actor(key)
    if by is RepaymentBy.SEGMENT:
        return _(names[key]) if key in names else key or _("No segment")
    return names.get(key, key) or _("The standard of the program")
