"""See what waits for a second person, look at it whole, decide it."""

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from recoup.kernel.errors import DomainError
from recoup.team import queries as team
from recoup.web.approvals import presenters
from recoup.web.approvals.forms import DecisionForm
from recoup.web.shared import scope
from recoup.web.shared.forms import add_refusal
from recoup.web.shared.gates import requires
from recoup.web.shared.pages import go_to, render_page
from recoup.web.shared.requests import DeskRequest
from recoup.workflows import approvals as workflow

_SETTLED_SHOWN = 50


@require_GET
@requires("approvals.read")
def index(request: DeskRequest) -> HttpResponse:
    """Show the requests that wait and the latest that no longer do."""
    entities = team.entities(actor=request.actor)
    waiting = team.open_approvals(actor=request.actor, now=request.now)
    settled = team.settled_approvals(actor=request.actor, now=request.now, limit=_SETTLED_SHOWN)
    chosen = scope.entity_id(request)
    context = {
        "waiting": presenters.lines(waiting, entities, chosen),
        "settled": presenters.lines(settled, entities, chosen),
    }
    return render_page(request, "approvals/index.html", context)


@require_GET
@requires("approvals.read")
def detail(request: DeskRequest, approval_id: int) -> HttpResponse:
    """Show one request with all that the second person must see."""
    return _page(request, approval_id, DecisionForm())


@require_POST
@requires("approvals.decide")
def decide(request: DeskRequest, approval_id: int) -> HttpResponse:
    """Approve or reject a request; what is approved is carried out at once."""
    form = DecisionForm(request.POST)
    if form.is_valid():
        try:
            workflow.decide(
                approval_id=approval_id,
                approve=form.approves,
                note=form.cleaned_data["note"],
                on=request.on,
                actor=request.actor,
                now=request.now,
            )
        except DomainError as error:
            add_refusal(form, error)
        else:
            messages.success(request, _("Approved and carried out.") if form.approves else _("Rejected."))
            return go_to(request, reverse("approvals:index"))
    return _page(request, approval_id, form)


def _page(request: DeskRequest, approval_id: int, form: DecisionForm) -> HttpResponse:
    approval = team.get_approval(approval_id=approval_id, actor=request.actor)
    page = presenters.page(approval, team.entities(actor=request.actor), actor=request.actor, now=request.now)
    status = 422 if form.errors else 200
    return render_page(request, "approvals/detail.html", {"approval": page, "form": form}, status=status)
