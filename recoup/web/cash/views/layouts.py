"""Layouts of a bank's sheets: begun on a sample, tried, saved, changed, retired."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from recoup.cash import operations, permissions, queries
from recoup.cash.types import FileStatus, ImportChoices, LayoutPlan, LayoutState, SheetLayoutRecord
from recoup.kernel.errors import DomainError, NotFound
from recoup.kernel.money import Money
from recoup.plumbing.localization import render
from recoup.team import queries as team
from recoup.web.cash.forms.layouts import LayoutForm, RefusedFileForm, SampleForm
from recoup.web.shared.forms import add_refusal
from recoup.web.shared.gates import requires
from recoup.web.shared.pages import go_to, render_page
from recoup.web.shared.requests import DeskRequest

_ACTS = {
    "saved": gettext_lazy("saved"),
    "changed": gettext_lazy("changed"),
    "retired": gettext_lazy("retired"),
}


@require_GET
@requires(permissions.READ)
def index(request: DeskRequest, account_id: int) -> HttpResponse:
    """Show the layouts of an account, and where another is begun."""
    return _list(request, account_id, SampleForm())


@require_POST
@requires(permissions.APPLY)
def begin(request: DeskRequest, account_id: int) -> HttpResponse:
    """Begin a layout on a sheet."""
    form = SampleForm(request.POST, request.FILES)
    if form.is_valid():
        file = form.cleaned_data["file"]
        try:
            layout = operations.begin_layout(
                account_id=account_id,
                content=file.read(),
                name=file.name or "",
                actor=request.actor,
                now=request.now,
            )
        except NotFound:
            raise
        except DomainError as error:
            add_refusal(form, error)
        else:
            return go_to(request, reverse("cash:layout", args=[layout.id]))
    return _list(request, account_id, form, status=422)


@require_POST
@requires(permissions.APPLY)
def begin_for_file(request: DeskRequest) -> HttpResponse:
    """Begin a layout on a file that could not be read."""
    accounts = queries.bank_accounts(actor=request.actor, only_active=True)
    form = RefusedFileForm(request.POST, accounts=accounts)
    if not form.is_valid():
        raise NotFound
    try:
        layout = operations.begin_layout_for_file(**form.cleaned_data, actor=request.actor, now=request.now)
    except NotFound:
        raise
    except DomainError as error:
        messages.error(request, render(error.sentence, request.reader))
        return go_to(request, reverse("cash:files"))
    return go_to(request, reverse("cash:layout", args=[layout.id]))


@require_http_methods(["GET", "POST"])
@requires(permissions.APPLY)
def layout(request: DeskRequest, layout_id: int) -> HttpResponse:
    """Say what the columns mean, see what the sample comes to, and save it."""
    found = queries.get_layout(layout_id=layout_id, actor=request.actor)
    sample = queries.layout_sample(layout_id=layout_id, actor=request.actor)
    plan = LayoutPlan(sample.guess)
    if found.profile is not None:
        plan = queries.plan_of(profile=found.profile, header=sample.header)
    form = LayoutForm(request.POST or None, sample=sample, plan=plan, name=found.name)
    if form.is_valid():
        plan = form.plan()
        if "save" in request.POST:
            try:
                saved = operations.save_layout(
                    layout_id=layout_id,
                    name=form.cleaned_data["name"],
                    plan=plan,
                    actor=request.actor,
                    now=request.now,
                )
            except DomainError as error:
                add_refusal(form, error)
            else:
                return _saved(request, saved)
    account = queries.get_bank_account(account_id=found.account_id, actor=request.actor)
    trial = queries.try_layout(layout_id=layout_id, plan=plan, actor=request.actor)
    context = {
        "form": form,
        "layout": found,
        "account": account,
        "columns": list(form.columns()),
        "trial": trial,
        "trial_in": Money(trial.money_in, account.currency),
        "trial_out": Money(trial.money_out, account.currency),
        "trial_lines": [(line, Money(line.amount, account.currency)) for line in trial.shown],
        "changes": [
            (change, _ACTS[change.action])
            for change in queries.layout_changes(layout_id=layout_id, actor=request.actor)
        ],
        "may_retire": found.state is LayoutState.ACTIVE,
    }
    return render_page(request, "cash/layout.html", context, status=422 if form.errors else 200)


@require_POST
@requires(permissions.APPLY)
def retire(request: DeskRequest, layout_id: int) -> HttpResponse:
    """Read nothing by a layout any more."""
    found = queries.get_layout(layout_id=layout_id, actor=request.actor)
    operations.retire_layout(layout_id=layout_id, actor=request.actor, now=request.now)
    messages.success(request, _("The layout is retired: no sheet is read by it any more."))
    return go_to(request, reverse("cash:layouts", args=[found.account_id]))


def _saved(request: DeskRequest, saved: SheetLayoutRecord) -> HttpResponse:
    """Say that sheets are read by the layout now, and read the file for which it was made."""
    messages.success(request, _("The layout was saved: sheets of this look are read by it from now on."))
    may_import = team.has_permission(actor=request.actor, permission=permissions.APPLY)
    if saved.file_id is None or not may_import:
        return go_to(request, reverse("cash:layouts", args=[saved.account_id]))
    name, content = queries.open_layout_file(layout_id=saved.id, actor=request.actor)
    with content:
        imported = operations.import_bank_file(
            content=content,
            name=name,
            choices=ImportChoices(account_id=saved.account_id),
            actor=request.actor,
            now=request.now,
        )
    if imported.status is FileStatus.READ:
        messages.success(request, _("The file %(name)s was taken in.") % {"name": name})
    return go_to(request, reverse("cash:files"))


def _list(request: DeskRequest, account_id: int, form: SampleForm, *, status: int = 200) -> HttpResponse:
    account = queries.get_bank_account(account_id=account_id, actor=request.actor)
    may_edit = team.has_permission(
        actor=request.actor, permission=permissions.APPLY, entity_id=account.entity_id
    )
    context = {
        "account": account,
        "layouts": [
            (each, each.state.label, "ok" if each.state is LayoutState.ACTIVE else "mute")
            for each in queries.sheet_layouts(account_id=account_id, actor=request.actor)
        ],
        "form": form if may_edit else None,
        "endings": ".csv,.xlsx,.xls,.txt",
    }
    return render_page(request, "cash/layouts.html", context, status=status)
