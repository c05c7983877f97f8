"""Messages that go out: the list, one of them, and what can be done with it."""

from __future__ import annotations

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from recoup.correspondence import jobs, operations, permissions, queries
from recoup.correspondence.types import MessageStatus
from recoup.kernel.contact import Channel
from recoup.kernel.errors import DomainError
from recoup.parties import queries as parties
from recoup.plumbing.localization import render
from recoup.team import queries as team
from recoup.web.outbox import presenters
from recoup.web.outbox.forms import FilterForm, ResolveForm, WhyForm
from recoup.web.shared.dialogs import close_dialog, show_dialog, tell_page
from recoup.web.shared.forms import add_refusal
from recoup.web.shared.gates import requires
from recoup.web.shared.pages import render_page
from recoup.web.shared.requests import DeskRequest

CHANGED = "message-changed"


@require_GET
@requires(permissions.READ)
def index(request: DeskRequest) -> HttpResponse:
    """List the messages, the newest first, by state and channel."""
    form = FilterForm(request.GET)
    lines = queries.messages(
        actor=request.actor,
        entity_ids=sorted(request.entity_ids),
        statuses=form.statuses(),
        channel=form.channel_chosen(),
    )
    ids = {line.customer_id for line in lines}
    counts = queries.message_counts(actor=request.actor)
    ready = queries.channels_set_up()
    context = {
        "form": form,
        "rows": presenters.rows(lines, parties.customers_by_id(customer_ids=ids, actor=request.actor)),
        "in_doubt": counts.get(MessageStatus.UNKNOWN, 0),
        "to_send": counts.get(MessageStatus.QUEUED, 0),
        "has_mail": Channel.EMAIL in ready,
        "has_texts": Channel.SMS in ready,
        "may_send": team.has_permission(actor=request.actor, permission=permissions.PREPARE),
    }
    return render_page(request, "outbox/index.html", context, fragment="messages")


@require_GET
@requires(permissions.READ)
def page(request: DeskRequest, message_id: int) -> HttpResponse:
    """Show a message: its words, how it fared, and what left."""
    detail = queries.get_message(message_id=message_id, actor=request.actor)
    line = detail.line
    customers = parties.customers_by_id(customer_ids=[line.customer_id], actor=request.actor)
    has_right = team.has_permission(
        actor=request.actor, permission=permissions.PREPARE, entity_id=line.entity_id
    )
    context = {
        "detail": detail,
        "row": presenters.row(line, customers),
        "events": presenters.events(detail.attempts),
        "may": presenters.may(line, has_right=has_right),
    }
    return render_page(request, "outbox/page.html", context, fragment="message")


@require_POST
@requires(permissions.PREPARE)
def send(request: DeskRequest) -> HttpResponse:
    """Have what waits sent now, by a worker."""
    jobs.send_due.enqueue()
    return tell_page(
        request,
        _("What waits is being sent: look again in a moment."),
        changed=CHANGED,
        url=reverse("outbox:index"),
    )


@require_POST
@requires(permissions.PREPARE)
def queue(request: DeskRequest, message_id: int) -> HttpResponse:
    """Let a message go; a worker sends it when the door lets it."""
    queued = operations.queue_messages(message_ids=[message_id], actor=request.actor, now=request.now)
    jobs.send_due.enqueue()
    text = _("The message is let go.")
    if queued.review:
        why = render(queued.review[0].sentence, request.reader)
        text = _("Somebody else must look at it first: %(why)s") % {"why": why}
    return tell_page(request, text, changed=CHANGED, url=reverse("outbox:page", args=[message_id]))


@require_http_methods(["GET", "POST"])
@requires(permissions.PREPARE)
def withdraw(request: DeskRequest, message_id: int) -> HttpResponse:
    """Take a message back, with a reason."""
    form = WhyForm(request.POST or None)
    if form.is_valid():
        try:
            operations.withdraw_messages(
                message_ids=[message_id],
                reason=form.cleaned_data["reason"],
                actor=request.actor,
                now=request.now,
            )
        except DomainError as error:
            add_refusal(form, error)
        else:
            return _done(request, message_id, _("The message is withdrawn."))
    context = {"form": form, "action": request.path, "title": _("Withdraw the message"), "tone": "bad"}
    return show_dialog(request, "outbox/act.html", context)


@require_http_methods(["GET", "POST"])
@requires(permissions.PREPARE)
def resolve(request: DeskRequest, message_id: int) -> HttpResponse:
    """Say what became of a message in doubt."""
    form = ResolveForm(request.POST or None)
    if form.is_valid():
        try:
            operations.resolve_unknown(
                message_id=message_id,
                was_sent=form.cleaned_data["was_sent"],
                reason=form.cleaned_data["reason"],
                actor=request.actor,
                now=request.now,
            )
        except DomainError as error:
            add_refusal(form, error)
        else:
            return _done(request, message_id, _("It is written down what became of the message."))
    context = {"form": form, "action": request.path, "title": _("Was it sent?"), "tone": "go"}
    return show_dialog(request, "outbox/act.html", context)


@require_POST
@requires(permissions.PREPARE)
def clear_address(request: DeskRequest, message_id: int) -> HttpResponse:
    """Let messages go to the address again."""
    operations.clear_address(message_id=message_id, actor=request.actor, now=request.now)
    text = _("Messages go to this address again.")
    return tell_page(request, text, changed=CHANGED, url=reverse("outbox:page", args=[message_id]))


def _done(request: DeskRequest, message_id: int, text: str) -> HttpResponse:
    return close_dialog(request, text, changed=CHANGED, url=reverse("outbox:page", args=[message_id]))
