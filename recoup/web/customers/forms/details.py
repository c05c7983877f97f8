"""What is entered about what belongs to a customer: contacts, addresses, accounts, payer names, holds."""

from __future__ import annotations

from collections.abc import Mapping

from django import forms
from django.conf import settings
from django.http import QueryDict
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from recoup.kernel.contact import ContactRole
from recoup.parties.types import (
    AddressPurpose,
    BankAccountChange,
    ContactPurpose,
    HoldReason,
    HoldScope,
    NewAddress,
    NewContact,
    NewHold,
)
from recoup.web.shared.choices import country_choices, currency_choices
from recoup.web.shared.days import DayField
from recoup.web.shared.forms import offer


class ContactForm(forms.Form):
    """A person or desk at the customer."""

    name = forms.CharField(label=pgettext_lazy("person", "Name"), max_length=300, required=False)
    purpose = forms.ChoiceField(label=_("Purpose"))
    role = forms.ChoiceField(
        label=_("Role in the debt"),
        required=False,
        help_text=_("Only who owes, answers or speaks for the debtor may be told of the debt."),
    )
    email = forms.CharField(
        label=_("E-mail address"), max_length=254, required=False, widget=forms.EmailInput()
    )
    phone = forms.CharField(
        label=_("Phone"), max_length=40, required=False, widget=forms.TextInput(attrs={"type": "tel"})
    )
    language = forms.ChoiceField(label=_("Language"), required=False)
    is_active = forms.BooleanField(label=_("Still there"), required=False)

    def __init__(self, data: QueryDict | None = None, *, initial: Mapping[str, object] | None = None) -> None:
        super().__init__(data, initial=dict(initial or {}))
        offer(self, "purpose", [(one.value, gettext(one.label)) for one in ContactPurpose])
        usual = ("", gettext("As usual for the purpose"))
        offer(self, "role", [usual, *((one.value, gettext(one.label)) for one in ContactRole)])
        offer(self, "language", [("", gettext("As the customer")), *settings.LANGUAGES])
        if initial is None:
            del self.fields["is_active"]

    def contact(self, customer_id: int) -> NewContact:
        """Return the contact that the valid form describes."""
        said = {name: value for name, value in self.cleaned_data.items() if name != "is_active"}
        said["purpose"] = ContactPurpose(said["purpose"])
        said["role"] = ContactRole(said["role"]) if said["role"] else None
        return NewContact(customer_id, **said)


class AddressForm(forms.Form):
    """Where the customer is."""

    purpose = forms.ChoiceField(label=_("Purpose"))
    lines = forms.CharField(
        label=_("Street or place"), required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    postal_code = forms.CharField(label=_("Postal code"), max_length=20, required=False)
    city = forms.CharField(label=_("City"), max_length=150, required=False)
    region = forms.CharField(label=_("Region"), max_length=150, required=False)
    country = forms.ChoiceField(label=_("Country"), choices=country_choices)
    is_active = forms.BooleanField(label=_("In use"), required=False)

    def __init__(
        self, data: QueryDict | None = None, *, initial: Mapping[str, object], is_new: bool = False
    ) -> None:
        super().__init__(data, initial=dict(initial))
        offer(self, "purpose", [(one.value, gettext(one.label)) for one in AddressPurpose])
        if is_new:
            del self.fields["is_active"]

    def address(self, customer_id: int) -> NewAddress:
        """Return the address that the valid form describes."""
        said = {name: value for name, value in self.cleaned_data.items() if name != "is_active"}
        said["purpose"] = AddressPurpose(said["purpose"])
        return NewAddress(customer_id, **said)


class AccountForm(forms.Form):
    """A change of a bank account, as a second person will see it."""

    account_number = forms.CharField(
        label=_("IBAN or account number"), max_length=40, widget=forms.TextInput(attrs={"class": "ltr"})
    )
    holder = forms.CharField(label=_("Account holder"), max_length=300, required=False)
    currency = forms.ChoiceField(label=_("Currency"), choices=currency_choices)
    bank_code = forms.CharField(
        label=_("BIC or bank code"),
        max_length=20,
        required=False,
        widget=forms.TextInput(attrs={"class": "ltr"}),
    )
    bank_name = forms.CharField(label=_("Bank"), max_length=300, required=False)
    retire = forms.BooleanField(
        label=_("Use this account no more"),
        required=False,
    )
    reason = forms.CharField(
        label=_("Reason"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("How do we know? For example: confirmed by phone with the owner."),
    )

    def change(self, customer_id: int) -> BankAccountChange:
        """Return the change that the valid form asks for."""
        said = {name: value for name, value in self.cleaned_data.items() if name != "reason"}
        return BankAccountChange(customer_id, **said)


class PayerForm(forms.Form):
    """Another name under which the customer's money arrives."""

    name = forms.CharField(
        label=_("Name on the bank statement"),
        max_length=300,
        help_text=_("Money that arrives under this name is taken for this customer's."),
    )


class HoldForm(forms.Form):
    """Why the customer is left alone, with what, and for how long."""

    reason = forms.ChoiceField(label=_("Reason"))
    scope = forms.ChoiceField(label=_("What stops"))
    from_date = DayField(label=_("From"))
    until_date = DayField(
        label=_("Until"), required=False, help_text=_("The last day; empty means until the hold is lifted.")
    )
    note = forms.CharField(
        label=_("Note"), max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, data: QueryDict | None = None, *, initial: Mapping[str, object]) -> None:
        super().__init__(data, initial=dict(initial))
        offer(self, "reason", [(one.value, gettext(one.label)) for one in HoldReason])
        offer(self, "scope", [(one.value, gettext(one.label)) for one in HoldScope])

    def hold(self, customer_id: int) -> NewHold:
        """Return the hold that the valid form describes."""
        said = self.cleaned_data
        return NewHold(
            customer_id=customer_id,
            reason=HoldReason(said["reason"]),
            scope=HoldScope(said["scope"]),
            from_date=said["from_date"],
            until_date=said["until_date"],
            note=said["note"],
        )


class WishForm(forms.Form):
    """Whether a customer wants to hear of its payments."""

    wanted = forms.ChoiceField(label=_("A confirmation when money is applied"), required=False)

    def __init__(self, data: QueryDict | None = None, *, wish: bool | None = None) -> None:
        super().__init__(data, initial={"wanted": "" if wish is None else str(int(wish))})
        choices = [("", gettext("As the rules say")), ("1", gettext("Wanted")), ("0", gettext("Not wanted"))]
        offer(self, "wanted", choices)

    def wish(self) -> bool | None:
        """Return what was chosen, None for what the rules say."""
        code = self.cleaned_data["wanted"]
        return None if not code else code == "1"
