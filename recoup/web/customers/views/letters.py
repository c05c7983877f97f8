"""Messages to a customer: the list, the words, the PDF."""

from urllib.parse import quote

from django.http import FileResponse, Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from recoup.correspondence import queries as correspondence
from recoup.correspondence.types import MessageDetail
from recoup.parties import queries as parties
from recoup.plumbing.storage import queries as storage
from recoup.web.customers.parts import show_part
from recoup.web.customers.presenters import details
from recoup.web.shared.gates import requires
from recoup.web.shared.pages import render_page
from recoup.web.shared.requests import DeskRequest


@require_GET
@requires("correspondence.read")
def index(request: DeskRequest, customer_id: int) -> HttpResponse:
    """Show the messages to a customer."""
    customer = parties.get_customer(customer_id=customer_id, actor=request.actor).customer
    messages = correspondence.messages(actor=request.actor, customer_ids=[customer_id])
    return show_part(request, customer, "letters", {"letters": details.letters(messages)})


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
