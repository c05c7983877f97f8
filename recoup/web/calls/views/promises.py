"""The list of promises, and withdrawing one."""

from __future__ import annotations

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from recoup.collections import operations, queries
from recoup.kernel.errors import DomainError
from recoup.web.calls.forms.lists import PromiseFilterForm, ReasonForm
from recoup.web.calls.presenters.lists import promise_rows
from recoup.web.shared.dialogs import close_dialog, show_dialog
from recoup.web.shared.forms import add_refusal
from recoup.web.shared.gates import requires
from recoup.web.shared.pages import render_page
from recoup.web.shared.paging import Paging, page_number
from recoup.web.shared.requests import DeskRequest

_SHOWN = 50


@require_GET
@requires("collections.read")
def index(request: DeskRequest) -> HttpResponse:
    """List promises: those that run, or what is asked for."""
    form, number = PromiseFilterForm(request.GET), page_number(request)
    found = queries.promises_page(wanted=form.wanted(request), actor=request.actor, page=number, size=_SHOWN)
    context = {
        "form": form,
        "rows": promise_rows(found.promises, request.actor),
        "paging": Paging(number, _SHOWN, found.total),
    }
    return render_page(request, "calls/promises.html", context, fragment="promises")


@require_http_methods(["GET", "POST"])
@requires("collections.work", "collections.manage")
def withdraw(request: DeskRequest, promise_id: int) -> HttpResponse:
    """Withdraw a promise, with the reason."""
    promise = queries.get_promise(promise_id=promise_id, actor=request.actor)
    form = ReasonForm(request.POST or None)
    if form.is_valid():
        try:
            operations.withdraw_promise(
                promise_id=promise.id,
                reason=form.cleaned_data["reason"],
                on=request.on,
                actor=request.actor,
                now=request.now,
            )
        except DomainError as error:
            add_refusal(form, error)
        else:
            text = _("The promise is withdrawn; its items are chased again.")
            return close_dialog(request, text, changed="promise-changed", url=reverse("calls:promises"))
    title = _("Withdraw the promise")
    context = {"form": form, "title": title, "submit": _("Withdraw"), "action": request.path}
    return show_dialog(request, "calls/dialog.html", context)
