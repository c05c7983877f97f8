"""Bring a customer's ledger or a schedule of contracts in and say how it is to be read."""

from __future__ import annotations

from typing import BinaryIO, cast

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from recoup.kernel.errors import DomainError
from recoup.parties import queries as parties
from recoup.reconciliation import operations, permissions, queries
from recoup.reconciliation.operations import LedgerUpload, ScheduleUpload
from recoup.reconciliation.types import Coverage, Kind, ReconciliationRecord
from recoup.team import queries as team
from recoup.web.reconciliation.forms import NewForm, ReadingForm, ScheduleForm
from recoup.web.reconciliation.presenters import results as presenters
from recoup.web.reconciliation.views.about import about_of, compare_sources
from recoup.web.shared.forms import add_refusal
from recoup.web.shared.gates import requires
from recoup.web.shared.pages import go_to, render_page
from recoup.web.shared.requests import DeskRequest

ENDINGS = ".csv,.txt,.xlsx,.xls"
_FOUND = 12
_ID_DIGITS_MAX = 18


@require_GET
@requires(permissions.READ)
def index(request: DeskRequest) -> HttpResponse:
    """List the reconciliations, the newest first, of one customer if the address names one."""
    chosen = request.GET.get("customer", "")
    is_number = chosen.isascii() and chosen.isdigit() and len(chosen) < _ID_DIGITS_MAX
    found = queries.reconciliations(
        actor=request.actor,
        entity_ids=request.entity_ids,
        customer_id=int(chosen) if is_number else None,
    )
    context = {
        "rows": _rows(request, found),
        "may_work": team.has_permission(actor=request.actor, permission=permissions.WORK),
    }
    return render_page(request, "reconciliation/index.html", context)


@require_GET
@requires(permissions.READ)
def of_customer(request: DeskRequest, customer_id: int) -> HttpResponse:
    """Show the reconciliations of a customer's account, and of schedules with a contract of the customer."""
    customer = parties.get_customer(customer_id=customer_id, actor=request.actor).customer
    found = queries.reconciliations(actor=request.actor, customer_id=customer.id)
    context = {
        "rows": _rows(request, found),
        "customer": customer,
        "may_work": team.has_permission(
            actor=request.actor, permission=permissions.WORK, entity_id=customer.entity_id
        ),
    }
    return render_page(request, "reconciliation/of_customer.html", context, fragment="rows")


def _rows(request: DeskRequest, found: list[ReconciliationRecord]) -> list[presenters.Row]:
    customer_ids = [one.customer_id for one in found if one.customer_id is not None]
    customers = parties.customers_by_id(customer_ids=customer_ids, actor=request.actor)
    entities = {entity.id: entity.name for entity in team.entities(actor=request.actor)}
    return presenters.rows(found, customers, entities)


@require_GET
@requires(permissions.WORK)
def choose(request: DeskRequest) -> HttpResponse:
    """Find the customer whose account is to be compared."""
    text = request.GET.get("text", "").strip()[:100]
    customers = parties.find_customers(text=text, actor=request.actor, limit=_FOUND)
    context = {"text": text, "customers": customers}
    return render_page(request, "reconciliation/choose.html", context, fragment="found")


