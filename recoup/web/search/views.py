"""Find a customer, an item or a page by a few letters."""

from django.http import HttpResponse
from django.views.decorators.http import require_GET

from recoup.ledger import queries as ledger
from recoup.parties import queries as parties
from recoup.web.search import presenters
from recoup.web.shared.gates import signed_in
from recoup.web.shared.pages import render_page
from recoup.web.shared.requests import DeskRequest

_EACH = 7


@require_GET
@signed_in
def index(request: DeskRequest) -> HttpResponse:
    """List what begins with or holds the text, of what the person may see."""
    text = request.GET.get("q", "").strip()[:100]
    if not text:
        return render_page(
            request, "search/found.html", {"actions": list(presenters.actions("", request.actor))}
        )
    context = {
        "text": text,
        "customers": presenters.customers(
            parties.find_customers(text=text, actor=request.actor, limit=_EACH)
        ),
        "items": presenters.items(ledger.find_items(text=text, actor=request.actor, limit=_EACH)),
        "actions": list(presenters.actions(text, request.actor)),
    }
    return render_page(request, "search/found.html", context)
