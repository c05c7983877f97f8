"""Mails that came in: whose they are, what they say as plain words, and what came with them."""

from __future__ import annotations

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from recoup.correspondence import jobs, operations, permissions, queries
from recoup.kernel.errors import DomainError
from recoup.parties import queries as parties
from recoup.team import queries as team
from recoup.web.outbox import presenters
from recoup.web.outbox.forms import AssignForm
from recoup.web.shared.dialogs import close_dialog, show_dialog, tell_page
from recoup.web.shared.forms import add_refusal
from recoup.web.shared.gates import requires
from recoup.web.shared.pages import render_page
from recoup.web.shared.requests import DeskRequest

CHANGED = "mail-changed"


@require_GET
@requires(permissions.READ)
def index(request: DeskRequest) -> HttpResponse:
    """List the mails, the newest first; those that nobody is known of, or that must be read, can be seen alone."""
    only = request.GET.get("only")
    lines = queries.mails(
        actor=request.actor, is_unassigned=only == "unassigned", is_to_be_read=only == "to-be-read"
    )
    ids = {line.customer_id for line in lines if line.customer_id is not None}
    customers = parties.customers_by_id(customer_ids=ids, actor=request.actor)
    context = {
        "rows": [presenters.mail_row(line, customers) for line in lines],
        "only": only,
        "may_fetch": team.has_permission(actor=request.actor, permission=permissions.PREPARE),
    }
    return render_page(request, "outbox/inbox.html", context, fragment="mails")


@require_GET
@requires(permissions.READ)
def page(request: DeskRequest, mail_id: int) -> HttpResponse:
    """Show a mail as plain words."""
    detail = queries.get_mail(mail_id=mail_id, actor=request.actor)
    ids = [detail.line.customer_id] if detail.line.customer_id is not None else []
    customers = parties.customers_by_id(customer_ids=ids, actor=request.actor)
    context = {
        "detail": detail,
        "row": presenters.mail_row(detail.line, customers),
        "may_look_at": detail.line.is_to_be_read
        and team.has_permission(actor=request.actor, permission=permissions.PREPARE),
        "may_assign": detail.line.customer_id is None
        and team.has_permission(actor=request.actor, permission=permissions.PREPARE),
    }
    return render_page(request, "outbox/mail.html", context, fragment="mail")


@require_POST
@requires(permissions.PREPARE)
def fetch(request: DeskRequest) -> HttpResponse:
    """Have the mailbox read now, by a worker."""
    jobs.fetch_mails.enqueue()
    text = _("The mailbox is being read: look again in a moment.")
    return tell_page(request, text, changed=CHANGED, url=reverse("outbox:inbox"))


@require_POST
@requires(permissions.PREPARE)
def look_at(request: DeskRequest, mail_id: int) -> HttpResponse:
    """Say that somebody has read what may ask to end contact."""
    operations.look_at_mail(mail_id=mail_id, actor=request.actor, now=request.now)
    url = reverse("outbox:mail", args=[mail_id])
    return tell_page(request, _("It is noted that you have read it."), changed=CHANGED, url=url)


@require_http_methods(["GET", "POST"])
@requires(permissions.PREPARE)
def assign(request: DeskRequest, mail_id: int) -> HttpResponse:
    """Say whose a mail is."""
    may = team.entity_ids(actor=request.actor, permission=permissions.PREPARE)
    entities = [(str(each.id), each.code) for each in team.entities(actor=request.actor) if each.id in may]
    form = AssignForm(request.POST or None, entities=entities)
    if form.is_valid():
        number, entity_id = form.cleaned_data["number"].strip(), form.cleaned_data["entity"]
        found = parties.customer_ids(entity_id=entity_id, numbers=[number], actor=request.actor)
        try:
            if number not in found:
                form.add_error("number", _("There is no customer with this number."))
            else:
                operations.assign_mail(
                    mail_id=mail_id, customer_id=found[number], actor=request.actor, now=request.now
                )
        except DomainError as error:
            add_refusal(form, error)
        if not form.errors:
            url = reverse("outbox:mail", args=[mail_id])
            return close_dialog(request, _("The message is assigned."), changed=CHANGED, url=url)
    context = {"form": form, "action": request.path, "title": _("Whose message is it?"), "tone": "go"}
    return show_dialog(request, "outbox/act.html", context)
