"""The proposals of a day."""

from __future__ import annotations

from django.http import HttpResponse
from django.views.decorators.http import require_GET

from recoup.collections import permissions
from recoup.collections import queries as collections
from recoup.parties import queries as parties
from recoup.team import queries as team
from recoup.web.proposals import presenters
from recoup.web.proposals.forms import FilterForm
from recoup.web.shared.gates import requires
from recoup.web.shared.pages import render_page
from recoup.web.shared.paging import Paging, page_number
from recoup.web.shared.requests import DeskRequest

_SHOWN = 50


@require_GET
@requires(permissions.READ)
def index(request: DeskRequest) -> HttpResponse:
    """List the proposals of the last run, or of the day that is asked for."""
    form, segments = filters(request)
    on = form.day_chosen or collections.latest_proposal_date(
        actor=request.actor, on=request.on, entity_ids=request.entity_ids
    )
    number = page_number(request)
    page = collections.proposals(
        business_date=on or request.on,
        actor=request.actor,
        entity_ids=request.entity_ids,
        criteria=form.criteria,
        page=number,
        size=_SHOWN,
    )
    ids = {record.customer_id for record in page.proposals}
    customers = parties.customers_by_id(customer_ids=ids, actor=request.actor)
    context = {
        "form": form,
        "on": on,
        "rows": presenters.rows(page.proposals, customers, segments),
        "counts": presenters.counts(page),
        "paging": Paging(number, _SHOWN, page.total),
        "may_release": team.has_permission(actor=request.actor, permission=permissions.RELEASE),
        "address": request.get_full_path(),
        "query": request.GET.urlencode(),
    }
    return render_page(request, "proposals/index.html", context, fragment="proposals")


def filters(request: DeskRequest) -> tuple[FilterForm, dict[str, str]]:
    """Return what was asked for, and the segments of the entities at hand by code, with their names."""
    segments = collections.segment_names(entity_ids=request.entity_ids, on=request.on)
    return FilterForm(request.GET, segments=segments), segments
