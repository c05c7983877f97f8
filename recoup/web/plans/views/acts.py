"""What is done with a plan: agreed, revoked, printed, and its signed copy filed."""

from __future__ import annotations

from urllib.parse import quote

from django import forms
from django.http import FileResponse, Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from recoup.collections import operations, permissions, queries
from recoup.collections.types import PlanState
from recoup.kernel.errors import DomainError
from recoup.plumbing.storage import queries as storage
from recoup.web.plans.forms import ProposeForm, ReasonForm, SignedForm
from recoup.web.shared.dialogs import close_dialog, show_dialog
from recoup.web.shared.forms import add_refusal
from recoup.web.shared.gates import requires
from recoup.web.shared.requests import DeskRequest
from recoup.workflows.agreement_letters import agreement_pdf_of

CHANGED = "plan-changed"


@require_http_methods(["GET", "POST"])
@requires(permissions.WORK)
def propose(request: DeskRequest, plan_id: int) -> HttpResponse:
    """Agree on the plan, or ask a second person."""
    form = ProposeForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            found = operations.propose_plan(
                plan_id=plan_id,
                reason=form.cleaned_data["reason"],
                on=request.on,
                actor=request.actor,
                now=request.now,
            )
        except DomainError as error:
            add_refusal(form, error)
        else:
            waits = found.state is PlanState.ASKED
            return _done(request, plan_id, _("A second person decides.") if waits else _("The plan runs."))
    help_text = _("Its items are not chased while the plan runs.")
    return _dialog(request, form, title=_("Agree on the plan"), help_text=help_text, tone="go")


@require_http_methods(["GET", "POST"])
@requires(permissions.WORK)
def revoke(request: DeskRequest, plan_id: int) -> HttpResponse:
    """Say why, and revoke the plan."""
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            operations.revoke_plan(
                plan_id=plan_id,
                reason=form.cleaned_data["reason"],
                on=request.on,
                actor=request.actor,
                now=request.now,
            )
        except DomainError as error:
            add_refusal(form, error)
        else:
            return _done(request, plan_id, _("The plan is revoked."))
    help_text = _("Its items are chased again, where they stood.")
    return _dialog(request, form, title=_("Revoke the plan"), help_text=help_text, tone="bad")


@require_http_methods(["GET", "POST"])
@requires(permissions.WORK)
def keep_signed(request: DeskRequest, plan_id: int) -> HttpResponse:
    """File the signed agreement."""
    posted = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = SignedForm(*posted)
    if form.is_bound and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            operations.keep_signed_copy(
                plan_id=plan_id,
                name=file.name,
                media_type=file.content_type or "application/octet-stream",
                content=file.read(),
                on=request.on,
                actor=request.actor,
                now=request.now,
            )
        except DomainError as error:
            add_refusal(form, error)
        else:
            return _done(request, plan_id, _("The signed agreement is filed."))
    context = {
        "form": form,
        "title": _("File the signed agreement"),
        "action": request.path,
        "is_file": True,
    }
    return show_dialog(request, "plans/act.html", context)


@require_GET
@requires(permissions.READ)
def agreement(request: DeskRequest, plan_id: int) -> HttpResponse:
    """Give the agreement as a PDF, in the customer's language."""
    pdf = agreement_pdf_of(plan_id=plan_id, actor=request.actor, now=request.now)
    disposition = f'inline; filename="plan-{plan_id}.pdf"'
    return HttpResponse(pdf, content_type="application/pdf", headers={"Content-Disposition": disposition})


@require_GET
@requires(permissions.READ)
def signed(request: DeskRequest, plan_id: int) -> FileResponse:
    """Give the signed agreement."""
    detail = queries.get_plan(plan_id=plan_id, actor=request.actor)
    if detail.signed_copy_id is None:
        raise Http404
    file = storage.get_file(file_id=detail.signed_copy_id)
    headers = {"Content-Disposition": f"attachment; filename*=UTF-8''{quote(file.name)}"}
    content = storage.open_file(file_id=detail.signed_copy_id)
    return FileResponse(content, content_type="application/octet-stream", headers=headers)


def _dialog(request: DeskRequest, form: forms.Form, *, title: str, help_text: str, tone: str) -> HttpResponse:
    context = {"form": form, "title": title, "help": help_text, "tone": tone, "action": request.path}
    return show_dialog(request, "plans/act.html", context)


def _done(request: DeskRequest, plan_id: int, text: str) -> HttpResponse:
    return close_dialog(request, text, changed=CHANGED, url=reverse("plans:page", args=[plan_id]))
