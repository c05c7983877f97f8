"""Bank files brought in at the desk, and receipts matched on the spot."""

from __future__ import annotations

from collections.abc import Sequence
from typing import BinaryIO, cast

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from recoup.cash import operations, permissions, queries
from recoup.cash.types import BankAccountRecord
from recoup.plumbing.localization import format_number
from recoup.team import queries as team
from recoup.web.cash.forms.files import ENDINGS, BankFilesForm
from recoup.web.cash.forms.layouts import RefusedFileForm
from recoup.web.cash.presenters import files as presenters
from recoup.web.shared.gates import requires
from recoup.web.shared.pages import go_to, next_url, render_page
from recoup.web.shared.requests import DeskRequest

_FILES_SHOWN = 50


@require_GET
@requires(permissions.READ)
def index(request: DeskRequest) -> HttpResponse:
    """Show the bank files that came in, and where another goes in."""
    context = {
        "files": presenters.file_rows(queries.bank_files(actor=request.actor, limit=_FILES_SHOWN)),
        "form": BankFilesForm(actor=request.actor) if _may_receive(request) else None,
        "endings": ENDINGS,
    }
    return render_page(request, "cash/files.html", context)


@require_http_methods(["POST"])
@requires(permissions.APPLY)
def receive(request: DeskRequest) -> HttpResponse:
    """Take bank files in and say what became of each."""
    form = BankFilesForm(request.POST, request.FILES, actor=request.actor)
    if not form.is_valid():
        context = {"form": form, "endings": ENDINGS, "files": ()}
        return render_page(request, "cash/files.html", context, status=422)
    received = [
        operations.import_bank_file(
            content=cast(BinaryIO, file.file),
            name=file.name or "",
            choices=form.choices(),
            actor=request.actor,
            now=request.now,
        )
        for file in form.files_given
    ]
    editable = team.entity_ids(actor=request.actor, permission=permissions.APPLY)
    accounts = queries.bank_accounts(actor=request.actor, entity_ids=editable, only_active=True)
    context = {
        "outcomes": _explained(presenters.outcomes(received), accounts),
        "form": BankFilesForm(actor=request.actor),
    }
    return render_page(request, "cash/received.html", context | {"endings": ENDINGS})


@require_POST
@requires(permissions.APPLY)
def match(request: DeskRequest) -> HttpResponse:
    """Apply every receipt that finds its items beyond doubt, in the companies shown."""
    applied = 0
    for entity_id in sorted(request.entity_ids):
        done = operations.apply_receipts(
            entity_id=entity_id, on=request.on, actor=request.actor, now=request.now
        )
        applied += done.applied
    text = ngettext(
        "%(count)s receipt found its items by itself.",
        "%(count)s receipts found their items by themselves.",
        applied,
    )
    messages.success(request, text % {"count": format_number(applied, request.reader)})
    return go_to(request, next_url(request, reverse("cash:index")))


def _explained(
    outcomes: Sequence[presenters.Outcome], accounts: Sequence[BankAccountRecord]
) -> list[tuple[presenters.Outcome, RefusedFileForm | None]]:
    """Return the outcomes, those of sheets that nothing fits with the form in which one begins to explain them."""
    return [
        (each, RefusedFileForm(accounts=accounts, file_id=each.file.file_id))
        if each.is_unknown and accounts
        else (each, None)
        for each in outcomes
    ]


def _may_receive(request: DeskRequest) -> bool:
    return team.has_permission(actor=request.actor, permission=permissions.APPLY)
