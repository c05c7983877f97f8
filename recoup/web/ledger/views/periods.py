"""See which periods are closed; close and reopen them."""

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from recoup.kernel.errors import DomainError
from recoup.ledger import operations as ledger_operations
from recoup.ledger import queries as ledger
from recoup.team import queries as team
from recoup.web.ledger.forms import PeriodForm
from recoup.web.shared.dialogs import close_dialog, show_dialog, tell_page
from recoup.web.shared.forms import add_refusal
from recoup.web.shared.gates import requires
from recoup.web.shared.pages import render_page
from recoup.web.shared.requests import DeskRequest

_RIGHT = "ledger.close_period"


@require_GET
@requires("ledger.read")
def index(request: DeskRequest) -> HttpResponse:
    """Show the closed periods."""
    entities = {entity.id: entity for entity in team.entities(actor=request.actor)}
    periods = ledger.closed_periods(actor=request.actor)
    context = {
        "periods": [
            (period, entities[period.entity_id])
            for period in periods
            if period.entity_id in request.entity_ids
        ],
        "may_change": team.has_permission(actor=request.actor, permission=_RIGHT),
    }
    return render_page(request, "ledger/periods.html", context, fragment="periods")


@require_http_methods(["GET", "POST"])
@requires("ledger.close_period")
def close(request: DeskRequest) -> HttpResponse:
    """Close some days of an entity."""
    entities = team.entities(actor=request.actor, permission=_RIGHT)
    form = PeriodForm(request.POST or None, entities=entities)
    if form.is_valid():
        said = form.cleaned_data
        try:
            ledger_operations.close_period(
                entity_id=said["entity"],
                first_date=said["first_date"],
                last_date=said["last_date"],
                actor=request.actor,
                now=request.now,
            )
        except DomainError as error:
            add_refusal(form, error)
        else:
            text = _("The period is closed; nothing can be posted into it.")
            return close_dialog(request, text, changed="ledger-changed", url=reverse("ledger:periods"))
    return show_dialog(request, "ledger/close_period.html", {"form": form})


@require_POST
@requires("ledger.close_period")
def reopen(request: DeskRequest, period_id: int) -> HttpResponse:
    """Open a closed period again."""
    ledger_operations.reopen_period(period_id=period_id, actor=request.actor, now=request.now)
    text = _("The period is open again.")
    return tell_page(request, text, changed="ledger-changed", url=reverse("ledger:periods"))
