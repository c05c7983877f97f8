"""What is proposed: the form is made from the fields that the kind declares."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from enum import StrEnum

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from recoup.kernel.sentences import Sentence
from recoup.kernel.unions import EUROPEAN_UNION
from recoup.plumbing.localization import render
from recoup.rulebook.types import Mark, NewVersion, RuleKind, RuleScope, RuleValue
from recoup.team.types import EntityRecord
from recoup.web.rulebook.forms.values import add_value_fields, field_name, raw_value
from recoup.web.shared.choices import country_choices
from recoup.web.shared.days import DayField
from recoup.web.shared.forms import offer
from recoup.web.shared.reading import current

ASK, KEEP = "ask", "keep"


class Reach(StrEnum):
    """To whom a new rule applies."""

    EVERYBODY = "EVERYBODY"
    COUNTRY = "COUNTRY"
    ENTITY = "ENTITY"
    CUSTOMER = "CUSTOMER"


_REACHES = (
    (Reach.EVERYBODY, _("Everybody")),
    (Reach.COUNTRY, _("A country")),
    (Reach.ENTITY, _("An entity")),
    (Reach.CUSTOMER, _("One customer")),
)


class ScopeForm(forms.Form):
    """To whom a new rule applies."""

    reach = forms.ChoiceField(
        label=_("Applies to"), choices=[(reach.value, label) for reach, label in _REACHES]
    )
    country = forms.ChoiceField(label=_("Country"), required=False)
    entity = forms.TypedChoiceField(label=_("Entity"), required=False, coerce=int, empty_value=None)
    customer = forms.CharField(
        label=_("Customer number"),
        required=False,
        max_length=100,
        help_text=_("With the entity that the customer belongs to."),
    )
    segment = forms.CharField(
        label=_("Segment"),
        required=False,
        max_length=50,
        help_text=_("A code of yours, such as RETAIL; the rule then applies to this segment only."),
    )

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        entities: Sequence[EntityRecord],
        initial: dict[str, object] | None = None,
    ) -> None:
        super().__init__(data, initial=initial, prefix="scope")
        offer(self, "country", [("", "–"), (EUROPEAN_UNION, gettext("European Union")), *country_choices()])
        chosen = [(str(entity.id), f"{entity.code} · {entity.name}") for entity in entities]
        offer(self, "entity", [("", "–"), *chosen])

    def clean(self) -> dict[str, object]:
        """Ask for what the reach needs."""
        said: dict[str, object] = super().clean() or {}
        reach = said.get("reach")
        if reach == Reach.COUNTRY and not said.get("country"):
            self.add_error("country", gettext("Choose the country."))
        if reach in (Reach.ENTITY, Reach.CUSTOMER) and not said.get("entity"):
            self.add_error("entity", gettext("Choose the entity."))
        if reach == Reach.CUSTOMER and not said.get("customer"):
            self.add_error("customer", gettext("Enter the number of the customer."))
        if reach == Reach.CUSTOMER and said.get("segment"):
            self.add_error("segment", gettext("A rule for one customer has no segment."))
        return said

    @property
    def customer_key(self) -> tuple[int, str] | None:
        """The entity and the number of the one customer, if it is for one."""
        said = self.cleaned_data
        return (said["entity"], said["customer"].strip()) if said["reach"] == Reach.CUSTOMER else None

    def scope(self, customer_id: int | None) -> RuleScope:
        """Return the scope of the valid form; `customer_id` is the customer whose number was entered."""
        said = self.cleaned_data
        match said["reach"]:
            case Reach.CUSTOMER:
                return RuleScope(entity_id=said["entity"], customer_id=customer_id)
            case Reach.ENTITY:
                return RuleScope(entity_id=said["entity"], segment=said["segment"].strip())
            case Reach.COUNTRY:
                return RuleScope(jurisdiction=said["country"], segment=said["segment"].strip())
            case _:
                return RuleScope(segment=said["segment"].strip())


class ProposalForm(forms.Form):
    """What a rule of one kind is to say, from when on, and where that comes from."""

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        kind: RuleKind,
        currencies: Sequence[str],
        value: RuleValue | None,
        initial: dict[str, object],
    ) -> None:
        super().__init__(data, initial=initial)
        self._kind, self._currencies = kind, currencies
        add_value_fields(self, kind, value, currencies)
        self.value_names = tuple(self.fields)
        self.fields |= {
            "valid_from": DayField(label=gettext("Valid from")),
            "valid_until": DayField(
                label=gettext("Valid until"),
                required=False,
                help_text=gettext("The last day; empty means without end."),
            ),
            "mark": forms.ChoiceField(
                label=gettext("Checked"), choices=[(mark.value, gettext(mark.label)) for mark in Mark]
            ),
            "source": forms.CharField(
                label=gettext("Source"),
                max_length=2000,
                widget=forms.Textarea(attrs={"rows": 2}),
                help_text=gettext("The law, with its article, or our own policy."),
            ),
            "note": forms.CharField(
                label=gettext("Reason"),
                max_length=2000,
                required=False,
                widget=forms.Textarea(attrs={"rows": 2}),
                help_text=gettext("Why it is to be so: the second person reads this."),
            ),
        }

    @property
    def value_fields(self) -> list[forms.BoundField]:
        """What the rule says."""
        return [self[name] for name in self.value_names]

    @property
    def other_fields(self) -> list[forms.BoundField]:
        """From when on, where it comes from, and why."""
        return [self[name] for name in self.fields if name not in self.value_names]

    @property
    def asks(self) -> bool:
        """Whether the second person is to be asked at once."""
        return self.data.get("act") == ASK

    def clean(self) -> dict[str, object]:
        """Ask for the reason that the second person needs, and for days in their order."""
        said: dict[str, object] = super().clean() or {}
        if self.asks and not said.get("note"):
            self.add_error("note", gettext("Give a reason: the second person reads it."))
        first, last = said.get("valid_from"), said.get("valid_until")
        if isinstance(first, date) and isinstance(last, date) and last < first:
            self.add_error("valid_until", gettext("The last day can't be before the first."))
        return said

    def proposal(self, scope: RuleScope) -> NewVersion:
        """Return what the valid form proposes."""
        said = self.cleaned_data
        return NewVersion(
            kind=self._kind.code,
            scope=scope,
            value=raw_value(said, self._kind, self._currencies),
            source=said["source"],
            mark=Mark(said["mark"]),
            valid_from=said["valid_from"],
            valid_until=said["valid_until"],
            note=said["note"],
        )

    def add_problem(self, name: str, problem: Sentence) -> None:
        """Show at a field of the kind, or at the head of the form, what is wrong with the value."""
        self.add_error(field_name(self._kind, name, self._currencies), render(problem, current().reader))


class AskForm(forms.Form):
    """Why a draft is to come into force."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The second person reads this."),
    )
