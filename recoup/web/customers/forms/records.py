"""What is entered about a customer itself."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from django import forms
from django.conf import settings
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from recoup.kernel.contact import PartyKind
from recoup.parties.types import CustomerFields, CustomerStatus
from recoup.web.shared.choices import country_choices, currency_choices, time_zone_choices
from recoup.web.shared.forms import offer


class CustomerForm(forms.Form):
    """All that can be changed of a customer; the group parent is named by its number."""

    name_legal = forms.CharField(
        label=_("Legal name"), max_length=300, help_text=_("As registered, in its own script.")
    )
    name_trading = forms.CharField(label=_("Trading name"), max_length=300, required=False)
    name_latin = forms.CharField(label=_("Name in Latin letters"), max_length=300, required=False)
    tax_id = forms.CharField(label=_("Tax number"), max_length=40, required=False)
    terms_code = forms.CharField(
        label=_("Payment terms"),
        max_length=100,
        required=False,
        help_text=_("NET30, EOM30, or parts like 30%NET0+70%NET60."),
        widget=forms.TextInput(attrs={"class": "ltr"}),
    )
    country = forms.ChoiceField(label=_("Country"), choices=country_choices)
    language = forms.ChoiceField(
        label=_("Language"), choices=settings.LANGUAGES, help_text=_("In which we write to the customer.")
    )
    currency = forms.ChoiceField(label=_("Currency"), choices=currency_choices)
    time_zone = forms.ChoiceField(label=_("Time zone"), choices=time_zone_choices)
    parent_number = forms.CharField(
        label=_("Group parent"),
        max_length=64,
        required=False,
        help_text=_("The number of the customer above this one; empty for none."),
    )
    status = forms.ChoiceField(label=_("Status"))
    party_kind = forms.ChoiceField(
        label=_("Kind of customer"), help_text=_("The law protects persons more than companies.")
    )

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        initial: Mapping[str, object],
        find: Callable[[str], int | None],
    ) -> None:
        super().__init__(data, initial=dict(initial))
        self._find = find
        offer(self, "status", [(status.value, gettext(status.label)) for status in CustomerStatus])
        offer(self, "party_kind", [(kind.value, gettext(kind.label)) for kind in PartyKind])

    def clean_parent_number(self) -> int | None:
        """Return the id of the customer that bears the number.

        :raises ValidationError: there is none
        """
        number = self.cleaned_data["parent_number"].strip()
        found = self._find(number) if number else None
        if number and found is None:
            raise forms.ValidationError(gettext("There is no customer with this number in the entity."))
        return found

    def customer(self) -> CustomerFields:
        """Return what the valid form says."""
        said = dict(self.cleaned_data)
        parent_id, status = said.pop("parent_number"), CustomerStatus(said.pop("status"))
        party_kind = PartyKind(said.pop("party_kind"))
        return CustomerFields(parent_id=parent_id, status=status, party_kind=party_kind, **said)


class OwnerForm(forms.Form):
    """Who looks after the customer."""

    owner = forms.ChoiceField(label=_("Looked after by"), required=False)

    def __init__(
        self, data: QueryDict | None = None, *, people: Mapping[int, str], initial: Mapping[str, object]
    ) -> None:
        super().__init__(data, initial=dict(initial))
        choices = [(str(key), name) for key, name in people.items()]
        offer(self, "owner", [("", gettext("Nobody")), *choices])

    def owner_id(self) -> int | None:
        """Return the id of the colleague, None for nobody."""
        return int(self.cleaned_data["owner"]) if self.cleaned_data["owner"] else None
