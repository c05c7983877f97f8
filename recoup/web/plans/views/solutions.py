"""The ways out for a customer, side by side, each a step from being made."""

from __future__ import annotations

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from recoup.collections import permissions, queries
from recoup.collections.types import Solution, SolutionKind
from recoup.ledger import queries as ledger
from recoup.parties import queries as parties
from recoup.web.shared.gates import requires
from recoup.web.shared.navigation import address
from recoup.web.shared.pages import render_page
from recoup.web.shared.requests import DeskRequest

_NEAR, _LATER = 30, 90


@require_GET
@requires(permissions.WORK)
def page(request: DeskRequest, customer_id: int) -> HttpResponse:
    """Show what each way out brings and costs, in every currency in which the customer owes."""
    customer = parties.get_customer(customer_id=customer_id, actor=request.actor).customer
    open_items = ledger.items_of_customer(customer_ids=[customer_id], actor=request.actor, on=request.on)
    currencies = sorted({item.amount_open.currency for item in open_items if item.amount_open.is_positive()})
    parts = [
        (
            currency,
            [
                _row(request, one, customer_id)
                for one in queries.solutions(
                    customer_id=customer_id, currency=currency, on=request.on, actor=request.actor
                )
            ],
        )
        for currency in currencies
    ]
    context = {"customer": customer, "parts": [part for part in parts if part[1]]}
    return render_page(request, "plans/solutions.html", context)


def _propose_url(one: Solution, customer_id: int) -> str:
    if one.kind is SolutionKind.AS_USUAL:
        return ""
    return address("solutions:propose", customer_id, one.given_up.currency, one.kind.value, one.parts)


def _row(request: DeskRequest, one: Solution, customer_id: int) -> dict[str, object]:
    currency = f"?currency={one.given_up.currency}"
    links = {
        SolutionKind.PLAN: reverse("plans:new", args=[customer_id]) + currency,
        SolutionKind.DISCOUNT: address("offers:new", customer_id) + currency,
        SolutionKind.SETTLEMENT: address("offers:new", customer_id) + currency,
    }
    return {
        "one": one,
        "label": _(one.kind.label),
        "near": one.within(_NEAR, on=request.on),
        "later": one.within(_LATER, on=request.on),
        "url": links.get(one.kind, ""),
        "propose_url": _propose_url(one, customer_id),
    }
