"""The customer's own data: change it, say who looks after it, see how it changed."""

from collections.abc import Callable

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from recoup.kernel.errors import DomainError
from recoup.parties import operations as parties_operations
from recoup.parties import queries as parties
from recoup.parties.types import CustomerDetail, CustomerFields
from recoup.team import queries as team
from recoup.web.customers.forms.records import CustomerForm, OwnerForm
from recoup.web.customers.parts import show_part
from recoup.web.customers.presenters.changes import changes_of
from recoup.web.shared.dialogs import close_dialog, show_dialog
from recoup.web.shared.forms import add_refusal
from recoup.web.shared.gates import requires
from recoup.web.shared.requests import DeskRequest


@require_http_methods(["GET", "POST"])
@requires("parties.edit")
def change(request: DeskRequest, customer_id: int) -> HttpResponse:
    """Change the customer's own data."""
    detail = parties.get_customer(customer_id=customer_id, actor=request.actor)
    form = CustomerForm(request.POST or None, initial=_as_it_is(detail), find=_finder(request, detail))
    if form.is_valid():
        try:
            parties_operations.change_customer(
                customer_id=customer_id, fields=form.customer(), actor=request.actor, now=request.now
            )
        except DomainError as error:
            add_refusal(form, error)
        else:
            return _done(request, customer_id, _("The customer was changed."))
    return show_dialog(request, "customers/dialogs/change.html", {"form": form, "customer": detail.customer})


@require_http_methods(["GET", "POST"])
@requires("parties.assign")
def assign(request: DeskRequest, customer_id: int) -> HttpResponse:
    """Say who looks after the customer."""
    customer = parties.get_customer(customer_id=customer_id, actor=request.actor).customer
    people = {user.id: user.name for user in team.users(actor=request.actor) if user.is_active}
    form = OwnerForm(
        request.POST or None, people=people, initial={"owner": customer.portfolio_owner_id or ""}
    )
    if form.is_valid():
        try:
            parties_operations.assign_portfolio(
                customer_ids=[customer_id], user_id=form.owner_id(), actor=request.actor, now=request.now
            )
        except DomainError as error:
            add_refusal(form, error, "owner")
        else:
            return _done(request, customer_id, _("The customer is in other hands."))
    return show_dialog(request, "customers/dialogs/assign.html", {"form": form, "customer": customer})


@require_GET
@requires("parties.read")
def history(request: DeskRequest, customer_id: int) -> HttpResponse:
    """Show every change of what is kept about the customer, before and after."""
    customer = parties.get_customer(customer_id=customer_id, actor=request.actor).customer
    changes = parties.change_history(customer_id=customer_id, actor=request.actor)
    return show_part(request, customer, "history", {"changes": changes_of(changes, request.actor)})


def _as_it_is(detail: CustomerDetail) -> dict[str, object]:
    customer = detail.customer
    fields = CustomerFields.of(customer)
    names = CustomerForm.base_fields.keys() - {"parent_number"}
    return {name: getattr(fields, name) for name in names} | {
        "parent_number": detail.parent.number if detail.parent else ""
    }


def _finder(request: DeskRequest, detail: CustomerDetail) -> Callable[[str], int | None]:
    """Return how to find the id of a customer of the same entity by its number."""

    def find(number: str) -> int | None:
        entity_id = detail.customer.entity_id
        found = parties.customer_ids(entity_id=entity_id, numbers=[number], actor=request.actor)
        return found.get(number)

    return find


def _done(request: DeskRequest, customer_id: int, text: str) -> HttpResponse:
    url = reverse("customers:page", args=[customer_id])
    return close_dialog(request, text, changed="customer-changed", url=url)