@require_http_methods(["GET", "POST"])
@requires(permissions.WORK)
def new(request: DeskRequest, customer_id: int) -> HttpResponse:
    """Take the customer's file in and go to what was understood of it."""
    customer = parties.get_customer(customer_id=customer_id, actor=request.actor).customer
    entity = team.get_entity(entity_id=customer.entity_id, actor=request.actor)
    posted = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = NewForm(*posted, on=request.on, currency=customer.currency or entity.currency)
    if form.is_bound and form.is_valid():
        try:
            found = operations.receive_ledger(
                upload=_upload(form, customer_id), actor=request.actor, now=request.now
            )
        except DomainError as error:
            add_refusal(form, error)
        else:
            return go_to(request, reverse("reconciliation:page", args=[found.id]))
    context = {"form": form, "customer": customer, "endings": ENDINGS}
    return render_page(request, "reconciliation/new.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@requires(permissions.WORK)
def new_schedule(request: DeskRequest) -> HttpResponse:
    """Take a schedule of contracts in and go to what was understood of it."""
    allowed = team.entities(actor=request.actor, permission=permissions.WORK)
    entities = [entity for entity in allowed if entity.id in request.entity_ids] or allowed
    posted = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = ScheduleForm(*posted, on=request.on, entities=entities)
    if form.is_bound and form.is_valid():
        try:
            found = operations.receive_schedule(upload=_schedule(form), actor=request.actor, now=request.now)
        except DomainError as error:
            add_refusal(form, error)
        else:
            return go_to(request, reverse("reconciliation:page", args=[found.id]))
    context = {"form": form, "endings": ENDINGS}
    return render_page(
        request, "reconciliation/new_schedule.html", context, status=422 if form.errors else 200
    )


@require_GET
@requires(permissions.READ)
def reading(request: DeskRequest, reconciliation_id: int) -> HttpResponse:
    """Show which column is which, what sign the amounts carry and the first rows as understood."""
    return _reading_page(request, reconciliation_id, None)


@require_POST
@requires(permissions.WORK)
def change(request: DeskRequest, reconciliation_id: int) -> HttpResponse:
    """Correct how the file is read, and compare the books if that is asked for."""
    found = queries.get_reconciliation(reconciliation_id=reconciliation_id, actor=request.actor)
    seen = queries.reading(reconciliation_id=reconciliation_id, actor=request.actor)
    form = ReadingForm(request.POST, found=found, reading=seen)
    if not form.is_valid():
        return _reading_page(request, reconciliation_id, form)
    operations.change_reading(
        reconciliation_id=reconciliation_id, change=form.change(), actor=request.actor, now=request.now
    )
    if "compare" not in request.POST:
        return go_to(request, reverse("reconciliation:reading", args=[reconciliation_id]))
    try:
        compare_sources(request, found)
    except DomainError as error:
        add_refusal(form, error)
        return _reading_page(request, reconciliation_id, form)
    return go_to(request, reverse("reconciliation:page", args=[reconciliation_id]))


def _schedule(form: ScheduleForm) -> ScheduleUpload:
    given = form.cleaned_data
    return ScheduleUpload(
        name=given["file"].name or "",
        media_type=given["file"].content_type or "application/octet-stream",
        content=cast(BinaryIO, given["file"].file),
        entity_id=given["entity"],
        coverage=Coverage(given["coverage"]),
        as_of=given["as_of"],
        currency=given["currency"],
    )


def _upload(form: NewForm, customer_id: int) -> LedgerUpload:
    given = form.cleaned_data
    return LedgerUpload(
        name=given["file"].name or "",
        media_type=given["file"].content_type or "application/octet-stream",
        content=cast(BinaryIO, given["file"].file),
        customer_id=customer_id,
        coverage=Coverage(given["coverage"]),
        as_of=given["as_of"],
        from_date=given["from_date"],
        currency=given["currency"],
    )


def _reading_page(request: DeskRequest, reconciliation_id: int, form: ReadingForm | None) -> HttpResponse:
    found = queries.get_reconciliation(reconciliation_id=reconciliation_id, actor=request.actor)
    seen = queries.reading(reconciliation_id=reconciliation_id, actor=request.actor)
    may_work = team.has_permission(
        actor=request.actor, permission=permissions.WORK, entity_id=found.entity_id
    )
    context = {
        "found": found,
        "title": presenters.title(found, about_of(request, found), request.reader),
        "reading": seen,
        "is_account": found.kind is Kind.ACCOUNT,
        "missing": presenters.missing(found, seen),
        "form": form or ReadingForm(found=found, reading=seen),
        "may_change": may_work and not found.is_signed,
    }
    status = 422 if form is not None and form.errors else 200
    return render_page(request, "reconciliation/reading.html", context, status=status)
