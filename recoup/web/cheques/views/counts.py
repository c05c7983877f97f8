"""Counts of the cheques in hand: what lies there against the book, by one person, signed by another."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from recoup.cash import operations, permissions, queries
from recoup.kernel.errors import DomainError
from recoup.parties import queries as parties
from recoup.team import queries as team
from recoup.team.types import EntityRecord
from recoup.web.cheques import presenters
from recoup.web.cheques.forms.acts import CountForm, SignForm
from recoup.web.shared.dialogs import close_dialog, show_dialog
from recoup.web.shared.forms import add_refusal
from recoup.web.shared.gates import requires
from recoup.web.shared.pages import go_to, render_page
from recoup.web.shared.requests import DeskRequest

CHANGED = "count-changed"


@require_GET
@requires(permissions.READ)
def index(request: DeskRequest) -> HttpResponse:
    """List the counts, the newest first."""
    codes = {entity.id: entity.code for entity in team.entities(actor=request.actor)}
    counts = queries.cheque_counts(entity_ids=request.entity_ids, actor=request.actor)
    context = {
        "counts": [(count, codes.get(count.entity_id, "")) for count in counts],
        "may_count": any(
            team.has_permission(actor=request.actor, permission=name)
            for name in (permissions.APPLY, permissions.SIGN_OFF)
        ),
    }
    return render_page(request, "cheques/counts.html", context)


@require_http_methods(["GET", "POST"])
@requires(permissions.APPLY, permissions.SIGN_OFF)
def new(request: DeskRequest) -> HttpResponse:
    """Tick off what lies in the safe, and keep the count."""
    entities = [one for one in team.entities(actor=request.actor) if one.id in request.entity_ids]
    entity = _entity(request, entities)
    book = queries.cheques_to_count(entity_id=entity.id, actor=request.actor)
    data = request.POST if request.method == "POST" else None
    form = CountForm(data, book=book, currency=entity.currency)
    if form.is_valid():
        try:
            count = operations.count_cheques(
                entity_id=entity.id,
                day=request.on,
                seen=form.cleaned_data["seen"],
                found=form.found_besides(),
                note=form.cleaned_data["note"],
                actor=request.actor,
                now=request.now,
            )
        except DomainError as error:
            add_refusal(form, error)
        else:
            return go_to(request, reverse("cheques:count", args=[count.id]))
    customers = parties.customers_by_id(
        customer_ids={cheque.customer_id for cheque in book}, actor=request.actor
    )
    context = {
        "form": form,
        "entity": entity,
        "entities": entities,
        "rows": presenters.rows(book, customers, on=request.on),
    }
    return render_page(request, "cheques/new_count.html", context, status=422 if form.errors else 200)


@require_GET
@requires(permissions.READ)
def page(request: DeskRequest, count_id: int) -> HttpResponse:
    """Show a count: what differs, what agrees, who counted and who signed."""
    count = queries.get_count(count_id=count_id, actor=request.actor)
    may_handle = any(
        team.has_permission(actor=request.actor, permission=name, entity_id=count.entity_id)
        for name in (permissions.APPLY, permissions.SIGN_OFF)
    )
    context = {
        "count": count,
        "lines": presenters.counted(count),
        "may_sign": may_handle and count.signed is None and count.counted.user_id != request.actor.id,
    }
    return render_page(request, "cheques/count.html", context, fragment="count")


@require_http_methods(["GET", "POST"])
@requires(permissions.APPLY, permissions.SIGN_OFF)
def sign(request: DeskRequest, count_id: int) -> HttpResponse:
    """Sign a count as a second person."""
    count = queries.get_count(count_id=count_id, actor=request.actor)
    form = SignForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            operations.sign_count(
                count_id=count_id, note=form.cleaned_data["note"], actor=request.actor, now=request.now
            )
        except DomainError as error:
            add_refusal(form, error)
        else:
            url = reverse("cheques:count", args=[count_id])
            return close_dialog(request, _("The count is signed."), changed=CHANGED, url=url)
    return show_dialog(request, "cheques/sign.html", {"form": form, "count": count})


def _entity(request: DeskRequest, entities: list[EntityRecord]) -> EntityRecord:
    """Return the entity whose cheques are counted: the one that is asked for, or the first."""
    wanted = request.GET.get("entity", "")
    found = next((entity for entity in entities if str(entity.id) == wanted), None)
    if found is None and (wanted or not entities):
        raise Http404
    return found or entities[0]
