"""What is done with a receipt after a question: whose it is, that it isn't ours, notes, undoing, many at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from django import forms
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from recoup.cash import operations, permissions, queries
from recoup.cash.types import WorkFilter, WorkPage
from recoup.kernel.errors import DomainError
from recoup.parties import queries as parties
from recoup.plumbing.localization import format_number
from recoup.team import queries as team
from recoup.web.cash.bench_state import BenchState
from recoup.web.cash.forms.acts import ManyForm, PayerForm, QuestionForm, ReasonForm, WordsForm
from recoup.web.cash.views import bench
from recoup.web.shared.dialogs import close_dialog, show_dialog
from recoup.web.shared.forms import add_refusal
from recoup.web.shared.gates import requires
from recoup.web.shared.pages import number_or_404, render_page
from recoup.web.shared.requests import DeskRequest

_WORKED = "cash-worked"
_POST_OR_GET = ("GET", "POST")


@require_http_methods(_POST_OR_GET)
@requires(permissions.APPLY)
def name_payer(request: DeskRequest, receipt_id: int) -> HttpResponse:
    """Say whose money it is, whoever paid it."""
    customer_id = number_or_404(request.GET.get("customer"))
    customer = parties.get_customer(customer_id=customer_id, actor=request.actor).customer
    form = PayerForm(request.POST or None)

    def act() -> str:
        done = operations.name_payer(
            receipt_id=receipt_id,
            customer_id=customer_id,
            learn=form.cleaned_data["learn"],
            on=request.on,
            actor=request.actor,
            now=request.now,
        )
        bench.remember_deed(request, receipt_id, done.deed_id)
        return _("The money stands with the customer now.")

    words = {
        "title": _("Whose money it is"),
        "submit": _("It is theirs"),
        "text": _("The money stands with %(name)s from now on, until it is applied.")
        % {"name": customer.name},
    }
    return _ask(request, form, act, words, receipt_id=receipt_id)


@require_http_methods(_POST_OR_GET)
@requires(permissions.APPLY)
def to_suspense(request: DeskRequest, receipt_id: int) -> HttpResponse:
    """Put the money back among what nobody has claimed yet."""
    form = ReasonForm(request.POST or None)

    def act() -> str:
        operations.put_to_suspense(
            receipt_id=receipt_id,
            reason=form.cleaned_data["reason"],
            on=request.on,
            actor=request.actor,
            now=request.now,
        )
        return _("The money is in suspense.")

    words = {
        "title": _("Put the money into suspense"),
        "submit": _("Into suspense"),
        "text": _("It stands with no customer until somebody says whose it is; its age is counted."),
    }
    return _ask(request, form, act, words, receipt_id=receipt_id)


@require_http_methods(_POST_OR_GET)
@requires(permissions.APPLY)
def not_ours(request: DeskRequest, receipt_id: int) -> HttpResponse:
    """Say that the money isn't a customer's."""
    form = ReasonForm(request.POST or None)

    def act() -> str:
        done = operations.mark_not_ours(
            receipt_id=receipt_id,
            reason=form.cleaned_data["reason"],
            on=request.on,
            actor=request.actor,
            now=request.now,
        )
        bench.remember_deed(request, receipt_id, done.deed_id)
        return _("The money is marked as not from a customer.")

    words = {
        "title": _("Not from a customer"),
        "submit": _("Not ours"),
        "text": _("What is left of the receipt leaves receivables for the account of money that isn't ours."),
    }
    return _ask(request, form, act, words, receipt_id=receipt_id)


@require_http_methods(_POST_OR_GET)
@requires(permissions.APPLY)
def refund(request: DeskRequest, receipt_id: int) -> HttpResponse:
    """Ask a second person to let the money be paid back."""
    form = ReasonForm(request.POST or None)

    def act() -> str:
        operations.ask_refund(
            receipt_id=receipt_id, reason=form.cleaned_data["reason"], actor=request.actor, now=request.now
        )
        return _("Asked for. A second person decides under Approvals.")

    words = {
        "title": _("Pay the money back"),
        "submit": _("Ask for it"),
        "text": _("What is left of the receipt is paid back once a second person agrees."),
    }
    return _ask(request, form, act, words, receipt_id=receipt_id)


@require_http_methods(_POST_OR_GET)
@requires(permissions.APPLY)
def note(request: DeskRequest, receipt_id: int) -> HttpResponse:
    """Write something about the receipt for whoever looks at it next."""
    form = WordsForm(request.POST or None)

    def act() -> str:
        operations.write_note(
            receipt_id=receipt_id, text=form.cleaned_data["text"], actor=request.actor, now=request.now
        )
        return _("The note is kept.")

    words = {"title": _("Note"), "submit": _("Keep it"), "text": ""}
    return _ask(request, form, act, words, receipt_id=receipt_id)


@require_http_methods(_POST_OR_GET)
@requires(permissions.APPLY)
def ask(request: DeskRequest, receipt_id: int) -> HttpResponse:
    """Ask a colleague about the receipt."""
    colleagues = [user for user in team.users(actor=request.actor) if user.id != request.actor.id]
    form = QuestionForm(request.POST or None, colleagues=colleagues)

    def act() -> str:
        operations.ask_colleague(
            receipt_id=receipt_id,
            user_id=form.cleaned_data["colleague"],
            text=form.cleaned_data["text"],
            actor=request.actor,
            now=request.now,
        )
        return _("The question is asked; the line shows it until it is answered.")

    words = {"title": _("Ask a colleague"), "submit": _("Ask"), "text": ""}
    return _ask(request, form, act, words, receipt_id=receipt_id)


@require_http_methods(_POST_OR_GET)
@requires(permissions.APPLY)
def undo(request: DeskRequest, receipt_id: int, deed_id: int) -> HttpResponse:
    """Take back what was done with a receipt."""
    form = ReasonForm(request.POST or None, initial={"reason": _("Done by mistake")})

    def act() -> str:
        operations.undo_deed(
            deed_id=deed_id,
            reason=form.cleaned_data["reason"],
            on=request.on,
            actor=request.actor,
            now=request.now,
        )
        bench.forget_deed(request)
        return _("It was undone; what it paid is open again.")

    words = {
        "title": _("Undo"),
        "submit": _("Undo it"),
        "text": _("The items are open again, and the money is to be worked."),
    }
    return _ask(request, form, act, words, receipt_id=receipt_id)


@require_http_methods(_POST_OR_GET)
@requires(permissions.APPLY)
def accept_many(request: DeskRequest) -> HttpResponse:
    """Accept the best proposal of every line from a score on, in the lines that are listed."""
    state = BenchState.read(request.GET)
    form = ManyForm(
        request.POST or None,
        initial={"score": queries.score_to_apply(entity_ids=request.entity_ids, on=request.on)},
    )

    def act() -> str:
        done = operations.accept_many(
            wanted=_from_score(request, state, form.cleaned_data["score"]),
            on=request.on,
            actor=request.actor,
            now=request.now,
        )
        text = ngettext("%(count)s receipt was applied.", "%(count)s receipts were applied.", done.applied)
        return text % {"count": format_number(done.applied, request.reader)}

    score = form["score"].value()
    context = {
        "title": _("Accept many proposals"),
        "submit": _("Accept them"),
        "preview": _preview(request, state, score),
        "query": state.query,
    }
    return _ask(request, form, act, context, template="cash/many.html")


@require_GET
@requires(permissions.APPLY)
def preview_many(request: DeskRequest) -> HttpResponse:
    """Say how many lines and how much money a score would accept."""
    state = BenchState.read(request.GET)
    page = _preview(request, state, request.GET.get("score"))
    return render_page(request, "cash/preview.html", {"preview": page})


def _preview(request: DeskRequest, state: BenchState, score: object) -> WorkPage | None:
    if not str(score or "").isdecimal():
        return None
    return queries.work_page(
        wanted=_from_score(request, state, int(str(score))),
        page=1,
        size=0,
        on=request.on,
        now=request.now,
        actor=request.actor,
    )


def _from_score(request: DeskRequest, state: BenchState, score: int) -> WorkFilter:
    return replace(state.wanted(request.entity_ids), score_min=score)


def _ask(
    request: DeskRequest,
    form: forms.Form,
    act: Callable[[], str],
    words: Mapping[str, object],
    *,
    receipt_id: int | None = None,
    template: str = "cash/ask.html",
) -> HttpResponse:
    """Show the question, or do what was asked and tell the workbench; strangers find no such receipt."""
    if receipt_id is not None:
        queries.deeds_of(receipt_id=receipt_id, actor=request.actor)
    if form.is_valid():
        try:
            said = act()
        except DomainError as error:
            add_refusal(form, error)
        else:
            url = f"{reverse('cash:bench')}?receipt={receipt_id}" if receipt_id else reverse("cash:bench")
            return close_dialog(request, said, changed=_WORKED, url=url)
    context = {"form": form, "action": request.get_full_path(), **words}
    return show_dialog(request, template, context)
