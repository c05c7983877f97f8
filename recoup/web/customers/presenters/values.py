"""Values of changed fields as people read them: labels for codes, names for ids, dates in the reader's calendar."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.utils.translation import gettext as _

from recoup.kernel.actor import Actor
from recoup.kernel.contact import ContactRole, PartyKind, StopKind
from recoup.parties import queries as parties
from recoup.parties.types import (
    AddressPurpose,
    BankAccountStatus,
    ContactPurpose,
    CustomerStatus,
    FieldChange,
    HoldReason,
    HoldScope,
)
from recoup.plumbing.localization import format_date, format_instant, time_zone_city
from recoup.plumbing.localization.reader import locale_of
from recoup.team import queries as team
from recoup.web.shared.reading import current
from recoup.web.shared.tags import actor, terms

# By what changed and the field's name: a customer in use is another thing than an account in use.
_LABELS: Mapping[tuple[str, str], Mapping[str, str]] = {
    ("address", "purpose"): {one.value: one.label for one in AddressPurpose},
    ("bank_account", "status"): {one.value: one.label for one in BankAccountStatus},
    ("contact", "purpose"): {one.value: one.label for one in ContactPurpose},
    ("contact", "role"): {one.value: one.label for one in ContactRole},
    ("stop", "kind"): {one.value: one.label for one in StopKind},
    ("customer", "party_kind"): {one.value: one.label for one in PartyKind},
    ("customer", "status"): {one.value: one.label for one in CustomerStatus},
    ("hold", "reason"): {one.value: one.label for one in HoldReason},
    ("hold", "scope"): {one.value: one.label for one in HoldScope},
}


@dataclass(frozen=True, slots=True)
class FieldRow:
    """One field before and after."""

    label: str
    before: str
    after: str


def field_rows(changes: Iterable[Iterable[FieldChange]], actor: Actor) -> list[tuple[FieldRow, ...]]:
    """Return the fields of several changes, with the names behind their ids read once."""
    listed = [tuple(fields) for fields in changes]
    names = _Names(_ids(listed, "parent_id"), _ids(listed, "portfolio_owner_id"), actor)
    return [
        tuple(
            FieldRow(_(one.label), _shown(one, one.before, names), _shown(one, one.after, names))
            for one in fields
        )
        for fields in listed
    ]


class _Names:
    """The names behind the ids that changes speak of."""

    def __init__(self, customer_ids: set[int], user_ids: set[int], actor: Actor) -> None:
        customers = parties.customers_by_id(customer_ids=customer_ids, actor=actor) if customer_ids else {}
        self.customers = {str(key): f"{one.name} ({one.number})" for key, one in customers.items()}
        users = team.names_by_id(user_ids) if user_ids else {}
        self.users = {str(key): name for key, name in users.items()}


def _ids(changes: Iterable[Iterable[FieldChange]], field: str) -> set[int]:
    values = (
        value
        for fields in changes
        for one in fields
        if one.field == field
        for value in (one.before, one.after)
    )
    return {int(value) for value in values if value.isdigit()}


def _shown(change: FieldChange, value: str, names: _Names) -> str:
    if not value:
        return ""
    labels = _LABELS.get((change.subject, change.field))
    if labels is not None:
        return _(labels.get(value, value))
    special = _SPECIAL.get(change.field)
    return special(value, names) if special else value


def _yes_or_no(value: str, names: _Names) -> str:
    return _("yes") if value == "True" else _("no")


def _day(value: str, names: _Names) -> str:
    return format_date(date.fromisoformat(value), current().reader)


def _instant(value: str, names: _Names) -> str:
    here = current()
    return format_instant(datetime.fromisoformat(value), here.reader, here.time_zone)


def _country(value: str, names: _Names) -> str:
    return str(locale_of(current().reader.language).territories.get(value, value))


def _language(value: str, names: _Names) -> str:
    return dict(settings.LANGUAGES).get(value, value)


_SPECIAL: Mapping[str, Callable[[str, _Names], str]] = {
    "country": _country,
    "from_date": _day,
    "is_active": _yes_or_no,
    "language": _language,
    "lifted_at": _instant,
    "lifted_by_name": lambda value, names: actor(value),
    "placed_by_name": lambda value, names: actor(value),
    "parent_id": lambda value, names: names.customers.get(value, value),
    "portfolio_owner_id": lambda value, names: names.users.get(value, value),
    "terms_code": lambda value, names: terms(value),
    "time_zone": lambda value, names: time_zone_city(value, current().reader.language),
    "until_date": _day,
}
