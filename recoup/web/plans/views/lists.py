"""The list of plans, one plan, and the plans of a customer."""

from __future__ import annotations

from django.http import HttpResponse
from django.views.decorators.http import require_GET

from recoup.collections import permissions, queries
from recoup.collections.types import PlanFilter
from recoup.parties import queries as parties
from recoup.team import queries as team
from recoup.web.plans import presenters
from recoup.web.plans.forms import ListForm
from recoup.web.shared.gates import requires
from recoup.web.shared.pages import render_page
from recoup.web.shared.paging import Paging, page_number
from recoup.web.shared.requests import DeskRequest

_SHOWN = 50
_OF_CUSTOMER = 20


@require_GET
@requires(permissions.READ)
def index(request: DeskRequest) -> HttpResponse:
    """List the plans, the newest first: those not over, or what is asked for."""
    number, form = page_number(request), ListForm(request.GET)
    page = queries.plans_page(
        wanted=form.wanted(request.entity_ids), page=number, size=_SHOWN, actor=request.actor
    )
    ids = {plan.customer_id for plan in page.lines}
    context = {
        "form": form,
        "rows": presenters.rows(page.lines, parties.customers_by_id(customer_ids=ids, actor=request.actor)),
        "paging": Paging(number, _SHOWN, page.total),
        "may_work": team.has_permission(actor=request.actor, permission=permissions.WORK),
    }
    return render_page(request, "plans/index.html", context, fragment="plans")


@require_GET
@requires(permissions.READ)
def page(request: DeskRequest, plan_id: int) -> HttpResponse:
    """Show a plan with its installments, its items and what happened to it."""
    detail = queries.get_plan(plan_id=plan_id, actor=request.actor)
    line = detail.line
    customers = parties.customers_by_id(customer_ids=[line.customer_id], actor=request.actor)
    may_work = team.has_permission(actor=request.actor, permission=permissions.WORK, entity_id=line.entity_id)
    context = {
        "detail": detail,
        "row": presenters.row(line, customers),
        "items": presenters.items(detail),
        "may": presenters.possible(line, may_work=may_work),
    }
    return render_page(request, "plans/page.html", context, fragment="plan")


@require_GET
@requires(permissions.READ)
def of_customer(request: DeskRequest, customer_id: int) -> HttpResponse:
    """Show a customer's plans, as a part of the customer's page."""
    customers = parties.customers_by_id(customer_ids=[customer_id], actor=request.actor)
    wanted = PlanFilter(request.entity_ids, customer_id=customer_id)
    found = queries.plans_page(wanted=wanted, page=1, size=_OF_CUSTOMER, actor=request.actor)
    context = {
        "rows": presenters.rows(found.lines, customers),
        "customer_id": customer_id,
        "may_work": team.has_permission(actor=request.actor, permission=permissions.WORK),
    }
    return render_page(request, "plans/of_customer.html", context, fragment="part")
