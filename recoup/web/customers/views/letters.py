"""Messages to a customer: the list, the words, the PDF."""

from urllib.parse import quote

from django.http import FileResponse, Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from recoup.correspondence import queries as correspondence
from recoup.correspondence.types import MessageDetail
from recoup.parties import operations as parties_operations
from recoup.parties import queries as parties
from recoup.plumbing.storage import queries as storage
from recoup.team import queries as team
from recoup.web.customers.forms.details import WishForm
from recoup.web.customers.parts import show_part
from recoup.web.customers.presenters import details
from recoup.web.shared.dialogs import tell_page
from recoup.web.shared.gates import requires
from recoup.web.shared.pages import render_page
from recoup.web.shared.requests import DeskRequest

_EDITING = ("parties.edit", "parties.edit_contacts")


@require_GET
@requires("correspondence.read")
def index(request: DeskRequest, customer_id: int) -> HttpResponse:
    """Show the messages to a customer."""
    customer = parties.get_customer(customer_id=customer_id, actor=request.actor).customer
    messages = correspondence.messages(actor=request.actor, customer_ids=[customer_id])
    context: dict[str, object] = {"letters": details.letters(messages)}
    rights = team.rights_of(request.actor)
    if any(rights.has(permission, customer.entity_id) for permission in _EDITING):
        wish = parties.confirmation_wish(customer_id=customer_id, actor=request.actor)
        context["wish_form"] = WishForm(wish=wish)
    return show_part(request, customer, "letters", context)


@require_POST
@requires(*_EDITING)
def wish_confirmations(request: DeskRequest, customer_id: int) -> HttpResponse:
    """Keep whether the customer wants its payments confirmed."""
    form = WishForm(request.POST)
    if not form.is_valid():
        raise Http404
    parties_operations.wish_confirmations(
        customer_id=customer_id, wanted=form.wish(), actor=request.actor, now=request.now
    )
    url = reverse("customers:letters", args=[customer_id])
    return tell_page(request, _("The wish is kept."), changed="customer-changed", url=url)


@require_GET
@requires("correspondence.read")
def letter(request: DeskRequest, customer_id: int, message_id: int) -> HttpResponse:
    """Show the words of a message."""
    detail = _message(request, customer_id, message_id)
    context = {"letter": details.letter(detail.line), "body": detail.body, "customer_id": customer_id}
    return render_page(request, "customers/dialogs/letter.html", context, fragment="dialog")


@require_GET
@requires("correspondence.read")
def pdf(request: DeskRequest, customer_id: int, message_id: int) -> HttpResponseBase:
    """Give the PDF of a message."""
    detail = _message(request, customer_id, message_id)
    if detail.line.pdf_id is None:
        raise Http404
    file = storage.get_file(detail.line.pdf_id)
    response = FileResponse(storage.open_file(file.id), content_type=file.media_type)
    response["Content-Disposition"] = f"inline; filename*=UTF-8''{quote(file.name)}"
    return response


def _message(request: DeskRequest, customer_id: int, message_id: int) -> MessageDetail:
    """Return the message, if it is one to this customer.

    :raises Http404: it is another's
    """
    detail = correspondence.get_message(message_id=message_id, actor=request.actor)
    if detail.line.customer_id != customer_id:
        raise Http404(_("Not found"))
    return detail
