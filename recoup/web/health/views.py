"""Tell people and machines how the program is."""

from django.http import HttpResponse, JsonResponse
from django.views.decorators.http import require_GET

from recoup.plumbing.db import health
from recoup.plumbing.jobs import queries as jobs
from recoup.web.health import presenters
from recoup.web.shared.gates import public, requires
from recoup.web.shared.pages import render_page
from recoup.web.shared.requests import DeskRequest
from recoup.workflows import queries as workflows


@require_GET
@requires("audit.read")
def index(request: DeskRequest) -> HttpResponse:
    """Show the state of the database, the queue of jobs and the disk."""
    state, counts = health.database_state(), jobs.counts()
    lines = presenters.lines(state, counts, workflows.last_finished_dates(actor=request.actor), on=request.on)
    return render_page(request, "health/index.html", {"lines": lines}, fragment="state")


@require_GET
@public
def live(request: DeskRequest) -> HttpResponse:
    """Say in JSON whether the database answers: 200 when it does, 503 when not. Tells nothing else to strangers."""
    is_up = health.answers()
    return JsonResponse({"database": "up" if is_up else "down"}, status=200 if is_up else 503)
