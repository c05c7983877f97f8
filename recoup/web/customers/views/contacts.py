"""Contacts and addresses of a customer."""

from dataclasses import asdict

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from recoup.kernel.errors import DomainError
from recoup.parties import operations as parties_operations
from recoup.parties import queries as parties
from recoup.parties.types import AddedRows, AddressPurpose
from recoup.web.customers.forms.details import AddressForm, ContactForm
from recoup.web.customers.parts import show_part
from recoup.web.customers.presenters import details
from recoup.web.shared.dialogs import close_dialog, show_dialog
from recoup.web.shared.forms import add_refusal, add_sentence
from recoup.web.shared.gates import requires
from recoup.web.shared.requests import DeskRequest

_CONTACT = "customers/dialogs/contact.html"
_ADDRESS = "customers/dialogs/address.html"


@require_GET
@requires("parties.read")
def index(request: DeskRequest, customer_id: int) -> HttpResponse:
    """Show the contacts and addresses."""
    customer = parties.get_customer(customer_id=customer_id, actor=request.actor).customer
    context = {
        "contacts": details.contacts(parties.contacts(customer_id=customer_id, actor=request.actor)),
        "addresses": details.addresses(parties.addresses(customer_id=customer_id, actor=request.actor)),
    }
    return show_part(request, customer, "contacts", context)


@require_http_methods(["GET", "POST"])
@requires("parties.edit_contacts")
def add_contact(request: DeskRequest, customer_id: int) -> HttpResponse:
    """Add a contact."""
    customer = parties.get_customer(customer_id=customer_id, actor=request.actor).customer
    form = ContactForm(request.POST or None)
    if form.is_valid():
        added = parties_operations.add_contacts(
            contacts=[form.contact(customer_id)], actor=request.actor, now=request.now
        )
        if not _refused(form, added):
            return _done(request, customer_id, _("The contact was added."))
    action = reverse("customers:add_contact", args=[customer_id])
    return show_dialog(request, _CONTACT, {"form": form, "customer": customer, "action": action})


@require_http_methods(["GET", "POST"])
@requires("parties.edit_contacts")
def change_contact(request: DeskRequest, customer_id: int, contact_id: int) -> HttpResponse:
    """Change a contact, or say that it is no longer there."""
    customer = parties.get_customer(customer_id=customer_id, actor=request.actor).customer
    contacts = parties.contacts(customer_id=customer_id, actor=request.actor)
    contact = next((contact for contact in contacts if contact.id == contact_id), None)
    if contact is None:
        raise Http404
    form = ContactForm(request.POST or None, initial=asdict(contact))
    if form.is_valid():
        try:
            parties_operations.change_contact(
                contact_id=contact_id,
                contact=form.contact(customer_id),
                is_active=form.cleaned_data["is_active"],
                actor=request.actor,
                now=request.now,
            )
        except DomainError as error:
            add_refusal(form, error)
        else:
            return _done(request, customer_id, _("The contact was changed."))
    action = reverse("customers:change_contact", args=[customer_id, contact_id])
    return show_dialog(request, _CONTACT, {"form": form, "customer": customer, "action": action})


@require_http_methods(["GET", "POST"])
@requires("parties.edit_contacts")
def add_address(request: DeskRequest, customer_id: int) -> HttpResponse:
    """Add an address."""
    customer = parties.get_customer(customer_id=customer_id, actor=request.actor).customer
    form = AddressForm(
        request.POST or None,
        initial={"country": customer.country, "purpose": AddressPurpose.BILLING},
        is_new=True,
    )
    if form.is_valid():
        added = parties_operations.add_addresses(
            addresses=[form.address(customer_id)], actor=request.actor, now=request.now
        )
        if not _refused(form, added):
            return _done(request, customer_id, _("The address was added."))
    action = reverse("customers:add_address", args=[customer_id])
    return show_dialog(request, _ADDRESS, {"form": form, "customer": customer, "action": action})


@require_http_methods(["GET", "POST"])
@requires("parties.edit_contacts")
def change_address(request: DeskRequest, customer_id: int, address_id: int) -> HttpResponse:
    """Change an address, or say that it is no longer used."""
    customer = parties.get_customer(customer_id=customer_id, actor=request.actor).customer
    addresses = parties.addresses(customer_id=customer_id, actor=request.actor)
    address = next((address for address in addresses if address.id == address_id), None)
    if address is None:
        raise Http404
    form = AddressForm(request.POST or None, initial=asdict(address))
    if form.is_valid():
        try:
            parties_operations.change_address(
                address_id=address_id,
                address=form.address(customer_id),
                is_active=form.cleaned_data["is_active"],
                actor=request.actor,
                now=request.now,
            )
        except DomainError as error:
            add_refusal(form, error)
        else:
            return _done(request, customer_id, _("The address was changed."))
    action = reverse("customers:change_address", args=[customer_id, address_id])
    return show_dialog(request, _ADDRESS, {"form": form, "customer": customer, "action": action})


def _refused(form: ContactForm | AddressForm, added: AddedRows) -> bool:
    """Return whether the one row was refused, and say why on the form."""
    for refusal in added.refused:
        add_sentence(form, refusal.sentence)
    return bool(added.refused)


def _done(request: DeskRequest, customer_id: int, text: str) -> HttpResponse:
    url = reverse("customers:contacts", args=[customer_id])
    return close_dialog(request, text, changed="customer-changed", url=url)
