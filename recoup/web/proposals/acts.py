"""Release proposals, drop them, choose another channel or letter."""

from __future__ import annotations

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from recoup.collections import operations, permissions
from recoup.collections import queries as collections
from recoup.engines.strategy import Performer
from recoup.kernel.errors import DomainError
from recoup.parties import queries as parties
from recoup.plumbing.localization import format_number
from recoup.web.proposals.forms import ChangeForm, ConfirmForm, DropForm
from recoup.web.proposals.views import filters
from recoup.web.shared.dialogs import close_dialog, show_dialog
from recoup.web.shared.forms import add_refusal
from recoup.web.shared.gates import requires
from recoup.web.shared.requests import DeskRequest
from recoup.workflows.releases import ReleasedRun, release_chosen

CHANGED = "proposals-changed"


@require_http_methods(["GET", "POST"])
@requires(permissions.RELEASE)
def release(request: DeskRequest) -> HttpResponse:
    """Let the chosen proposals go, or all open ones that are shown."""
    ids = _chosen(request)
    form = ConfirmForm(request.POST or None)
    if form.is_valid():
        try:
            released = release_chosen(proposal_ids=ids, actor=request.actor, now=request.now)
        except DomainError as error:
            add_refusal(form, error)
        else:
            return close_dialog(request, _told(request, released), changed=CHANGED, url=_index())
    context = {"form": form, "count": len(ids), "action": request.get_full_path()}
    return show_dialog(request, "proposals/release.html", context)


@require_http_methods(["GET", "POST"])
@requires(permissions.RELEASE)
def drop(request: DeskRequest) -> HttpResponse:
    """Take the steps of the chosen proposals not at all, or later."""
    ids = _chosen(request)
    form = DropForm(request.POST or None)
    if form.is_valid():
        try:
            operations.drop_proposals(
                proposal_ids=ids, **form.cleaned_data, actor=request.actor, now=request.now
            )
        except DomainError as error:
            add_refusal(form, error)
        else:
            return close_dialog(request, _("Dropped. The reason is kept."), changed=CHANGED, url=_index())
    context = {"form": form, "count": len(ids), "action": request.get_full_path()}
    return show_dialog(request, "proposals/drop.html", context)


@require_http_methods(["GET", "POST"])
@requires(permissions.RELEASE)
def change(request: DeskRequest, proposal_id: int) -> HttpResponse:
    """Choose another channel or letter, and add a note."""
    proposal = collections.get_proposal(proposal_id=proposal_id, actor=request.actor)
    by_program = proposal.performer is Performer.JOB
    form = ChangeForm(request.POST or None, proposal=proposal, by_program=by_program)
    if form.is_valid():
        try:
            operations.change_proposal(
                proposal_id=proposal_id,
                channel=form.chosen_channel,
                template=form.chosen_template,
                note=form.cleaned_data["note"],
                actor=request.actor,
                now=request.now,
            )
        except DomainError as error:
            add_refusal(form, error)
        else:
            return close_dialog(request, _("The proposal was changed."), changed=CHANGED, url=_index())
    customer = parties.get_customer(customer_id=proposal.customer_id, actor=request.actor).customer
    context = {"form": form, "proposal": proposal, "customer": customer, "action": request.path}
    return show_dialog(request, "proposals/change.html", context)


def _chosen(request: DeskRequest) -> list[int]:
    """Return the proposals that were ticked, or, where all are meant, every open one that is shown."""
    if "every" not in request.GET:
        ticked = request.GET.getlist("chosen")
        return [int(one) for one in ticked if one.isascii() and one.isdigit() and len(one) < 18]
    form, _segments = filters(request)
    on = form.day_chosen or collections.latest_proposal_date(
        actor=request.actor, on=request.on, entity_ids=request.entity_ids
    )
    return collections.open_proposal_ids(
        business_date=on or request.on,
        actor=request.actor,
        entity_ids=request.entity_ids,
        criteria=form.criteria,
    )


def _told(request: DeskRequest, released: ReleasedRun) -> str:
    shown = {
        name: format_number(getattr(released, name), request.reader) for name in ("letters", "tasks", "stale")
    }
    letters = ngettext(
        "%(letters)s letter is prepared.", "%(letters)s letters are prepared.", released.letters
    )
    tasks = ngettext(
        "%(tasks)s task was given to people.", "%(tasks)s tasks were given to people.", released.tasks
    )
    stale = ngettext(
        "%(stale)s was due no longer and is left out.",
        "%(stale)s were due no longer and are left out.",
        released.stale,
    )
    said = [letters, *([tasks] if released.tasks else []), *([stale] if released.stale else [])]
    return " ".join(sentence % shown for sentence in said)


def _index() -> str:
    return reverse("proposals:index")
