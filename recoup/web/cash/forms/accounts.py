"""What is asked of an account of ours."""

from __future__ import annotations

from collections.abc import Sequence

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from recoup.cash.types import BankAccountRecord
from recoup.team.types import EntityRecord
from recoup.web.shared.choices import currency_choices
from recoup.web.shared.forms import offer

_LEFT_TO_RIGHT = {"class": "ltr", "autocomplete": "off", "spellcheck": "false"}


class _Described(forms.Form):
    """What may change of an account."""

    name = forms.CharField(label=_("What we call it"), max_length=200, required=False)
    bank_name = forms.CharField(label=_("Bank"), max_length=200, required=False)
    bic = forms.CharField(
        label=_("BIC"), max_length=11, required=False, widget=forms.TextInput(attrs=_LEFT_TO_RIGHT)
    )
    virtual_prefix = forms.CharField(
        label=_("Virtual accounts begin with"),
        max_length=40,
        required=False,
        help_text=_("Where each customer pays to an account number of its own under this one."),
        widget=forms.TextInput(attrs=_LEFT_TO_RIGHT),
    )


class AccountForm(_Described):
    """An account that is not known yet."""

    entity_id = forms.TypedChoiceField(label=_("Company"), coerce=int)
    number = forms.CharField(
        label=_("IBAN or account number"), max_length=100, widget=forms.TextInput(attrs=_LEFT_TO_RIGHT)
    )
    currency = forms.ChoiceField(label=_("Currency"))
    field_order = ("entity_id", "number", "currency")

    def __init__(self, data: QueryDict | None, *, entities: Sequence[EntityRecord]) -> None:
        super().__init__(data)
        offer(self, "entity_id", [(str(each.id), f"{each.code} · {each.name}") for each in entities])
        offer(self, "currency", currency_choices())
        if entities:
            self.fields["currency"].initial = entities[0].currency


class ChangeAccountForm(_Described):
    """An account that is known: its number, currency and company stay."""

    is_active = forms.BooleanField(label=_("In use"), required=False)

    def __init__(self, data: QueryDict | None, *, account: BankAccountRecord) -> None:
        super().__init__(data, initial={name: getattr(account, name) for name in self.base_fields})
