"""The week, and moving what stands in it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from recoup.collections import operations, queries
from recoup.kernel.errors import DomainError
from recoup.plumbing.localization import week_start
from recoup.reports.queries.agenda import agenda
from recoup.team import queries as team
from recoup.web.agenda import presenters
from recoup.web.agenda.forms.week import MoveForm, WeekForm
from recoup.web.shared.dialogs import close_dialog, show_dialog
from recoup.web.shared.forms import add_refusal
from recoup.web.shared.gates import requires
from recoup.web.shared.pages import render_page
from recoup.web.shared.requests import DeskRequest

WORK = ("collections.work", "collections.manage")
Move = Callable[[date, int | None, str], object]


@require_GET
@requires("collections.read")
def index(request: DeskRequest) -> HttpResponse:
    """Show a week of what is planned: one's own, everybody's, or a colleague's."""
    colleagues = team.colleagues(permission="collections.work", entity_ids=request.entity_ids)
    form = WeekForm(request.GET, colleagues=colleagues, actor_id=request.actor.id)
    found = agenda(
        actor=request.actor,
        entity_ids=request.entity_ids,
        first=week_start(form.chosen_day(request), request.reader),
        person_id=form.person(request),
        on=request.on,
    )
    week = presenters.week(found, request, team.rights_of(request.actor))
    return render_page(request, "agenda/index.html", {"form": form, "week": week}, fragment="week")


@require_http_methods(["GET", "POST"])
@requires(*WORK)
def move_follow_up(request: DeskRequest, follow_up_id: int) -> HttpResponse:
    """Move a next action to another day or person."""
    row = queries.get_follow_up(follow_up_id=follow_up_id, actor=request.actor)

    def move(day: date, person_id: int | None, reason: str) -> object:
        return operations.move_follow_up(
            follow_up_id=follow_up_id,
            due_date=day,
            person_id=person_id,
            reason=reason,
            on=request.on,
            actor=request.actor,
            now=request.now,
        )

    return _moved(request, move, day=row.due_date, person_id=row.person_id, entity_id=row.entity_id)


@require_http_methods(["GET", "POST"])
@requires(*WORK)
def move_task(request: DeskRequest, task_id: int) -> HttpResponse:
    """Move the work of a step to another day or person."""
    row = queries.get_task(task_id=task_id, actor=request.actor)

    def move(day: date, person_id: int | None, reason: str) -> object:
        return operations.move_task(
            task_id=task_id,
            due_date=day,
            owner_id=person_id,
            reason=reason,
            on=request.on,
            actor=request.actor,
            now=request.now,
        )

    return _moved(request, move, day=row.due_date, person_id=row.owner_id, entity_id=row.entity_id)


def _moved(
    request: DeskRequest, move: Move, *, day: date, person_id: int | None, entity_id: int
) -> HttpResponse:
    colleagues = team.colleagues(permission="collections.work", entity_ids=[entity_id])
    form = MoveForm(
        request.POST or None, colleagues=colleagues, day=max(day, request.on), person_id=person_id
    )
    if form.is_valid():
        values = form.cleaned_data
        try:
            move(values["day"], values["person"], values["reason"])
        except DomainError as error:
            add_refusal(form, error)
        else:
            return close_dialog(
                request, _("The work is moved."), changed="agenda-changed", url=reverse("agenda:index")
            )
    context = {"form": form, "title": _("Move the work"), "submit": _("Move"), "action": request.path}
    return show_dialog(request, "agenda/dialog.html", context)
