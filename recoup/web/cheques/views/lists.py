"""Lists of cheques: brought in, looked at row by row, taken in."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from recoup.cash import operations, permissions, queries
from recoup.kernel.errors import DomainError
from recoup.plumbing.localization import format_number, render
from recoup.team import queries as team
from recoup.web.cheques.forms.lists import LIST_ENDINGS, ChequeListForm
from recoup.web.shared.forms import add_refusal
from recoup.web.shared.gates import requires
from recoup.web.shared.pages import go_to, render_page
from recoup.web.shared.requests import DeskRequest


@require_GET
@requires(permissions.READ)
def index(request: DeskRequest) -> HttpResponse:
    """Show the lists that came in, and where another goes in."""
    return _list(request, _form(request))


@require_POST
@requires(permissions.APPLY)
def receive(request: DeskRequest) -> HttpResponse:
    """Keep a list, and show what would become of its rows."""
    entities = team.entities(actor=request.actor, permission=permissions.APPLY)
    form = ChequeListForm(request.POST, request.FILES, entities=entities)
    if form.is_valid():
        file = form.cleaned_data["file"]
        try:
            received = operations.receive_cheque_list(
                content=file.read(),
                name=file.name or "",
                entity_id=form.cleaned_data["entity_id"],
                actor=request.actor,
                now=request.now,
            )
        except DomainError as error:
            add_refusal(form, error)
        else:
            return go_to(request, reverse("cheques:list", args=[received.id]))
    return _list(request, form, status=422)


@require_GET
@requires(permissions.READ)
def page(request: DeskRequest, list_id: int) -> HttpResponse:
    """Show what became of a list, or what would become of each of its rows."""
    found = queries.get_cheque_list(list_id=list_id, actor=request.actor)
    may_take = team.has_permission(
        actor=request.actor, permission=permissions.APPLY, entity_id=found.entity_id
    )
    trial = None
    if found.taken_at is None and may_take:
        trial = operations.try_cheque_list(
            list_id=list_id, on=request.on, actor=request.actor, now=request.now
        )
    context = {"found": found, "trial": trial, "refused": len(trial.refused) if trial else 0}
    return render_page(request, "cheques/list.html", context)


@require_POST
@requires(permissions.APPLY)
def take(request: DeskRequest, list_id: int) -> HttpResponse:
    """Take the cheques of a list in: all, or those against which nothing speaks."""
    address = reverse("cheques:list", args=[list_id])
    try:
        taken = operations.take_cheque_list(
            list_id=list_id,
            leave_refused="leave" in request.POST,
            on=request.on,
            actor=request.actor,
            now=request.now,
        )
    except DomainError as error:
        messages.error(request, render(error.sentence, request.reader))
        return go_to(request, address)
    text = ngettext("%(count)s cheque is taken in.", "%(count)s cheques are taken in.", taken.taken)
    messages.success(request, text % {"count": format_number(taken.taken, request.reader)})
    return go_to(request, address)


def _form(request: DeskRequest) -> ChequeListForm | None:
    entities = team.entities(actor=request.actor, permission=permissions.APPLY)
    return ChequeListForm(entities=entities) if entities else None


def _list(request: DeskRequest, form: ChequeListForm | None, *, status: int = 200) -> HttpResponse:
    context = {
        "form": form,
        "endings": LIST_ENDINGS,
        "lists": queries.cheque_lists(actor=request.actor, entity_ids=request.entity_ids),
    }
    return render_page(request, "cheques/lists.html", context, status=status)
