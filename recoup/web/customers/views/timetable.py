"""The collection plan of a customer: a part of the page that another slice fills."""

from __future__ import annotations

from django.http import HttpResponse
from django.views.decorators.http import require_GET

from recoup.parties import queries as parties
from recoup.web.customers.parts import show_part
from recoup.web.shared.gates import requires
from recoup.web.shared.requests import DeskRequest


@require_GET
@requires("collections.read")
def index(request: DeskRequest, customer_id: int) -> HttpResponse:
    """Show what will be done when, how and by whom, if nothing is paid."""
    customer = parties.get_customer(customer_id=customer_id, actor=request.actor).customer
    return show_part(request, customer, "timetable", {})
