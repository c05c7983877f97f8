"""Contacts made past a block: control report 10."""

from django.http import HttpResponse
from django.views.decorators.http import require_GET

from recoup.correspondence import queries as correspondence
from recoup.parties import queries as parties
from recoup.web.overrides.presenters import rows
from recoup.web.shared.gates import requires
from recoup.web.shared.pages import render_page
from recoup.web.shared.requests import DeskRequest


@require_GET
@requires("audit.read")
def index(request: DeskRequest) -> HttpResponse:
    """Show who passed which block of the guard, when, and for what reason."""
    found = correspondence.overrides(actor=request.actor)
    customers = parties.customers_by_id(
        customer_ids={override.customer_id for override in found}, actor=request.actor
    )
    return render_page(request, "overrides/index.html", {"rows": rows(found, customers)}, fragment="list")
