"""Each account and day: what is there, what is missing, who reviewed it, who signed it off."""

from __future__ import annotations

from datetime import date

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from recoup.cash import operations, permissions, queries
from recoup.reports.queries.bank_cash import same_day_rates
from recoup.team import queries as team
from recoup.web.cash.forms.days import DaysForm
from recoup.web.cash.forms.files import BankFilesForm, may_receive
from recoup.web.cash.presenters import days as presenters
from recoup.web.shared.dialogs import tell_page
from recoup.web.shared.gates import requires
from recoup.web.shared.pages import render_page
from recoup.web.shared.requests import DeskRequest

CHANGED = "cash-changed"


@require_GET
@requires(permissions.READ)
def index(request: DeskRequest) -> HttpResponse:
    """Show the days of our bank accounts, the newest first."""
    accounts = queries.bank_accounts(actor=request.actor, entity_ids=request.entity_ids)
    form = DaysForm(request.GET, accounts=accounts, on=request.on)
    asked = form.period()
    days = queries.review_days(
        from_date=asked.from_date,
        to_date=asked.to_date,
        account_ids=asked.account_ids,
        entity_ids=request.entity_ids,
        actor=request.actor,
    )
    context = {
        "form": form,
        "files_form": BankFilesForm(actor=request.actor) if may_receive(request.actor) else None,
        "has_accounts": bool(accounts),
        "may_see_rates": team.has_permission(actor=request.actor, permission="reports.read"),
        "summary": presenters.summary(days),
        "days": presenters.day_rows(
            days if not asked.only_open else [day for day in days if presenters.is_open(day)],
            actor=request.actor,
            entities=team.entities(actor=request.actor),
        ),
    }
    return render_page(request, "cash/index.html", context, fragment="days")


@require_GET
@requires("reports.read")
def same_day(request: DeskRequest) -> HttpResponse:
    """Show who allocated how much on the day on which the bank told it, in the days asked for."""
    asked = DaysForm(request.GET, accounts=(), on=request.on).period()
    rates = same_day_rates(
        from_date=asked.from_date,
        to_date=asked.to_date,
        entity_ids=request.entity_ids,
        actor=request.actor,
    )
    return render_page(request, "cash/same_day.html", {"rates": presenters.rates(rates)})


@require_POST
@requires(permissions.APPLY, permissions.SIGN_OFF)
def review(request: DeskRequest, account_id: int, day: str) -> HttpResponse:
    """Note that the person has looked through all statements of the account on that day."""
    found = queries.review_days(
        from_date=day_or_404(day), to_date=day_or_404(day), account_ids=[account_id], actor=request.actor
    )
    if not found:
        raise Http404
    for statement_id in found[0].statement_ids:
        operations.review_statement(statement_id=statement_id, actor=request.actor, now=request.now)
    return tell_page(request, _("The day is reviewed."), changed=CHANGED, url=reverse("cash:index"))


@require_POST
@requires(permissions.SIGN_OFF)
def sign_off(request: DeskRequest, account_id: int, day: str) -> HttpResponse:
    """Sign the account off for that day."""
    operations.sign_off_day(account_id=account_id, day=day_or_404(day), actor=request.actor, now=request.now)
    return tell_page(request, _("The day is signed off."), changed=CHANGED, url=reverse("cash:index"))


def day_or_404(text: str) -> date:
    """Return the day in an address."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Http404 from None
