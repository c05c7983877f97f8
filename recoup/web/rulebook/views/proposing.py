"""Propose what a rule is to say, and ask a second person for it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from recoup.kernel.errors import DomainError, NotFound
from recoup.parties import queries as parties
from recoup.rulebook import operations as rulebook_operations
from recoup.rulebook import queries as rulebook
from recoup.rulebook import registry
from recoup.rulebook.operations import InvalidRuleValue
from recoup.rulebook.types import Mark, RuleKind, RuleScope, RuleValue, VersionRecord, VersionRef
from recoup.team import queries as team
from recoup.web.rulebook import presenters
from recoup.web.rulebook.forms.proposal import AskForm, ProposalForm, Reach, ScopeForm
from recoup.web.rulebook.forms.rows import changed_rows
from recoup.web.rulebook.forms.values import rows_input
from recoup.web.shared.dialogs import close_dialog, show_dialog
from recoup.web.shared.forms import add_refusal
from recoup.web.shared.gates import requires
from recoup.web.shared.pages import go_to, render_page
from recoup.web.shared.requests import DeskRequest


@require_http_methods(["GET", "POST"])
@requires("rules.propose")
def propose(request: DeskRequest, code: str) -> HttpResponse:
    """Propose a rule of a kind for somebody for whom there is none yet, or the next version of the one there is."""
    kind = registry.get_kind(code)
    form = _form(request, kind, value=kind.default, before=None)
    entities = team.entities(actor=request.actor, permission="rules.propose")
    initial: dict[str, object] = {
        "reach": Reach.ENTITY,
        "entity": entities[0].id if len(entities) == 1 else None,
    }
    scope_form = ScopeForm(request.POST or None, entities=entities, initial=initial)
    if request.method == "POST" and scope_form.is_valid() and form.is_valid():
        scope = _scope(request, scope_form)
        version = _propose(request, form, scope) if scope else None
        if version is not None:
            return _done(request, form, version)
    return _page(request, kind, form, scope_form)


@require_http_methods(["GET", "POST"])
@requires("rules.propose")
def change(request: DeskRequest, version_id: int) -> HttpResponse:
    """Propose the next version of a rule, beginning with what this one says."""
    rule = rulebook.rule_of_version(
        version_id=version_id, on=request.on, actor=request.actor, now=request.now
    )
    before = rulebook.version_in(rule, version_id=version_id)
    kind = registry.get_kind(rule.kind)
    form = _form(request, kind, value=before.value, before=before)
    if request.method == "POST" and form.is_valid():
        version = _propose(request, form, rule.scope.scope)
        if version is not None:
            return _done(request, form, version)
    return _page(request, kind, form, None, presenters.version_line(before))


@require_http_methods(["GET", "POST"])
@requires("rules.propose")
def ask(request: DeskRequest, version_id: int) -> HttpResponse:
    """Ask a second person to put a draft in force."""
    rule = rulebook.rule_of_version(
        version_id=version_id, on=request.on, actor=request.actor, now=request.now
    )
    version = rulebook.version_in(rule, version_id=version_id)
    form = AskForm(request.POST or None, initial={"reason": version.note})
    if form.is_valid():
        try:
            rulebook_operations.ask_version(
                version_id=version_id, **form.cleaned_data, actor=request.actor, now=request.now
            )
        except DomainError as error:
            add_refusal(form, error)
        else:
            text, url = _("Asked for. A second person decides under Approvals."), _rule_url(rule.id)
            return close_dialog(request, text, changed="rules-changed", url=url)
    context = {"form": form, "version": presenters.version_line(version)}
    return show_dialog(request, "rulebook/ask.html", context)


@require_POST
@requires("rules.propose")
def rows(request: DeskRequest, code: str, name: str) -> HttpResponse:
    """Show a table of the form anew after a row was added, taken away or moved; nothing is kept."""
    found = rows_input(registry.get_kind(code), name)
    if found is None:
        raise NotFound
    table, prefix = found
    asked = request.GET.get("row", "")
    place = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 4 else 0
    entered = table.value_from_datadict(request.POST, None, prefix)
    shown, focus = changed_rows(entered, request.GET.get("act", ""), place)
    return HttpResponse(table.table(prefix, shown, focus))


def _form(
    request: DeskRequest, kind: RuleKind, *, value: RuleValue | None, before: VersionRecord | None
) -> ProposalForm:
    own = {entity.currency for entity in team.entities(actor=request.actor, permission="rules.propose")}
    told = [value.amounts(name) for name in _amounts_of(kind, value)] if value else []
    currencies = sorted(own.union(*told))
    initial: dict[str, object] = {
        "valid_from": request.on,
        "mark": before.mark if before else Mark.HOUSE,
        "source": before.source if before else "",
    }
    return ProposalForm(request.POST or None, kind=kind, currencies=currencies, value=value, initial=initial)


def _amounts_of(kind: RuleKind, value: RuleValue) -> list[str]:
    return [field.name for field in kind.fields if isinstance(value.fields.get(field.name), dict)]


def _scope(request: DeskRequest, form: ScopeForm) -> RuleScope | None:
    """Return the scope that was entered; None when there is no such customer, which is then said on the form."""
    if form.customer_key is None:
        return form.scope(None)
    entity_id, number = form.customer_key
    found = parties.customer_ids(entity_id=entity_id, numbers=[number], actor=request.actor)
    if number not in found:
        form.add_error("customer", _("This entity has no customer with this number."))
        return None
    return form.scope(found[number])


def _propose(request: DeskRequest, form: ProposalForm, scope: RuleScope) -> VersionRef | None:
    """Propose what was entered and ask for it if that is wanted; None when it is refused, which the form then says."""
    try:
        act = rulebook_operations.propose_and_ask if form.asks else rulebook_operations.propose_version
        version = act(proposal=form.proposal(scope), actor=request.actor, now=request.now)
    except InvalidRuleValue as error:
        for name, problem in error.problems.items():
            form.add_problem(name, problem)
    except DomainError as error:
        add_refusal(form, error)
    else:
        return version
    return None


def _done(request: DeskRequest, form: ProposalForm, version: VersionRef) -> HttpResponse:
    asked = _("Asked for. A second person decides under Approvals.")
    messages.success(request, asked if form.asks else _("The draft is kept. It changes nothing yet."))
    return go_to(request, _rule_url(version.rule_id))


def _page(
    request: DeskRequest,
    kind: RuleKind,
    form: ProposalForm,
    scope_form: ScopeForm | None,
    before: presenters.VersionLine | None = None,
) -> HttpResponse:
    is_wrong = form.errors or (scope_form and scope_form.errors)
    context = {
        "title": _(kind.title),
        "help": _(kind.help) if kind.help else "",
        "form": form,
        "scope_form": scope_form,
        "before": before,
        "back": _rule_url(before.record.rule_id) if before else reverse("rulebook:index"),
    }
    return render_page(request, "rulebook/propose.html", context, status=422 if is_wrong else 200)


def _rule_url(rule_id: int) -> str:
    return reverse("rulebook:rule", args=[rule_id])
