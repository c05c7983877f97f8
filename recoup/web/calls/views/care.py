"""Difficult customers: incidents, questions to the manager and the answers."""

from __future__ import annotations

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from recoup.collections import operations, queries
from recoup.kernel.errors import DomainError
from recoup.parties import queries as parties
from recoup.web.calls.forms.lists import AnswerForm, IncidentForm, QuestionForm
from recoup.web.calls.presenters.lists import escalation_rows
from recoup.web.shared.dialogs import close_dialog, show_dialog, tell_page
from recoup.web.shared.forms import add_refusal
from recoup.web.shared.gates import requires
from recoup.web.shared.pages import render_page
from recoup.web.shared.requests import DeskRequest

_WORK = ("collections.work", "collections.manage")


@require_GET
@requires("collections.read")
def index(request: DeskRequest) -> HttpResponse:
    """List the questions that wait, those answered, or the playbook."""
    parts = {
        queries.EscalationPart.WAITING: _("Waiting"),
        queries.EscalationPart.ANSWERED: _("Answered"),
        queries.EscalationPart.PLAYBOOK: _("Playbook"),
    }
    part = next((each for each in parts if each.value == request.GET.get("part")), next(iter(parts)))
    found = queries.escalations(actor=request.actor, part=part, entity_ids=request.entity_ids)
    context = {
        "part": part.value,
        "parts": [(each.value, label) for each, label in parts.items()],
        "rows": escalation_rows(found, request.actor),
    }
    return render_page(request, "calls/escalations.html", context, fragment="escalations")


@require_http_methods(["GET", "POST"])
@requires(*_WORK)
def ask(request: DeskRequest, customer_id: int) -> HttpResponse:
    """Ask the manager about a customer."""
    customer = parties.get_customer(customer_id=customer_id, actor=request.actor).customer
    form = QuestionForm(request.POST or None)
    if form.is_valid():
        try:
            operations.escalate(
                customer_id=customer_id, **form.cleaned_data, actor=request.actor, now=request.now
            )
        except DomainError as error:
            add_refusal(form, error)
        else:
            text = _("The manager is asked; the answer comes to your Today.")
            return close_dialog(request, text, changed="customer-changed", url=_page(customer_id))
    context = {
        "form": form,
        "title": _("Ask the manager"),
        "submit": _("Ask"),
        "action": request.path,
        "name": customer.name,
    }
    return show_dialog(request, "calls/dialog.html", context)


@require_http_methods(["GET", "POST"])
@requires(*_WORK)
def incident(request: DeskRequest, customer_id: int) -> HttpResponse:
    """Write down what went wrong with a customer."""
    customer = parties.get_customer(customer_id=customer_id, actor=request.actor).customer
    form = IncidentForm(request.POST or None)
    if form.is_valid():
        try:
            operations.record_incident(
                incident=form.incident(customer_id, request.now), actor=request.actor, now=request.now
            )
        except DomainError as error:
            add_refusal(form, error)
        else:
            text = _("The incident is recorded.")
            return close_dialog(request, text, changed="customer-changed", url=_page(customer_id))
    context = {
        "form": form,
        "title": _("Record an incident"),
        "submit": _("Record it"),
        "action": request.path,
        "name": customer.name,
    }
    return show_dialog(request, "calls/dialog.html", context)


@require_http_methods(["GET", "POST"])
@requires("collections.manage")
def answer(request: DeskRequest, escalation_id: int) -> HttpResponse:
    """Answer a question."""
    form = AnswerForm(request.POST or None)
    if form.is_valid():
        try:
            operations.answer_escalation(
                escalation_id=escalation_id, **form.cleaned_data, actor=request.actor, now=request.now
            )
        except DomainError as error:
            add_refusal(form, error)
        else:
            url = reverse("calls:escalations")
            return close_dialog(
                request, _("The answer is on its way."), changed="escalation-changed", url=url
            )
    context = {"form": form, "title": _("Answer"), "submit": _("Answer"), "action": request.path}
    return show_dialog(request, "calls/dialog.html", context)


@require_POST
@requires(*_WORK)
def read(request: DeskRequest, escalation_id: int) -> HttpResponse:
    """Note that an answer was read; it leaves Today."""
    operations.read_answer(escalation_id=escalation_id, actor=request.actor, now=request.now)
    return tell_page(request, _("The answer was read."), changed="today-changed", url=reverse("today:index"))


def _page(customer_id: int) -> str:
    return reverse("customers:page", args=[customer_id])
