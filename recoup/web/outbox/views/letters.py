"""Letters in batches: printed, confirmed, posted."""

from __future__ import annotations

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from recoup.correspondence import operations, permissions, queries
from recoup.kernel.errors import DomainError
from recoup.parties import queries as parties
from recoup.plumbing.localization import format_number
from recoup.plumbing.storage import operations as storage
from recoup.team import queries as team
from recoup.web.outbox import presenters
from recoup.web.outbox.forms import PostedForm
from recoup.web.shared.dialogs import close_dialog, show_dialog, tell_page
from recoup.web.shared.forms import add_refusal
from recoup.web.shared.gates import requires
from recoup.web.shared.pages import render_page
from recoup.web.shared.requests import DeskRequest

CHANGED = "batch-changed"


@require_GET
@requires(permissions.READ)
def index(request: DeskRequest) -> HttpResponse:
    """List the batches, the newest first."""
    may = team.entity_ids(actor=request.actor, permission=permissions.PREPARE) & request.entity_ids
    context = {
        "rows": [presenters.batch_row(batch) for batch in queries.letter_batches(actor=request.actor)],
        "entities": [entity for entity in team.entities(actor=request.actor) if entity.id in may],
    }
    return render_page(request, "outbox/letters.html", context, fragment="batches")


@require_POST
@requires(permissions.PREPARE)
def make(request: DeskRequest, entity_id: int) -> HttpResponse:
    """Print the letters of an entity that wait."""
    made = operations.make_letter_batch(entity_id=entity_id, actor=request.actor, now=request.now)
    text = ngettext("%(count)s letter is printed.", "%(count)s letters are printed.", made.letters) % {
        "count": format_number(made.letters, request.reader)
    }
    url = reverse("outbox:batch", args=[made.batch_id]) if made.batch_id else reverse("outbox:letters")
    return tell_page(
        request, text if made.batch_id else _("No letter waits to be printed."), changed=CHANGED, url=url
    )


@require_GET
@requires(permissions.READ)
def page(request: DeskRequest, batch_id: int) -> HttpResponse:
    """Show a batch with its posting list, and which letters to take out."""
    detail = queries.get_batch(batch_id=batch_id, actor=request.actor)
    ids = {letter.message.customer_id for letter in detail.letters}
    customers = parties.customers_by_id(customer_ids=ids, actor=request.actor)
    may = team.has_permission(
        actor=request.actor, permission=permissions.PREPARE, entity_id=detail.line.entity_id
    )
    context = {
        "detail": detail,
        "row": presenters.batch_row(detail.line),
        "letters": [
            presenters.LetterRow(each, presenters.row(each.message, customers)) for each in detail.letters
        ],
        "may_confirm": may and detail.line.confirmed_at is None,
        "may_post": may and detail.line.confirmed_at is not None and detail.line.posted_on is None,
    }
    return render_page(request, "outbox/batch.html", context, fragment="batch")


@require_POST
@requires(permissions.PREPARE)
def confirm(request: DeskRequest, batch_id: int) -> HttpResponse:
    """Look at the letters again as they go into the envelopes."""
    confirmed = operations.confirm_batch(batch_id=batch_id, actor=request.actor, now=request.now)
    text = _("The letters are confirmed: none is to be taken out.")
    if confirmed.taken_out:
        text = _("Take out the letters that are marked before you post the others.")
    return tell_page(request, text, changed=CHANGED, url=reverse("outbox:batch", args=[batch_id]))


@require_http_methods(["GET", "POST"])
@requires(permissions.PREPARE)
def posted(request: DeskRequest, batch_id: int) -> HttpResponse:
    """Write down that the letters were posted."""
    form = PostedForm(request.POST or None, request.FILES or None, on=request.on)
    if form.is_valid():
        try:
            _post(request, batch_id, form)
        except DomainError as error:
            add_refusal(form, error)
        else:
            url = reverse("outbox:batch", args=[batch_id])
            return close_dialog(request, _("The letters are posted."), changed=CHANGED, url=url)
    context = {"form": form, "action": request.path, "title": _("The letters were posted"), "tone": "go"}
    return show_dialog(request, "outbox/act_with_file.html", context)


def _post(request: DeskRequest, batch_id: int, form: PostedForm) -> None:
    detail = queries.get_batch(batch_id=batch_id, actor=request.actor)
    leaving = [letter.message.id for letter in detail.letters if not letter.is_taken_out]
    numbers = [line.strip() for line in form.cleaned_data["tracking"].splitlines()]
    proof, file = None, form.cleaned_data["proof"]
    if file is not None:
        proof = storage.store(
            name=file.name,
            media_type="application/octet-stream",
            content=file,
            actor=request.actor,
            now=request.now,
        ).id
    operations.record_posting(
        batch_id=batch_id,
        posted_on=form.cleaned_data["posted_on"],
        tracking={key: number for key, number in zip(leaving, numbers, strict=False) if number},
        proof_id=proof,
        actor=request.actor,
        now=request.now,
    )
