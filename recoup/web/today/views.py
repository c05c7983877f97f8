"""Start the day: the figures, the worklist, a look at one customer."""

from datetime import date, datetime
from typing import TypedDict

from django.http import HttpResponse
from django.views.decorators.http import require_GET

from recoup.collections import queries as collections
from recoup.correspondence import queries as correspondence
from recoup.correspondence.permissions import READ as READ_MAILS
from recoup.kernel.actor import Actor
from recoup.ledger import queries as ledger
from recoup.parties import queries as parties
from recoup.reports.queries.portfolio import portfolio_totals
from recoup.reports.queries.today import my_further, my_today, today_page
from recoup.team import queries as team
from recoup.web.shared.days import begins_at
from recoup.web.shared.gates import requires
from recoup.web.shared.pages import render_page
from recoup.web.shared.paging import Paging, page_number
from recoup.web.shared.requests import DeskRequest
from recoup.web.today import presenters


class Whose(TypedDict):
    """Who asks for a part of the day, and when."""

    actor: Actor
    on: date
    now: datetime
    entity_ids: frozenset[int]


_CALL = ("collections.work", "collections.manage")
_LINES = 25
_ITEMS = 12
_REPORTING_CURRENCY = "EUR"


@require_GET
@requires("collections.read")
def index(request: DeskRequest) -> HttpResponse:
    """Show whom to contact today, one's own portfolio or everybody's."""
    mine = request.GET.get("mine") == "1"
    number = page_number(request)
    if mine:
        page = my_today(day_began=begins_at(request.on, request.time_zone), **_whose(request))
    else:
        page = today_page(page=number, size=_LINES, **_whose(request))
    context = {
        "page": page,
        "mine": mine,
        "due": presenters.due(page, request.reader),
        "cheques": presenters.cheques(page, request.reader),
        "answers": collections.unread_answers(actor=request.actor),
        "reads_mails": team.has_permission(actor=request.actor, permission=READ_MAILS),
        "lines": presenters.lines(page, request.reader),
        "paging": Paging(number, _LINES, page.total),
    }
    return render_page(request, "today/index.html", context, fragment="worklist")


@require_GET
@requires(READ_MAILS)
def requests(request: DeskRequest) -> HttpResponse:
    """Say how many answers perhaps ask us to end contact and wait to be read, where there are any."""
    count = correspondence.count_to_be_read(actor=request.actor)
    return render_page(request, "today/requests.html", {"count": count})


@require_GET
@requires("collections.read")
def further(request: DeskRequest) -> HttpResponse:
    """Show those of one's own customers that today doesn't hold, a page at a time."""
    number = page_number(request)
    began = begins_at(request.on, request.time_zone)
    page = my_further(day_began=began, page=number, size=_LINES, **_whose(request))
    context = {
        "lines": presenters.lines(page, request.reader),
        "paging": Paging(number, _LINES, page.total),
    }
    return render_page(request, "today/further.html", context)


def _whose(request: DeskRequest) -> Whose:
    return {
        "actor": request.actor,
        "on": request.on,
        "now": request.now,
        "entity_ids": request.entity_ids,
    }


@require_GET
@requires("collections.read")
def figures(request: DeskRequest) -> HttpResponse:
    """Show the figures at the head of the page."""
    totals = portfolio_totals(
        actor=request.actor,
        as_of=request.on,
        entity_ids=tuple(sorted(request.entity_ids)),
        reporting_currency=_REPORTING_CURRENCY,
    )
    return render_page(request, "today/figures.html", {"totals": totals})


@require_GET
@requires("collections.read")
def glance(request: DeskRequest, customer_id: int) -> HttpResponse:
    """Show one customer at a glance: what is owed, why now, the oldest items."""
    detail = parties.get_customer(customer_id=customer_id, actor=request.actor)
    items = ledger.items_of_customer(customer_ids=[customer_id], actor=request.actor, on=request.on)
    standings = collections.standing_of(customer_id=customer_id, actor=request.actor)
    context = {
        "detail": detail,
        "balances": presenters.balances(
            customer_id=customer_id, on=request.on, actor=request.actor, reader=request.reader
        ),
        "reasons": presenters.reasons(standings),
        "items": presenters.glance_items(items[:_ITEMS], request.on),
        "more": len(items) - _ITEMS,
        "may_call": any(
            team.has_permission(actor=request.actor, permission=name, entity_id=detail.customer.entity_id)
            for name in _CALL
        ),
    }
    return render_page(request, "today/glance.html", context)
