"""The proposed ways out with their effect on cash, one of them, and proposing one."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from recoup.collections import operations, permissions, queries
from recoup.collections.types import NewSolutionProposal, SolutionKind
from recoup.kernel.errors import DomainError
from recoup.parties import queries as parties
from recoup.team import queries as team
from recoup.web.shared.dialogs import close_dialog, show_dialog
from recoup.web.shared.forms import add_refusal
from recoup.web.shared.gates import requires
from recoup.web.shared.pages import render_page
from recoup.web.shared.requests import DeskRequest
from recoup.web.solutions import presenters
from recoup.web.solutions.forms import ProposeForm


@require_GET
@requires(permissions.READ)
def index(request: DeskRequest) -> HttpResponse:
    """List the ways out that were proposed, the newest first, with the cash that was to be expected."""
    found = queries.solution_proposals(actor=request.actor, now=request.now, entity_ids=request.entity_ids)
    ids = {one.customer_id for one in found}
    customers = parties.customers_by_id(customer_ids=ids, actor=request.actor)
    rows = presenters.rows(found, customers, team.rights_of(request.actor))
    return render_page(request, "solutions/index.html", {"rows": rows}, fragment="solutions")


@require_GET
@requires(permissions.READ)
def page(request: DeskRequest, solution_id: int) -> HttpResponse:
    """Show one proposed way out as it was proposed, and what became of it."""
    one = queries.get_solution_proposal(solution_id=solution_id, actor=request.actor, now=request.now)
    customers = parties.customers_by_id(customer_ids=[one.customer_id], actor=request.actor)
    (row,) = presenters.rows([one], customers, team.rights_of(request.actor))
    return render_page(request, "solutions/page.html", {"row": row})


@require_http_methods(["GET", "POST"])
@requires(permissions.WORK)
def propose(request: DeskRequest, customer_id: int, currency: str, kind: str, parts: int) -> HttpResponse:
    """Put a way out to the manager."""
    customer = parties.get_customer(customer_id=customer_id, actor=request.actor).customer
    if kind not in SolutionKind.__members__:
        raise Http404
    form = ProposeForm(request.POST or None)
    if form.is_valid():
        new = NewSolutionProposal(
            customer_id, currency, SolutionKind(kind), parts, form.cleaned_data["reason"]
        )
        try:
            made = operations.propose_solution(new=new, on=request.on, actor=request.actor, now=request.now)
        except DomainError as error:
            add_refusal(form, error)
        else:
            url = reverse("solutions:page", args=[made])
            return close_dialog(request, _("The way out is proposed."), changed="solutions-changed", url=url)
    context = {
        "form": form,
        "customer": customer,
        "label": _(SolutionKind(kind).label),
        "action": request.path,
    }
    return show_dialog(request, "solutions/propose.html", context)
