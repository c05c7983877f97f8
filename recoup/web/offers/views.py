"""The list of offers with what they cost and brought, one offer, and a new one."""

from __future__ import annotations

from datetime import timedelta

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from recoup.collections import operations, permissions, queries
from recoup.collections.types import OfferFilter, OfferPreview
from recoup.kernel.errors import DomainError
from recoup.ledger import queries as ledger
from recoup.ledger.types import ItemKind, ItemLine
from recoup.parties import queries as parties
from recoup.team import queries as team
from recoup.web.offers import presenters
from recoup.web.offers.forms import EndForm, ListForm, OfferForm
from recoup.web.shared.dialogs import close_dialog, show_dialog
from recoup.web.shared.forms import add_refusal
from recoup.web.shared.gates import requires
from recoup.web.shared.pages import go_to, render_page
from recoup.web.shared.paging import Paging, page_number
from recoup.web.shared.requests import DeskRequest

CHANGED = "offer-changed"
_SHOWN, _OF_CUSTOMER = 50, 20
_EFFECT_OF = timedelta(days=365)
_GOOD_FOR = timedelta(days=14)


@require_GET
@requires(permissions.READ)
def index(request: DeskRequest) -> HttpResponse:
    """List the offers, the newest first, with what those of a year cost and brought."""
    number, form = page_number(request), ListForm(request.GET)
    page = queries.offers_page(
        wanted=form.wanted(request.entity_ids), page=number, size=_SHOWN, actor=request.actor
    )
    ids = {offer.customer_id for offer in page.lines}
    customers = parties.customers_by_id(customer_ids=ids, actor=request.actor)
    context = {
        "form": form,
        "rows": presenters.rows(page.lines, customers),
        "effects": queries.offers_effect(
            entity_ids=request.entity_ids, since=request.on - _EFFECT_OF, on=request.on, actor=request.actor
        ),
        "paging": Paging(number, _SHOWN, page.total),
    }
    return render_page(request, "offers/index.html", context, fragment="offers")


@require_GET
@requires(permissions.READ)
def page(request: DeskRequest, offer_id: int) -> HttpResponse:
    """Show an offer with its items and what happened to it."""
    detail = queries.get_offer(offer_id=offer_id, actor=request.actor)
    line = detail.line
    customers = parties.customers_by_id(customer_ids=[line.customer_id], actor=request.actor)
    may_work = team.has_permission(actor=request.actor, permission=permissions.WORK, entity_id=line.entity_id)
    context = {
        "detail": detail,
        "row": presenters.row(line, customers),
        "may_end": may_work and presenters.may_end(line),
    }
    return render_page(request, "offers/page.html", context, fragment="offer")


@require_GET
@requires(permissions.READ)
def of_customer(request: DeskRequest, customer_id: int) -> HttpResponse:
    """Show a customer's offers, as a part of the customer's page."""
    wanted = OfferFilter(request.entity_ids, customer_id=customer_id)
    found = queries.offers_page(wanted=wanted, page=1, size=_OF_CUSTOMER, actor=request.actor)
    context = {
        "rows": presenters.rows(found.lines, {}),
        "customer_id": customer_id,
        "may_work": team.has_permission(actor=request.actor, permission=permissions.WORK),
    }
    return render_page(request, "offers/of_customer.html", context, fragment="part")


@require_http_methods(["GET", "POST"])
@requires(permissions.WORK)
def new(request: DeskRequest, customer_id: int) -> HttpResponse:
    """Make an offer, and go to it."""
    customer = parties.get_customer(customer_id=customer_id, actor=request.actor).customer
    form = _form(request, customer_id)
    if form.is_bound and form.is_valid():
        try:
            made = operations.make_offer(
                new=form.wish(customer_id),
                reason=form.cleaned_data["reason"],
                on=request.on,
                actor=request.actor,
                now=request.now,
            )
        except DomainError as error:
            add_refusal(form, error)
        else:
            return go_to(request, reverse("offers:page", args=[made.id]))
    context = {"form": form, "customer": customer, "seen": None}
    return render_page(request, "offers/new.html", context, status=422 if form.errors else 200)


@require_POST
@requires(permissions.WORK)
def preview(request: DeskRequest, customer_id: int) -> HttpResponse:
    """Show the price of what is entered so far; nothing is kept."""
    customer = parties.get_customer(customer_id=customer_id, actor=request.actor).customer
    form = _form(request, customer_id)
    seen: OfferPreview | None = None
    if form.is_valid():
        try:
            seen = queries.preview_offer(new=form.wish(customer_id), on=request.on, actor=request.actor)
        except DomainError as error:
            add_refusal(form, error)
    context = {"form": form, "customer": customer, "seen": seen}
    return render_page(request, "offers/new.html", context, fragment="price")


@require_http_methods(["GET", "POST"])
@requires(permissions.WORK)
def end(request: DeskRequest, offer_id: int) -> HttpResponse:
    """Close an offer: declined, or withdrawn."""
    form = EndForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            operations.end_offer(
                offer_id=offer_id,
                by_customer=form.is_declined,
                reason=form.cleaned_data["reason"],
                on=request.on,
                actor=request.actor,
                now=request.now,
            )
        except DomainError as error:
            add_refusal(form, error)
        else:
            url = reverse("offers:page", args=[offer_id])
            return close_dialog(request, _("The offer is closed."), changed=CHANGED, url=url)
    return show_dialog(request, "offers/end.html", {"form": form, "action": request.path})


def _form(request: DeskRequest, customer_id: int) -> OfferForm:
    data = request.POST if request.method == "POST" else None
    lines = _open_items(request, customer_id)
    approved = {name: said for name in ("kind", "percent") if (said := request.GET.get(name, ""))}
    return OfferForm(
        data, lines=lines, reader=request.reader, until=request.on + _GOOD_FOR, approved=approved
    )


def _open_items(request: DeskRequest, customer_id: int) -> list[ItemLine]:
    """Return what the customer owes in the currency in which it owes most items."""
    found = ledger.items_of_customer(customer_ids=[customer_id], actor=request.actor, on=request.on)
    owed = [line for line in found if line.amount_open.is_positive() and line.kind is not ItemKind.CHEQUE]
    currencies = [line.amount_open.currency for line in owed]
    asked = request.POST.get("currency", "") or request.GET.get("currency", "")
    wanted = asked if asked in currencies else max(currencies, key=currencies.count, default="")
    return [line for line in owed if line.amount_open.currency == wanted]
