"""What is asked of the ledger."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from recoup.ledger.queries import JournalFilter
from recoup.ledger.types import EntryKind, HoldReason
from recoup.team.types import EntityRecord
from recoup.web.ledger.presenters import SOURCES, source_name
from recoup.web.shared.amounts import AmountField
from recoup.web.shared.days import DayField
from recoup.web.shared.forms import offer


def _entity_choices(entities: Iterable[EntityRecord]) -> list[tuple[str, str]]:
    return [(str(entity.id), f"{entity.code} · {entity.name}") for entity in entities]


class JournalForm(forms.Form):
    """Which part of the journal to show; what isn't valid is left out."""

    number = forms.CharField(
        label=_("Document number"), required=False, widget=forms.TextInput(attrs={"type": "search"})
    )
    entity = forms.ChoiceField(label=_("Entity"), required=False)
    kind = forms.ChoiceField(label=_("Kind"), required=False)
    from_date = DayField(label=_("Effective from"), required=False)
    until_date = DayField(label=_("Effective until"), required=False)
    source = forms.ChoiceField(label=_("Source"), required=False)

    def __init__(self, data: QueryDict, *, entities: list[EntityRecord]) -> None:
        super().__init__(data)
        self.entities = entities
        offer(self, "entity", [("", gettext("All entities")), *_entity_choices(entities)])
        kinds = [(kind.value, gettext(kind.label)) for kind in EntryKind]
        offer(self, "kind", [("", gettext("All kinds")), *kinds])
        asked = str(data.get("source", ""))
        known = (*SOURCES, asked) if asked and asked not in SOURCES else (*SOURCES,)
        sources = [(source, source_name(source)) for source in known]
        offer(self, "source", [("", gettext("All sources")), *sources])
        if len(entities) < 2:
            del self.fields["entity"]

    def criteria(self) -> JournalFilter:
        """Return the part that was asked for."""
        self.full_clean()
        given = self.cleaned_data
        entity = given.get("entity") or (self.entities[0].id if len(self.entities) == 1 else None)
        return JournalFilter(
            entity_id=int(entity) if entity else None,
            kind=EntryKind(given["kind"]) if given.get("kind") else None,
            from_date=given.get("from_date"),
            until_date=given.get("until_date"),
            source=given.get("source", ""),
        )

    @property
    def wanted_number(self) -> str:
        """The document number that was asked for."""
        return str(self.cleaned_data.get("number", "")).strip()


class AsOfForm(forms.Form):
    """At which moment to look: what counted by a date, and what was known at the end of another."""

    as_of = DayField(label=_("As of"), required=False)
    known_on = DayField(label=_("As known on"), required=False)

    def day(self, name: str) -> date | None:
        """Return one of the two days, None when it is missing or not one."""
        found = self.cleaned_data.get(name) if self.is_valid() or name in self.cleaned_data else None
        assert found is None or isinstance(found, date)
        return found


class ReversalForm(forms.Form):
    """Why an entry is reversed, and from when that counts."""

    effective_date = DayField(
        label=_("Counts from"), help_text=_("Not before the entry itself, and not in a closed period.")
    )
    reason = forms.CharField(label=_("Reason"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}))


class HoldForm(forms.Form):
    """Why an item is left alone, and for how long."""

    reason = forms.ChoiceField(label=_("Reason"))
    note = forms.CharField(
        label=_("Note"), max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    from_date = DayField(label=_("From"))
    until_date = DayField(
        label=_("Until"),
        required=False,
        help_text=_("From this day on it is chased again; empty means until the hold is lifted."),
    )

    def __init__(self, data: QueryDict | None = None, *, initial: dict[str, object] | None = None) -> None:
        super().__init__(data, initial=initial)
        offer(self, "reason", [(reason.value, gettext(reason.label)) for reason in HoldReason])

    def clean_reason(self) -> HoldReason:
        """Return the reason itself."""
        return HoldReason(self.cleaned_data["reason"])


class WriteOffForm(forms.Form):
    """How much of an item will not be paid, and why: a second person decides."""

    amount = AmountField(label=_("Amount"), min_value=0)
    reason = forms.CharField(label=_("Reason"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}))


class PeriodForm(forms.Form):
    """Which days of which entity to close."""

    entity = forms.ChoiceField(label=_("Entity"))
    first_date = DayField(label=_("First day"))
    last_date = DayField(label=_("Last day"))

    def __init__(self, data: QueryDict | None = None, *, entities: Iterable[EntityRecord]) -> None:
        super().__init__(data)
        offer(self, "entity", _entity_choices(entities))

    def clean_entity(self) -> int:
        """Return the id of the entity."""
        return int(self.cleaned_data["entity"])
