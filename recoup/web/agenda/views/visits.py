"""Visits: begin one at the door, report it, look at it, and the route sheet of a day."""

from __future__ import annotations

from datetime import timedelta

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from recoup.collections import operations, queries
from recoup.correspondence import operations as correspondence
from recoup.correspondence.routes import route_pdf
from recoup.kernel.errors import DomainError
from recoup.parties import queries as parties
from recoup.parties.types import CustomerRecord
from recoup.plumbing.storage import queries as storage
from recoup.team import queries as team
from recoup.web.agenda.forms.visits import BeginForm, ReportForm
from recoup.web.agenda.presenters_visits import planned_visit, route_sheet, visit_request
from recoup.web.shared.days import read_day
from recoup.web.shared.forms import add_refusal
from recoup.web.shared.gates import requires
from recoup.web.shared.pages import go_to, number_or_404, render_page
from recoup.web.shared.requests import DeskRequest

WORK = ("collections.work", "collections.manage")
_KEPT = timedelta(days=7)


@require_http_methods(["GET", "POST"])
@requires(*WORK)
def page(request: DeskRequest, customer_id: int) -> HttpResponse:
    """Begin a visit, or report the one that was begun."""
    customer = parties.get_customer(customer_id=customer_id, actor=request.actor).customer
    begun = queries.visit_begun(customer_id=customer_id, since=request.now - _KEPT, actor=request.actor)
    posted = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = ReportForm(*posted, colleagues=_colleagues(customer), actor_id=request.actor.id)
    if form.is_bound and begun is None:
        raise Http404
    if begun is not None and form.is_bound and form.is_valid():
        try:
            report = planned_visit(form.report(begun), request)
            saved = operations.save_visit(report=report, on=request.on, actor=request.actor, now=request.now)
        except DomainError as error:
            add_refusal(form, error)
        else:
            messages.success(request, _("The visit is reported."))
            return go_to(request, reverse("agenda:visit", args=[saved.visit_id]))
    context = {
        "customer": customer,
        "begun": begun,
        "form": form,
        "begin": _begin_form(request, customer),
    }
    return render_page(request, "agenda/visit.html", context, status=422 if form.errors else 200)


@require_POST
@requires(*WORK)
def begin(request: DeskRequest, customer_id: int) -> HttpResponse:
    """Ask the door whether the visit may be made now, and count it."""
    customer = parties.get_customer(customer_id=customer_id, actor=request.actor).customer
    form = _begin_form(request, customer)
    if form.is_valid():
        asked = visit_request(customer, form.cleaned_data["contact"], len(form.cleaned_data["visitors"]))
        (passed,) = correspondence.pass_door(requests=[asked], at=request.now, actor=request.actor).values()
        if passed.passage_id is not None:
            messages.success(request, _("The visit is counted from now; report it afterwards."))
            return go_to(request, reverse("agenda:visit_of", args=[customer_id]))
        context = {"customer": customer, "decision": passed.decision, "begin": form}
        return render_page(request, "agenda/visit.html", context, status=422)
    return render_page(request, "agenda/visit.html", {"customer": customer, "begin": form}, status=422)


@require_GET
@requires("collections.read")
def report(request: DeskRequest, visit_id: int) -> HttpResponse:
    """Show the report of a visit."""
    visit = queries.get_visit(visit_id=visit_id, actor=request.actor)
    customer = parties.get_customer(customer_id=visit.activity.customer_id, actor=request.actor).customer
    outcome = _(visit.activity.outcome.label)
    context = {"visit": visit, "customer": customer, "outcome": outcome}
    return render_page(request, "agenda/report.html", context)


@require_GET
@requires("collections.read")
def image(request: DeskRequest, visit_id: int, file_id: int) -> FileResponse:
    """Give a picture of a visit."""
    visit = queries.get_visit(visit_id=visit_id, actor=request.actor)
    if file_id not in (*visit.photo_ids, visit.signature_id):
        raise Http404
    file = storage.get_file(file_id=file_id)
    return FileResponse(
        storage.open_file(file_id=file_id),
        content_type=file.media_type,
        headers={"X-Content-Type-Options": "nosniff"},
    )


@require_GET
@requires("collections.read")
def route(request: DeskRequest) -> HttpResponse:
    """Give the route sheet of a day as PDF, in the reader's language."""
    day = read_day(request.GET.get("day", "")) or request.on
    whose = request.GET.get("whose", "")
    person_id = request.actor.id if whose in ("", "mine") else None
    if whose not in ("", "mine", "all"):
        person_id = number_or_404(whose)
    sheet = route_sheet(request, day=day, person_id=person_id)
    pdf = route_pdf(sheet, reader=request.reader, made_at=request.now)
    disposition = f'inline; filename="route-{day.isoformat()}.pdf"'
    return HttpResponse(pdf, content_type="application/pdf", headers={"Content-Disposition": disposition})


def _colleagues(customer: CustomerRecord) -> dict[int, str]:
    return dict(team.colleagues(permission="collections.work", entity_ids=[customer.entity_id]))


def _begin_form(request: DeskRequest, customer: CustomerRecord) -> BeginForm:
    contacts = [
        (each.id, each.name or each.email)
        for each in parties.contacts(customer_id=customer.id, actor=request.actor)
        if each.is_active
    ]
    data = request.POST if request.path == reverse("agenda:begin_visit", args=[customer.id]) else None
    return BeginForm(data, contacts=contacts, colleagues=_colleagues(customer), actor_id=request.actor.id)
