"""Bring a file in, correct how it is understood, import it, see what became of it."""

from typing import BinaryIO

from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from recoup.connectors import jobs, operations, queries
from recoup.connectors.operations import Upload
from recoup.connectors.types import ImportOptions, RunRecord, RunStatus
from recoup.formats.tables.vocabulary.fields import TableKind
from recoup.team import queries as team
from recoup.web.imports import presenters
from recoup.web.imports.forms import ProfileForm, ReceiveForm
from recoup.web.imports.plan_form import PlanForm
from recoup.web.shared.gates import requires
from recoup.web.shared.pages import go_to, render_page
from recoup.web.shared.requests import DeskRequest

_READ, _RUN = "imports.read", "imports.run"


@require_GET
@requires(_READ)
def index(request: DeskRequest) -> HttpResponse:
    """Show where a file goes in, and what was imported before."""
    return _index(request, ReceiveForm(entities=team.entities(actor=request.actor, permission=_RUN)))


@require_POST
@requires(_RUN)
def receive(request: DeskRequest) -> HttpResponse:
    """Take a file and go to the page that says how it is understood."""
    entities = team.entities(actor=request.actor, permission=_RUN)
    form = ReceiveForm(request.POST, request.FILES, entities=entities)
    if not form.is_valid():
        return _index(request, form, status=422)
    file = form.cleaned_data["file"]
    upload = Upload(
        name=file.name,
        media_type=file.content_type or "application/octet-stream",
        content=file.file,
        kind=TableKind(form.cleaned_data["kind"]),
        options=ImportOptions(entity_id=form.cleaned_data["entity"]),
        language=request.reader.language,
    )
    received = operations.receive_file(upload=upload, actor=request.actor, now=request.now)
    return go_to(request, reverse("imports:run", args=[received.id]))


@require_GET
@requires(_READ)
def run(request: DeskRequest, run_id: int) -> HttpResponse:
    """Show one import: how its file is understood, how far it is, or what became of it."""
    return _run_page(request, queries.get_run(run_id=run_id, actor=request.actor))


@require_POST
@requires(_RUN)
def change_plan(request: DeskRequest, run_id: int) -> HttpResponse:
    """Correct how the file is understood, and show it anew."""
    found = queries.get_run(run_id=run_id, actor=request.actor)
    if found.plan is None or found.status is not RunStatus.PREVIEWED:
        return _run_page(request, found)
    form = PlanForm(request.POST, run=found, entities=team.entities(actor=request.actor, permission=_RUN))
    if form.is_valid():
        found = operations.change_plan(
            run_id=run_id,
            change=form.change(),
            options=form.options(),
            actor=request.actor,
            now=request.now,
        )
    return _run_page(request, found, is_changed=True)


@require_POST
@requires(_RUN)
def start(request: DeskRequest, run_id: int) -> HttpResponse:
    """Import the file: now if it is small, else by a worker."""
    return _run_page(request, jobs.start_import(run_id=run_id, actor=request.actor, now=request.now))


@require_GET
@requires(_READ)
def refused_file(request: DeskRequest, run_id: int) -> FileResponse:
    """Give the refused rows as a file to correct."""
    return _download(*queries.open_refused_file(run_id=run_id, actor=request.actor))


@require_GET
@requires(_READ)
def original_file(request: DeskRequest, run_id: int) -> FileResponse:
    """Give the file as it came."""
    return _download(*queries.open_original_file(run_id=run_id, actor=request.actor))


@require_POST
@requires(_RUN)
def save_profile(request: DeskRequest, run_id: int) -> HttpResponse:
    """Keep how the file is read, for the next one of its source."""
    form = ProfileForm(request.POST)
    if form.is_valid():
        saved = operations.save_profile(
            run_id=run_id, name=form.cleaned_data["name"], actor=request.actor, now=request.now
        )
        messages.success(
            request, _("Files like this one will be read as “%(name)s” says.") % {"name": saved.name}
        )
    return _run_page(request, queries.get_run(run_id=run_id, actor=request.actor))


@require_POST
@requires(_RUN)
def delete_profile(request: DeskRequest, profile_id: int) -> HttpResponse:
    """Forget a profile."""
    operations.delete_profile(profile_id=profile_id, actor=request.actor, now=request.now)
    messages.success(request, _("The profile was deleted. What was imported with it stays."))
    return go_to(request, reverse("imports:index"))


def _index(request: DeskRequest, form: ReceiveForm, *, status: int = 200) -> HttpResponse:
    runs = queries.runs(actor=request.actor, entity_ids=request.entity_ids)
    context = {
        "form": form,
        "runs": presenters.run_lines(runs, team.entities(actor=request.actor)),
        "profiles": presenters.profile_lines(queries.profiles(actor=request.actor)),
        "may_run": team.has_permission(actor=request.actor, permission=_RUN),
    }
    return render_page(request, "imports/index.html", context, status=status)


def _run_page(request: DeskRequest, found: RunRecord, *, is_changed: bool = False) -> HttpResponse:
    may_run = team.has_permission(actor=request.actor, permission=_RUN)
    context: dict[str, object] = {
        "run": presenters.run_line(found, {}),
        "outcome": found.outcome,
        "reason": found.reason,
        "progress": presenters.progress(found),
        "refused_file": found.refused_file_id,
        "may_run": may_run,
        "is_changed": is_changed,
        "profile_form": ProfileForm(),
    }
    if found.status is RunStatus.PREVIEWED and may_run:
        seen = operations.preview(
            run_id=found.id, actor=request.actor, now=request.now, rows_tried=jobs.AT_ONCE_MAX
        )
        entities = team.entities(actor=request.actor, permission=_RUN)
        context |= {
            "trial": presenters.trial(seen),
            "form": PlanForm(run=seen.run, entities=entities, preview=seen),
        }
    return render_page(request, "imports/run.html", context, fragment="run")


def _download(name: str, content: BinaryIO) -> FileResponse:
    return FileResponse(content, as_attachment=True, filename=name, content_type="application/octet-stream")
