"""Money whose payer nobody knows yet, and how old it is."""

from __future__ import annotations

from django.http import HttpResponse
from django.views.decorators.http import require_GET

from recoup.cash import permissions, queries
from recoup.cash.types import WorkFilter
from recoup.web.cash.bench_state import BenchState
from recoup.web.cash.presenters import suspense as presenters
from recoup.web.shared.gates import requires
from recoup.web.shared.pages import render_page
from recoup.web.shared.paging import Paging, page_number
from recoup.web.shared.requests import DeskRequest

_LINES = 50


@require_GET
@requires(permissions.READ)
def index(request: DeskRequest) -> HttpResponse:
    """Show the money in suspense by its age, and each receipt of it, the oldest first."""
    number = page_number(request)
    page = queries.work_page(
        wanted=WorkFilter(entity_ids=request.entity_ids, in_suspense=True),
        page=number,
        size=_LINES,
        on=request.on,
        now=request.now,
        actor=request.actor,
    )
    ages = queries.suspense_ages(entity_ids=request.entity_ids, on=request.on, actor=request.actor)
    context = {
        "ages": presenters.ages(ages),
        "lines": [(line, BenchState(suspense=True, receipt=line.receipt_id).query) for line in page.lines],
        "paging": Paging(number, _LINES, page.count),
    }
    return render_page(request, "cash/suspense.html", context, fragment="suspense")
