"""Walk through the journal, look at one entry, reverse it, see that all ties out."""

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from recoup.kernel.errors import DomainError
from recoup.ledger import operations as ledger_operations
from recoup.ledger import queries as ledger
from recoup.ledger.types import EntryLine
from recoup.metrics.aging import AgingBy
from recoup.reports.queries.aging import AgingRequest, aging
from recoup.team import queries as team
from recoup.web.ledger import presenters
from recoup.web.ledger.forms import JournalForm, ReversalForm
from recoup.web.shared.dialogs import close_dialog, show_dialog
from recoup.web.shared.forms import add_refusal
from recoup.web.shared.gates import requires
from recoup.web.shared.pages import number_or_404, render_fragment, render_page, wants_fragment
from recoup.web.shared.requests import DeskRequest

_ENTRIES_SHOWN = 50
_ITEMS_FOUND = 20


@require_GET
@requires("ledger.read")
def index(request: DeskRequest) -> HttpResponse:
    """Show the journal, latest entries first, or the part that was asked for."""
    entities = [entity for entity in team.entities(actor=request.actor) if entity.id in request.entity_ids]
    form = JournalForm(request.GET, entities=entities)
    found = _found(request, form)
    context = {
        "form": form,
        "entries": presenters.entries(found[:_ENTRIES_SHOWN], entities),
        "older": found[_ENTRIES_SHOWN - 1].id if len(found) > _ENTRIES_SHOWN else None,
        "may_see_tie_out": team.has_permission(actor=request.actor, permission="reports.read"),
    }
    if "before" in request.GET and wants_fragment(request):
        return render_fragment(request, "ledger/index.html", "rows", context)
    return render_page(request, "ledger/index.html", context, fragment="journal")


def _found(request: DeskRequest, form: JournalForm) -> list[EntryLine]:
    """Return one entry more than is shown, so that one knows whether there are older ones."""
    criteria = form.criteria()
    if form.wanted_number:
        items = ledger.find_items(text=form.wanted_number, actor=request.actor, limit=_ITEMS_FOUND)
        ids = [item.id for item in items if item.entity_id in request.entity_ids]
        return ledger.entries_of_items(item_ids=ids, actor=request.actor)[-_ENTRIES_SHOWN:][::-1]
    before = request.GET.get("before")
    return ledger.journal(
        criteria=criteria,
        actor=request.actor,
        before_id=number_or_404(before) if before else None,
        limit=_ENTRIES_SHOWN + 1,
    )


@require_GET
@requires("reports.read")
def tie_out(request: DeskRequest) -> HttpResponse:
    """Show that the open items of each entity sum to its control account."""
    asked = AgingRequest(
        by=AgingBy.ENTITY, as_of=request.on, entity_ids=tuple(sorted(request.entity_ids)) or (0,)
    )
    table = aging(request=asked, actor=request.actor)
    context = {"entities": presenters.ties_by_entity(table.tie_out)}
    return render_page(request, "ledger/tie_out.html", context, fragment="card")


@require_GET
@requires("ledger.read")
def entry(request: DeskRequest, entry_id: int) -> HttpResponse:
    """Show one entry with its postings and what reversed it."""
    line = ledger.get_entry(entry_id=entry_id, actor=request.actor)
    entity = team.get_entity(entity_id=line.entity_id, actor=request.actor)
    may_reverse = team.has_permission(
        actor=request.actor, permission="ledger.reverse", entity_id=line.entity_id
    )
    context = {
        "entry": presenters.entry(line, f"{entity.code} · {entity.name}"),
        "may_reverse": may_reverse and line.reverses_id is None and line.reversed_by_id is None,
    }
    return render_page(request, "ledger/entry.html", context, fragment="entry")


@require_http_methods(["GET", "POST"])
@requires("ledger.reverse")
def reverse_entry(request: DeskRequest, entry_id: int) -> HttpResponse:
    """Ask for reason and date, and reverse the entry."""
    line = ledger.get_entry(entry_id=entry_id, actor=request.actor)
    form = ReversalForm(request.POST or None, initial={"effective_date": request.on})
    if form.is_valid():
        try:
            ledger_operations.reverse_entries(
                entry_ids=[entry_id], **form.cleaned_data, actor=request.actor, now=request.now
            )
        except DomainError as error:
            add_refusal(form, error)
        else:
            url = reverse("ledger:entry", args=[entry_id])
            return close_dialog(request, _("The entry was reversed."), changed="ledger-changed", url=url)
    return show_dialog(request, "ledger/reverse.html", {"form": form, "entry": line})
