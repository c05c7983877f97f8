"""What is asked of the rulebook: which rules to list, and which one applies."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from recoup.kernel.unions import EUROPEAN_UNION
from recoup.rulebook.queries import RuleFilter
from recoup.rulebook.types import RuleKind, VersionRecord
from recoup.team.types import EntityRecord
from recoup.web.shared.choices import country_choices
from recoup.web.shared.days import DayField
from recoup.web.shared.forms import offer


class ListForm(forms.Form):
    """Which rules to show; what isn't valid is left out."""

    kind = forms.ChoiceField(label=_("Kind"), required=False)
    country = forms.ChoiceField(label=_("Country"), required=False)
    entity = forms.ChoiceField(label=_("Reaches the entity"), required=False)
    segment = forms.ChoiceField(label=_("Segment"), required=False)
    on = DayField(label=_("As on"), required=False)
    in_force = forms.BooleanField(label=_("Only what is in force"), required=False)

    def __init__(
        self,
        data: QueryDict,
        *,
        kinds: Sequence[RuleKind],
        entities: Sequence[EntityRecord],
        segments: Sequence[str],
    ) -> None:
        super().__init__(data)
        self._entities = {str(entity.id): entity for entity in entities}
        offer(self, "kind", [("", gettext("All kinds")), *_kind_choices(kinds)])
        offer(
            self,
            "country",
            [("", gettext("All countries")), (EUROPEAN_UNION, gettext("European Union")), *country_choices()],
        )
        offer(self, "entity", [("", gettext("All entities")), *_entity_choices(entities)])
        offer(self, "segment", [("", gettext("All segments")), *((code, code) for code in segments)])
        if not segments:
            del self.fields["segment"]

    def criteria(self) -> RuleFilter:
        """Return the part that was asked for."""
        self.full_clean()
        given = self.cleaned_data
        entity = self._entities.get(given.get("entity", ""))
        return RuleFilter(
            kind=given.get("kind", ""),
            jurisdiction=entity.country if entity else given.get("country", ""),
            entity_id=entity.id if entity else None,
            segment=given.get("segment", ""),
            in_force_only=bool(given.get("in_force")),
        )

    def day(self, today: date) -> date:
        """Return the day to look at."""
        return self.cleaned_data.get("on") or today


class WhichForm(forms.Form):
    """For whom and on which day one wants to know what applies."""

    entity = forms.TypedChoiceField(label=_("Entity"), coerce=int)
    customer = forms.CharField(
        label=_("Customer number"), required=False, widget=forms.TextInput(attrs={"type": "search"})
    )
    segment = forms.CharField(label=_("Segment"), required=False, max_length=50)
    on = DayField(label=_("As of"), required=False)
    kind = forms.ChoiceField(label=_("Kind"), required=False)

    def __init__(
        self, data: QueryDict, *, kinds: Sequence[RuleKind], entities: Sequence[EntityRecord]
    ) -> None:
        filled = data.copy()
        if entities:
            filled.setdefault("entity", str(entities[0].id))
        super().__init__(filled)
        offer(self, "entity", _entity_choices(entities))
        offer(self, "kind", [("", gettext("All kinds")), *_kind_choices(kinds)])


class CompareForm(forms.Form):
    """Which two versions of a rule to set side by side."""

    before = forms.TypedChoiceField(label=_("Version"), coerce=int)
    after = forms.TypedChoiceField(label=_("against"), coerce=int)

    def __init__(
        self, data: QueryDict, *, versions: Sequence[VersionRecord], before: int, after: int
    ) -> None:
        filled = data.copy()
        filled.setdefault("before", str(before))
        filled.setdefault("after", str(after))
        super().__init__(filled)
        choices = [
            (
                str(version.id),
                gettext("%(number)s: %(standing)s")
                % {"number": version.number, "standing": gettext(version.standing.label)},
            )
            for version in versions
        ]
        offer(self, "before", choices)
        offer(self, "after", choices)
        self._numbers = {version.id: version.number for version in versions}

    @property
    def numbers(self) -> tuple[int, int]:
        """The numbers of the two versions of the valid form."""
        return self._numbers[self.cleaned_data["before"]], self._numbers[self.cleaned_data["after"]]


def _kind_choices(kinds: Sequence[RuleKind]) -> list[tuple[str, str]]:
    return [(kind.code, gettext(kind.title)) for kind in kinds]


def _entity_choices(entities: Sequence[EntityRecord]) -> list[tuple[str, str]]:
    return [(str(entity.id), f"{entity.code} · {entity.name}") for entity in entities]
