"""Find customers, filter and sort them, keep views of one's own."""

from django.http import HttpResponse, QueryDict
from django.views.decorators.http import require_GET, require_POST

from recoup.kernel.errors import DomainError
from recoup.plumbing.localization import render
from recoup.reports.queries.customers import customer_list, customer_places
from recoup.team import operations as team_operations
from recoup.team import queries as team
from recoup.web.customers.forms.filters import CustomerFilterForm
from recoup.web.customers.presenters import listing
from recoup.web.shared.gates import requires
from recoup.web.shared.pages import render_fragment, render_page
from recoup.web.shared.paging import Paging, page_number
from recoup.web.shared.requests import DeskRequest

_PAGE = "customers"
_TEMPLATE = "customers/index.html"


@require_GET
@requires("parties.read")
def index(request: DeskRequest) -> HttpResponse:
    """Show the customers that fit what is typed and chosen."""
    entities = [entity for entity in team.entities(actor=request.actor) if entity.id in request.entity_ids]
    places = customer_places(entity_ids=request.entity_ids)
    segments = listing.segment_names(request.entity_ids, request.on)
    form = CustomerFilterForm(
        request.GET, entities=entities, places=places, segments=segments, me=request.actor
    )
    page = customer_list(
        request=form.request(on=request.on, entity_ids=request.entity_ids, page=page_number(request)),
        actor=request.actor,
    )
    context = {
        "form": form,
        "rows": listing.rows(page, {entity.id: entity.code for entity in entities}, segments, request.reader),
        "paging": Paging(page.number, page.size, page.total),
        "sort": form.sort,
        "views": team.saved_views(page=_PAGE, actor=request.actor),
    }
    return render_page(request, _TEMPLATE, context, fragment="list")


@require_POST
@requires("parties.read")
def save_view(request: DeskRequest) -> HttpResponse:
    """Keep what the page shows now under a name."""
    error = ""
    try:
        team_operations.save_view(
            page=_PAGE,
            name=request.POST.get("name", ""),
            query=_shown(request),
            actor=request.actor,
            now=request.now,
        )
    except DomainError as refusal:
        error = render(refusal.sentence, request.reader)
    return _views(request, error)


@require_POST
@requires("parties.read")
def delete_view(request: DeskRequest, view_id: int) -> HttpResponse:
    """Forget a view."""
    team_operations.delete_view(view_id=view_id, actor=request.actor, now=request.now)
    return _views(request, "")


def _views(request: DeskRequest, error: str) -> HttpResponse:
    context = {
        "views": team.saved_views(page=_PAGE, actor=request.actor),
        "view_error": error,
        "views_open": True,
    }
    return render_fragment(request, _TEMPLATE, "views", context, status=422 if error else 200)


def _shown(request: DeskRequest) -> str:
    """Return the query of the page as the browser shows it, without the number of the page."""
    path = request.htmx.current_url_abs_path or ""
    query = QueryDict(path.partition("?")[2], mutable=True)
    query.pop("page", None)
    return query.urlencode()
