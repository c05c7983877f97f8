"""What is entered about people, their roles and our companies."""

from collections.abc import Iterable

from django import forms
from django.conf import settings
from django.http import QueryDict
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from recoup.team.types import EntityRecord, NewEntity, Role
from recoup.web.shared.choices import country_choices, currency_choices, time_zone_choices
from recoup.web.shared.forms import offer


class PersonForm(forms.Form):
    """A new person."""

    name = forms.CharField(label=pgettext_lazy("person", "Name"), max_length=150)
    email = forms.EmailField(label=_("E-mail address"), help_text=_("With this address the person signs in."))
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)
    time_zone = forms.ChoiceField(label=_("Time zone"), choices=time_zone_choices)
    password = forms.CharField(
        label=_("First password"),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=_(
            "At least 10 characters. Hand it over in person; it can be changed after the first sign-in."
        ),
    )


class PasswordForm(forms.Form):
    """A new password for somebody else."""

    password = forms.CharField(
        label=_("New password"),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=_("At least 10 characters. All sessions of this person end."),
    )


class GrantForm(forms.Form):
    """A role for a person: in one entity or in all, up to an amount or without limit."""

    role = forms.ChoiceField(label=_("Role"))
    entity = forms.TypedChoiceField(label=_("Entity"), required=False, coerce=int, empty_value=None)
    amount_limit = forms.DecimalField(
        label=_("Up to the amount"),
        required=False,
        min_value=0,
        max_digits=20,
        help_text=_("In the entity's currency; empty means without limit."),
    )

    def __init__(self, data: QueryDict | None = None, *, entities: Iterable[EntityRecord]) -> None:
        super().__init__(data)
        offer(self, "role", [(role.value, gettext(role.label)) for role in Role])
        companies = [(str(entity.id), f"{entity.code} · {entity.name}") for entity in entities]
        offer(self, "entity", [("", gettext("All entities")), *companies])

    def clean_role(self) -> Role:
        """Return the role itself."""
        return Role(self.cleaned_data["role"])


class EntityForm(forms.Form):
    """A new company of ours."""

    code = forms.CharField(label=_("Code"), max_length=20, help_text=_("Short and lasting, like VN01."))
    name = forms.CharField(label=_("Name"), max_length=300, help_text=_("As registered, in its own script."))
    name_latin = forms.CharField(label=_("Name in Latin letters"), max_length=300, required=False)
    country = forms.ChoiceField(label=_("Country"), choices=country_choices)
    currency = forms.ChoiceField(label=_("Currency of its books"), choices=currency_choices)
    time_zone = forms.ChoiceField(label=_("Time zone"), choices=time_zone_choices)
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)

    def entity(self) -> NewEntity:
        """Return what the valid form says."""
        return NewEntity(**self.cleaned_data)
