"""The page of one customer: head, items, what is owed at any moment, timeline."""

from datetime import datetime

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_GET

from recoup.parties import queries as parties
from recoup.reports.queries import timeline as timelines
from recoup.reports.queries.customer_items import customer_items
from recoup.reports.types import TimelineCursor
from recoup.web.customers.forms.filters import ItemFilterForm, MomentForm
from recoup.web.customers.parts import show_part
from recoup.web.customers.presenters import items
from recoup.web.customers.presenters.balances import balances_of
from recoup.web.customers.presenters.head import head_of, may_of
from recoup.web.customers.presenters.timeline import events_of
from recoup.web.shared.gates import requires
from recoup.web.shared.pages import render_page
from recoup.web.shared.paging import Paging, page_number
from recoup.web.shared.requests import DeskRequest

_EVENTS_SHOWN = 12


@require_GET
@requires("parties.read")
def page(request: DeskRequest, customer_id: int) -> HttpResponse:
    """Show a customer with its items."""
    customer = parties.get_customer(customer_id=customer_id, actor=request.actor).customer
    if not may_of(request.actor, customer).read_items:
        return show_part(request, customer, "nothing", {})
    form = ItemFilterForm(request.GET)
    moment = _moment(request)
    found = customer_items(
        request=form.request(customer_id=customer_id, moment=moment, page=page_number(request)),
        actor=request.actor,
    )
    context = {
        "form": form,
        "rows": items.rows(found, moment.moment),
        "sums": found.sums,
        "paging": Paging(found.number, found.size, found.total),
        "sort": form.sort,
        "narrowing": items.narrowing(form, moment, request),
        "address": reverse("customers:page", args=[customer_id]),
    }
    return show_part(request, customer, "items", context)


@require_GET
@requires("parties.read")
def head(request: DeskRequest, customer_id: int) -> HttpResponse:
    """Show the head of the page anew after something was changed."""
    context = {"head": head_of(request, customer_id)}
    return render_page(request, "customers/head.html", context, fragment="head")


@require_GET
@requires("ledger.read")
def balance(request: DeskRequest, customer_id: int) -> HttpResponse:
    """Show what is owed at the moment that was chosen."""
    customer = parties.get_customer(customer_id=customer_id, actor=request.actor).customer
    moment = _moment(request)
    balances = balances_of(
        customer_id,
        as_of=moment.as_of_date,
        known_at=moment.known_at,
        moment=moment.moment,
        actor=request.actor,
        reader=request.reader,
    )
    context = {"customer": customer, "balances": balances, "moment_form": moment}
    return render_page(request, "customers/balance.html", context, fragment="balance")


@require_GET
@requires("parties.read")
def timeline(request: DeskRequest, customer_id: int) -> HttpResponse:
    """Show what happened to a customer, a stretch at a time."""
    found = timelines.timeline(
        customer_id=customer_id, actor=request.actor, before=_cursor(request), limit=_EVENTS_SHOWN
    )
    context = {
        "customer_id": customer_id,
        "events": events_of(found, request),
        "older": "~".join([found.older.at.isoformat(), str(found.older.rank), str(found.older.id)])
        if found.older
        else "",
    }
    return render_page(request, "customers/timeline.html", context, fragment="events")


def _moment(request: DeskRequest) -> MomentForm:
    return MomentForm(request.GET.dict(), on=request.on, time_zone=request.time_zone)


def _cursor(request: DeskRequest) -> TimelineCursor | None:
    """Return the place in the timeline that the address names.

    :raises Http404: it names none
    """
    text = request.GET.get("before", "")
    if not text:
        return None
    try:
        at, rank, number = text.split("~")
        return TimelineCursor(datetime.fromisoformat(at), int(rank), int(number))
    except ValueError as error:
        raise Http404 from error
