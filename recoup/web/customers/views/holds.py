"""Times in which a customer or one of its items is left alone."""

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from recoup.kernel.errors import DomainError
from recoup.parties import operations as parties_operations
from recoup.parties import queries as parties
from recoup.reports.queries.item_holds import item_holds
from recoup.web.customers.forms.details import HoldForm
from recoup.web.customers.parts import show_part
from recoup.web.customers.presenters import details
from recoup.web.shared.dialogs import close_dialog, show_dialog, tell_page
from recoup.web.shared.forms import add_refusal
from recoup.web.shared.gates import requires
from recoup.web.shared.requests import DeskRequest


@require_GET
@requires("parties.read")
def index(request: DeskRequest, customer_id: int) -> HttpResponse:
    """Show the holds on the customer and on its items."""
    customer = parties.get_customer(customer_id=customer_id, actor=request.actor).customer
    held = parties.holds(customer_id=customer_id, actor=request.actor)
    context = {
        "holds": details.holds(held, request.on),
        "item_holds": details.item_holds(
            item_holds(customer_id=customer_id, actor=request.actor), request.on
        ),
    }
    return show_part(request, customer, "holds", context)


@require_http_methods(["GET", "POST"])
@requires("parties.hold")
def place(request: DeskRequest, customer_id: int) -> HttpResponse:
    """Leave the customer alone for a time."""
    customer = parties.get_customer(customer_id=customer_id, actor=request.actor).customer
    form = HoldForm(request.POST or None, initial={"from_date": request.on})
    if form.is_valid():
        try:
            parties_operations.place_customer_hold(
                hold=form.hold(customer_id), actor=request.actor, now=request.now
            )
        except DomainError as error:
            add_refusal(form, error)
        else:
            text = _("The customer is on hold.")
            return close_dialog(request, text, changed="customer-changed", url=_holds(customer_id))
    return show_dialog(request, "customers/dialogs/hold.html", {"form": form, "customer": customer})


@require_POST
@requires("parties.hold")
def lift(request: DeskRequest, customer_id: int, hold_id: int) -> HttpResponse:
    """End a hold on the customer now."""
    parties_operations.lift_customer_hold(hold_id=hold_id, actor=request.actor, now=request.now)
    text = _("The hold was lifted.")
    return tell_page(request, text, changed="customer-changed", url=_holds(customer_id))


def _holds(customer_id: int) -> str:
    return reverse("customers:holds", args=[customer_id])
