"""Start the day: the figures, the worklist, a look at one customer."""

from django.http import HttpResponse
from django.views.decorators.http import require_GET

from recoup.collections import queries as collections
from recoup.ledger import queries as ledger
from recoup.parties import queries as parties
from recoup.reports.queries.portfolio import portfolio_totals
from recoup.reports.queries.today import today_page
from recoup.team import queries as team
from recoup.web.shared.gates import requires
from recoup.web.shared.pages import render_page
from recoup.web.shared.paging import Paging, page_number
from recoup.web.shared.requests import DeskRequest
from recoup.web.today import presenters

_LINES = 25
_ITEMS = 12
_REPORTING_CURRENCY = "EUR"


@require_GET
@requires("collections.read")
def index(request: DeskRequest) -> HttpResponse:
    """Show whom to contact today, one's own portfolio or everybody's."""
    mine = request.GET.get("mine") == "1"
    number = page_number(request)
    page = today_page(
        actor=request.actor,
        on=request.on,
        now=request.now,
        entity_ids=request.entity_ids,
        owner_id=request.actor.id if mine else None,
        page=number,
        size=collections.calls_a_day(entity_ids=request.entity_ids, on=request.on) if mine else _LINES,
    )
    context = {
        "page": page,
        "mine": mine,
        "due": presenters.due(page),
        "answers": collections.unread_answers(actor=request.actor),
        "lines": presenters.lines(page, request.reader),
        "more": max(page.total - len(page.lines), 0) if mine else 0,
        "paging": Paging(number, page.size, page.total),
    }
    return render_page(request, "today/index.html", context, fragment="worklist")


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
        "may_call": team.has_permission(
            actor=request.actor, permission="collections.work", entity_id=detail.customer.entity_id
        ),
    }
    return render_page(request, "today/glance.html", context)
