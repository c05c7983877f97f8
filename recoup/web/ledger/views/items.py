"""Look at an item and everything that happened to it; hold it, lift a hold, ask for a write-off."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from recoup.kernel.errors import DomainError
from recoup.ledger import operations as ledger_operations
from recoup.ledger import queries as ledger
from recoup.parties import queries as parties
from recoup.team import queries as team
from recoup.web.ledger import presenters
from recoup.web.ledger.forms import AsOfForm, HoldForm, WriteOffForm
from recoup.web.shared.dialogs import close_dialog, show_dialog, tell_page
from recoup.web.shared.forms import add_refusal
from recoup.web.shared.gates import requires
from recoup.web.shared.pages import render_page
from recoup.web.shared.requests import DeskRequest
from recoup.web.shared.tags import plain


@require_GET
@requires("ledger.read")
def item(request: DeskRequest, item_id: int) -> HttpResponse:
    """Show one item: what it is, its entries, what paid it or what it paid, its holds."""
    line = ledger.get_item(item_id=item_id, actor=request.actor)
    customers = parties.customers_by_id(customer_ids=[line.customer_id or 0], actor=request.actor)
    page = presenters.item_page(
        line,
        ledger.entries_of_items(item_ids=[item_id], actor=request.actor),
        ledger.holds_of_items(item_ids=[item_id], actor=request.actor),
        entities=team.entities(actor=request.actor),
        on=request.on,
    )
    context = {
        "page": page,
        "customer": customers.get(line.customer_id or 0),
        "may_hold": _may(request, "ledger.hold", line.entity_id) and not page.is_settled,
        "may_write_off": _may(request, "ledger.write_off", line.entity_id) and line.amount_open.is_positive(),
    }
    return render_page(request, "ledger/item.html", context, fragment="item")


@require_GET
@requires("ledger.read")
def entries(request: DeskRequest, item_id: int) -> HttpResponse:
    """Show in a dialog the entries that make up an item's open amount, now or as of then as known then."""
    line = ledger.get_item(item_id=item_id, actor=request.actor)
    form = AsOfForm(request.GET)
    form.full_clean()
    as_of, known_on = form.day("as_of"), form.day("known_on")
    known_at = None
    if known_on is not None:
        known_at = datetime.combine(known_on + timedelta(days=1), time(), ZoneInfo(request.time_zone))
    movements = presenters.movements(
        line,
        ledger.entries_of_items(item_ids=[item_id], actor=request.actor),
        as_of=as_of,
        known_at=known_at,
    )
    context = {"item": line, "movements": movements, "as_of": as_of, "known_on": known_on}
    return render_page(request, "ledger/item_entries.html", context, fragment="dialog")


@require_http_methods(["GET", "POST"])
@requires("ledger.hold")
def hold(request: DeskRequest, item_id: int) -> HttpResponse:
    """Leave an item alone for a time."""
    line = ledger.get_item(item_id=item_id, actor=request.actor)
    form = HoldForm(request.POST or None, initial={"from_date": request.on})
    if form.is_valid():
        try:
            ledger_operations.place_item_holds(
                item_ids=[item_id], **form.cleaned_data, actor=request.actor, now=request.now
            )
        except DomainError as error:
            add_refusal(form, error)
        else:
            return close_dialog(
                request, _("The item is on hold."), changed="ledger-changed", url=_item_url(item_id)
            )
    return show_dialog(request, "ledger/hold.html", {"form": form, "item": line})


@require_POST
@requires("ledger.hold")
def lift_hold(request: DeskRequest, item_id: int, hold_id: int) -> HttpResponse:
    """End a hold now."""
    ledger_operations.lift_item_hold(hold_id=hold_id, actor=request.actor, now=request.now)
    return tell_page(request, _("The hold was lifted."), changed="ledger-changed", url=_item_url(item_id))


@require_http_methods(["GET", "POST"])
@requires("ledger.write_off")
def ask_write_off(request: DeskRequest, item_id: int) -> HttpResponse:
    """Ask a second person to let an item be written off, wholly or in part."""
    line = ledger.get_item(item_id=item_id, actor=request.actor)
    form = WriteOffForm(request.POST or None, initial={"amount": plain(line.amount_open.amount.normalize())})
    if form.is_valid():
        try:
            ledger_operations.ask_write_off(
                item_id=item_id, **form.cleaned_data, actor=request.actor, now=request.now
            )
        except DomainError as error:
            add_refusal(form, error)
        else:
            text = _("Asked for. A second person decides under Approvals.")
            return close_dialog(request, text, changed="ledger-changed", url=_item_url(item_id))
    return show_dialog(request, "ledger/write_off.html", {"form": form, "item": line})


def _may(request: DeskRequest, permission: str, entity_id: int) -> bool:
    return team.has_permission(actor=request.actor, permission=permission, entity_id=entity_id)


def _item_url(item_id: int) -> str:
    return reverse("ledger:item", args=[item_id])
