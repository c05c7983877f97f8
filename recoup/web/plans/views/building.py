"""The builder of a plan: what is entered, and the schedule that follows at once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from recoup.collections import operations, permissions, queries
from recoup.collections.types import NewPlan, PlanPreview
from recoup.engines.plans import INSTALLMENTS_MAX, MonthCalendar, Rhythm
from recoup.kernel.errors import DomainError
from recoup.ledger import queries as ledger
from recoup.ledger.types import ItemKind, ItemLine
from recoup.parties import queries as parties
from recoup.parties.types import CustomerRecord
from recoup.web.plans.forms import PlanForm, first_values, values_of
from recoup.web.shared.forms import add_refusal
from recoup.web.shared.gates import requires
from recoup.web.shared.pages import go_to, render_page
from recoup.web.shared.requests import DeskRequest

_FOUND = 12
_FIRST_AFTER = timedelta(days=14)
_ID_DIGITS_MAX = 18


@require_GET
@requires(permissions.WORK)
def choose(request: DeskRequest) -> HttpResponse:
    """Find the customer for whom a plan is to be made."""
    text = request.GET.get("text", "").strip()[:100]
    customers = parties.find_customers(text=text, actor=request.actor, limit=_FOUND)
    return render_page(request, "plans/choose.html", {"text": text, "customers": customers}, fragment="found")


@require_http_methods(["GET", "POST"])
@requires(permissions.WORK)
def new(request: DeskRequest, customer_id: int) -> HttpResponse:
    """Build a plan, and go to its draft."""
    customer = parties.get_customer(customer_id=customer_id, actor=request.actor).customer
    form = _form(request, customer)
    seen: PlanPreview | None = None
    if form.is_bound and form.is_valid():
        try:
            made = operations.draft_plan(
                new=form.wish(customer_id=customer_id, months=_months(request), replaces_id=_old(request)),
                on=request.on,
                actor=request.actor,
                now=request.now,
            )
        except DomainError as error:
            add_refusal(form, error)
        else:
            return go_to(request, reverse("plans:page", args=[made.id]))
    elif not form.is_bound:
        seen = _first_look(request, customer, form)
    context = {"form": form, "customer": customer, "seen": seen, "replaces": _old(request)}
    return render_page(request, "plans/new.html", context, status=422 if form.errors else 200)


@require_POST
@requires(permissions.WORK)
def preview(request: DeskRequest, customer_id: int) -> HttpResponse:
    """Show the schedule of what is entered so far; nothing is kept."""
    customer = parties.get_customer(customer_id=customer_id, actor=request.actor).customer
    form = _form(request, customer)
    seen: PlanPreview | None = None
    if form.is_valid():
        seen = _look(request, customer, form)
    context = {"form": form, "customer": customer, "seen": seen, "replaces": None}
    return render_page(request, "plans/new.html", context, fragment="schedule")


def _form(request: DeskRequest, customer: CustomerRecord) -> PlanForm:
    data = request.POST if request.method == "POST" else None
    lines = _open_items(request, customer)
    old = _old(request)
    if old is not None:
        initial = values_of(queries.draft_of(plan_id=old, actor=request.actor))
    else:
        terms = queries.plan_terms(
            entity_id=customer.entity_id,
            customer_id=customer.id,
            currency=lines[0].amount_open.currency if lines else customer.currency or "EUR",
            on=request.on,
        )
        first_date = request.on + _FIRST_AFTER
        initial = first_values(lines, on=request.on, first_date=first_date, rate=terms.suggested_rate)
        initial |= _approved(request, lines)
    return PlanForm(data, lines=lines, reader=request.reader, initial=initial)


def _first_look(request: DeskRequest, customer: CustomerRecord, form: PlanForm) -> PlanPreview | None:
    """Return the schedule with which the builder begins."""
    chosen = [int(text) for text in form.initial["items"]]
    if not chosen:
        return None
    wish = NewPlan(
        customer_id=customer.id,
        currency=form.currency,
        item_ids=tuple(one for one in chosen if str(one) not in form.initial.get("waived", [])),
        first_date=form.initial["first_date"],
        rhythm=Rhythm(form.initial["rhythm"]),
        count=form.initial.get("count"),
        affordable=form.initial.get("affordable"),
        first_payment=form.initial.get("first_payment"),
        annual_rate=form.initial["annual_rate"],
        months=_months(request),
        waived_ids=tuple(int(text) for text in form.initial.get("waived", [])),
    )
    try:
        return queries.preview_plan(new=wish, on=request.on, actor=request.actor)
    except DomainError:
        return None


def _look(request: DeskRequest, customer: CustomerRecord, form: PlanForm) -> PlanPreview | None:
    """Return the schedule of what is entered; what refuses it is shown on the form."""
    try:
        wish = form.wish(customer_id=customer.id, months=_months(request))
        return queries.preview_plan(new=wish, on=request.on, actor=request.actor)
    except DomainError as error:
        add_refusal(form, error)
        return None


def _open_items(request: DeskRequest, customer: CustomerRecord) -> list[ItemLine]:
    """Return what the customer owes in the currency in which it owes most items."""
    found = ledger.items_of_customer(customer_ids=[customer.id], actor=request.actor, on=request.on)
    owed = [line for line in found if line.amount_open.is_positive() and line.kind is not ItemKind.CHEQUE]
    currencies = [line.amount_open.currency for line in owed]
    asked = request.GET.get("currency", "") or request.POST.get("currency", "")
    wanted = asked if asked in currencies else max(currencies, key=currencies.count, default="")
    return [line for line in owed if line.amount_open.currency == wanted]


def _approved(request: DeskRequest, lines: Sequence[ItemLine]) -> dict[str, object]:
    """Return the figures of an approved way out: all that is owed, in so many installments; nothing without one."""
    count = request.GET.get("count", "")
    if not (count.isascii() and count.isdigit() and 0 < int(count[:4]) <= INSTALLMENTS_MAX):
        return {}
    return {"items": [str(line.id) for line in lines if not line.held_reason], "count": int(count[:4])}


def _months(request: DeskRequest) -> MonthCalendar:
    """Return whose months the person means: those of the calendar in which the desk shows dates."""
    is_solar = request.reader.calendar == "solar_hijri"
    return MonthCalendar.SOLAR_HIJRI if is_solar else MonthCalendar.GREGORIAN


def _old(request: DeskRequest) -> int | None:
    """Return the draft that is being changed, if one is."""
    text = request.GET.get("replaces", "") or request.POST.get("replaces", "")
    is_number = text.isascii() and text.isdigit() and len(text) < _ID_DIGITS_MAX
    return int(text) if is_number else None
