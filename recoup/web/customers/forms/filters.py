"""What of the customers, and of a customer's items, is to be shown."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import TypeVar
from zoneinfo import ZoneInfo

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from recoup.engines.priority import Behavior
from recoup.kernel.actor import Actor
from recoup.ledger.types import ItemKind
from recoup.plumbing.localization.reader import locale_of
from recoup.reports.types import (
    CustomerItemSort,
    CustomerItemsRequest,
    CustomerListRequest,
    CustomerListSort,
    CustomerPlaces,
)
from recoup.team.types import EntityRecord
from recoup.web.shared.days import DayField
from recoup.web.shared.forms import offer
from recoup.web.shared.reading import current

_MINE = "mine"
_Sort = TypeVar("_Sort", bound=StrEnum)


class CustomerFilterForm(forms.Form):
    """The filters of the list; what isn't valid is left out."""

    q = forms.CharField(
        label=_("Name, number or tax number"),
        required=False,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )
    entity = forms.ChoiceField(label=_("Entity"), required=False)
    owner = forms.ChoiceField(label=_("Looked after by"), required=False)
    country = forms.ChoiceField(label=_("Country"), required=False)
    currency = forms.ChoiceField(label=_("Currency"), required=False)
    behavior = forms.ChoiceField(label=_("Class"), required=False)
    segment = forms.ChoiceField(label=_("Segment"), required=False)
    overdue = forms.BooleanField(label=_("Only overdue"), required=False)
    held = forms.BooleanField(label=_("On hold"), required=False)

    def __init__(
        self,
        data: QueryDict,
        *,
        entities: list[EntityRecord],
        places: CustomerPlaces,
        segments: Mapping[str, str],
        me: Actor,
    ) -> None:
        super().__init__(data)
        self._me = me
        names = locale_of(current().reader.language).territories
        owners = [(str(key), name) for key, name in places.owners.items() if key != me.id]
        countries = sorted((code, str(names.get(code, code))) for code in places.countries)
        self._offer(
            "entity", _("All entities"), [(str(one.id), f"{one.code} · {one.name}") for one in entities]
        )
        self._offer("owner", _("Everybody's"), [(_MINE, gettext("Mine")), *owners])
        self._offer("country", _("All countries"), countries)
        self._offer("currency", _("All currencies"), [(code, code) for code in places.currencies])
        self._offer("behavior", _("All classes"), [(one.value, gettext(one.label)) for one in Behavior])
        self._offer("segment", _("All segments"), list(segments.items()))
        if len(entities) < 2:
            del self.fields["entity"]
        self.full_clean()

    def request(self, *, on: date, entity_ids: frozenset[int], page: int) -> CustomerListRequest:
        """Return the request for a page of the list."""
        given = self.cleaned_data
        entity = given.get("entity")
        return CustomerListRequest(
            on=on,
            text=given.get("q", ""),
            entity_ids=(int(entity),) if entity else tuple(sorted(entity_ids)) or (0,),
            owner_id=self._owner(given.get("owner", "")),
            country=given.get("country", ""),
            currency=given.get("currency", ""),
            behavior=Behavior(given["behavior"]) if given.get("behavior") else None,
            segment=given.get("segment", ""),
            only_overdue=given.get("overdue", False),
            only_held=given.get("held", False),
            sort=_sort_of(self.sort, CustomerListSort, CustomerListSort.NAME),
            descending=self.sort.startswith("-"),
            page=page,
        )

    @property
    def sort(self) -> str:
        """The sorting as the address says it: a leading minus turns it round."""
        return str(self.data.get("sort", CustomerListSort.NAME.value))

    def _offer(self, name: str, all_of_them: object, choices: list[tuple[str, str]]) -> None:
        offer(self, name, [("", str(all_of_them)), *choices])

    def _owner(self, text: str) -> int | None:
        if text == _MINE:
            return self._me.id
        return int(text) if text else None


class MomentForm(forms.Form):
    """At which moment to look: what counted by a date, and what was known at the end of another."""

    as_of = DayField(label=_("As of"), required=False)
    known_on = DayField(
        label=_("As known on"), required=False, help_text=_("Empty: with everything known by now.")
    )

    def __init__(self, data: Mapping[str, str], *, on: date, time_zone: str) -> None:
        super().__init__(data)
        self._on, self._time_zone = on, time_zone
        self.full_clean()

    @property
    def as_of_date(self) -> date:
        """The date by which things count."""
        found = self.cleaned_data.get("as_of") or self._on
        assert isinstance(found, date)
        return found

    @property
    def known_at(self) -> datetime | None:
        """The instant until which things were known: the end of the day, on the person's clock."""
        day = self.cleaned_data.get("known_on")
        if not isinstance(day, date):
            return None
        return datetime.combine(day + timedelta(days=1), time(), ZoneInfo(self._time_zone))

    @property
    def moment(self) -> dict[str, str]:
        """Return the two days as addresses carry them; empty for now."""
        days = {name: self.cleaned_data.get(name) for name in ("as_of", "known_on")}
        return {name: day.isoformat() for name, day in days.items() if isinstance(day, date)}


class ItemFilterForm(forms.Form):
    """The filters of a customer's items; what isn't valid is left out."""

    number = forms.CharField(
        label=_("Document number"),
        required=False,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )
    kind = forms.ChoiceField(label=_("Kind"), required=False)
    every = forms.BooleanField(label=_("Settled ones too"), required=False)
    currency = forms.CharField(required=False, max_length=3, widget=forms.HiddenInput)
    bucket = forms.CharField(required=False, max_length=30, widget=forms.HiddenInput)
    as_of = forms.CharField(required=False, widget=forms.HiddenInput)
    known_on = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: QueryDict) -> None:
        super().__init__(data)
        kinds = [(kind.value, gettext(kind.label)) for kind in ItemKind]
        offer(self, "kind", [("", gettext("All kinds")), *kinds])
        self.full_clean()

    def request(self, *, customer_id: int, moment: MomentForm, page: int) -> CustomerItemsRequest:
        """Return the request for a page of the items."""
        given = self.cleaned_data
        return CustomerItemsRequest(
            customer_id=customer_id,
            as_of=moment.as_of_date,
            known_at=moment.known_at,
            only_open=not given.get("every", False),
            kind=ItemKind(given["kind"]) if given.get("kind") else None,
            currency=given.get("currency", ""),
            bucket=given.get("bucket", ""),
            text=given.get("number", ""),
            sort=_sort_of(self.sort, CustomerItemSort, CustomerItemSort.DUE),
            descending=self.sort.startswith("-"),
            page=page,
        )

    @property
    def sort(self) -> str:
        """The sorting as the address says it: a leading minus turns it round."""
        return str(self.data.get("sort", CustomerItemSort.DUE.value))


def _sort_of(text: str, sorts: type[_Sort], usual: _Sort) -> _Sort:
    wanted = text.removeprefix("-")
    return next((sort for sort in sorts if sort.value == wanted), usual)
