"""The register of cheques: which there are, and new ones taken in."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from recoup.cash import operations, permissions, queries
from recoup.cash.types import NewCover
from recoup.kernel.errors import DomainError
from recoup.ledger import queries as ledger
from recoup.ledger.types import ItemKind, ItemLine
from recoup.parties import queries as parties
from recoup.parties.types import CustomerRecord
from recoup.team import queries as team
from recoup.web.cheques import presenters
from recoup.web.cheques.forms.acts import oldest_first
from recoup.web.cheques.forms.register import ChequeForm, FilterForm
from recoup.web.shared.forms import add_refusal, add_sentence
from recoup.web.shared.gates import requires
from recoup.web.shared.pages import go_to, render_page
from recoup.web.shared.paging import Paging, page_number
from recoup.web.shared.requests import DeskRequest

_SHOWN = 50
_FOUND = 12
_ID_DIGITS_MAX = 18


@require_GET
@requires(permissions.READ)
def index(request: DeskRequest) -> HttpResponse:
    """List the cheques by the date on them: those not finished, or what is asked for."""
    chosen, number = request.GET.get("customer", ""), page_number(request)
    is_number = chosen.isascii() and chosen.isdigit() and len(chosen) < _ID_DIGITS_MAX
    form = FilterForm(request.GET, banks=queries.bank_names(actor=request.actor), on=request.on)
    page = queries.cheques_page(
        wanted=form.wanted(entity_ids=request.entity_ids, customer_id=int(chosen) if is_number else None),
        page=number,
        size=_SHOWN,
        actor=request.actor,
    )
    ids = {cheque.customer_id for cheque in page.cheques}
    context = {
        "form": form,
        "customer_id": chosen if is_number else "",
        "rows": presenters.rows(
            page.cheques, parties.customers_by_id(customer_ids=ids, actor=request.actor), on=request.on
        ),
        "sums": presenters.sums(queries.cheque_sums(entity_ids=request.entity_ids, actor=request.actor)),
        "paging": Paging(number, _SHOWN, page.count),
        "may_register": team.has_permission(actor=request.actor, permission=permissions.APPLY),
    }
    return render_page(request, "cheques/index.html", context, fragment="cheques")


@require_GET
@requires(permissions.APPLY)
def choose(request: DeskRequest) -> HttpResponse:
    """Find the customer who gave the cheque."""
    text = request.GET.get("text", "").strip()[:100]
    customers = parties.find_customers(text=text, actor=request.actor, limit=_FOUND)
    context = {"text": text, "customers": customers}
    return render_page(request, "cheques/choose.html", context, fragment="found")


@require_http_methods(["GET", "POST"])
@requires(permissions.APPLY)
def new(request: DeskRequest, customer_id: int) -> HttpResponse:
    """Take a customer's cheque in, and go to it or to the next one."""
    customer = parties.get_customer(customer_id=customer_id, actor=request.actor).customer
    entity = team.get_entity(entity_id=customer.entity_id, actor=request.actor)
    posted = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    currency = customer.currency or entity.currency
    form = ChequeForm(*posted, customer=customer, currency=currency, on=request.on)
    if form.is_bound and form.is_valid():
        cheque_id = _register(request, form, customer)
        if cheque_id is not None:
            messages.success(request, _("The cheque is taken in."))
            is_one_of_many = "more" in request.POST
            name, number = ("new", customer_id) if is_one_of_many else ("page", cheque_id)
            return go_to(request, reverse(f"cheques:{name}", args=[number]))
    context = {"form": form, "customer": customer, "items": open_items(request, customer_id)}
    return render_page(request, "cheques/new.html", context, status=422 if form.errors else 200)


def open_items(request: DeskRequest, customer_id: int, currency: str = "") -> list[ItemLine]:
    """Return the items of a customer that a cheque (in `currency`) may cover, the oldest due first."""
    items = ledger.items_of_customer(customer_ids=[customer_id], actor=request.actor, on=request.on)
    return [
        item
        for item in items
        if item.amount_open.amount > 0
        and currency in ("", item.amount_open.currency)
        and item.kind is not ItemKind.CHEQUE
    ]


def _register(request: DeskRequest, form: ChequeForm, customer: CustomerRecord) -> int | None:
    """Take the cheque in and return its id; None when the form says why not."""
    covers: tuple[NewCover, ...] = ()
    if form.cleaned_data["covers_oldest"]:
        items = open_items(request, customer.id, form.cleaned_data["currency"].upper())
        covers = oldest_first(items, form.cleaned_data["amount"])
    try:
        done = operations.register_cheques(
            cheques=[form.cheque(covers)],
            images=form.images(),
            on=request.on,
            actor=request.actor,
            now=request.now,
        )
    except DomainError as error:
        add_refusal(form, error)
        return None
    for refusal in done.refused:
        add_sentence(form, refusal.sentence)
    return done.cheque_ids[0] if done.cheque_ids else None
