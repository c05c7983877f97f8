"""See the rules, one rule with its versions, and which rule applies."""

from __future__ import annotations

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from recoup.kernel.errors import NotFound
from recoup.parties import queries as parties
from recoup.rulebook import queries as rulebook
from recoup.rulebook import registry
from recoup.rulebook.types import RuleRecord
from recoup.team import queries as team
from recoup.team.types import EntityRecord
from recoup.web.rulebook import presenters
from recoup.web.rulebook.forms.lookup import CompareForm, ListForm, WhichForm
from recoup.web.shared.gates import requires
from recoup.web.shared.pages import go_to, render_page
from recoup.web.shared.requests import DeskRequest


@require_GET
@requires("rules.read")
def index(request: DeskRequest) -> HttpResponse:
    """Show the rules by kind, as they stand on a day."""
    kinds, segments = registry.kinds(), rulebook.segments(actor=request.actor)
    form = ListForm(request.GET, kinds=kinds, entities=_entities(request), segments=segments)
    criteria = form.criteria()
    on = form.day(request.on)
    rules = rulebook.rules(criteria=criteria, on=on, actor=request.actor, now=request.now)
    shown = [kind for kind in kinds if criteria.kind in ("", kind.code)]
    context = {
        "form": form,
        "on": on,
        "kinds": presenters.cards(rules, shown, request.entity_ids),
        "may_propose": team.has_permission(actor=request.actor, permission="rules.propose"),
    }
    return render_page(request, "rulebook/index.html", context, fragment="rules")


@require_GET
@requires("rules.read")
def rule(request: DeskRequest, rule_id: int) -> HttpResponse:
    """Show one rule with its versions, two of them side by side."""
    found = rulebook.get_rule(rule_id=rule_id, on=request.on, actor=request.actor, now=request.now)
    form, differences = _comparison(request, found)
    context = {
        "rule": presenters.rule_page(found),
        "may_propose": rulebook.may_propose(scope=found.scope.scope, actor=request.actor),
        "form": form,
        "differences": differences,
    }
    fragment = "comparison" if "before" in request.GET else "rule"
    return render_page(request, "rulebook/rule.html", context, fragment=fragment)


@require_GET
@requires("rules.read")
def version(request: DeskRequest, version_id: int) -> HttpResponse:
    """Lead to the rule that a version belongs to."""
    found = rulebook.rule_of_version(
        version_id=version_id, on=request.on, actor=request.actor, now=request.now
    )
    return go_to(request, reverse("rulebook:rule", args=[found.id]))


@require_GET
@requires("rules.read")
def which(request: DeskRequest) -> HttpResponse:
    """Answer which rule applies to somebody on a day, and why."""
    form = WhichForm(request.GET, kinds=registry.kinds(), entities=_entities(request))
    context = {"form": form, "answers": _answers(request, form) if form.is_valid() else []}
    return render_page(request, "rulebook/which.html", context, fragment="answers")


def _comparison(request: DeskRequest, found: RuleRecord) -> tuple[CompareForm, list[presenters.Difference]]:
    before, after = presenters.compared(found, request.on)
    form = CompareForm(request.GET, versions=found.versions, before=before, after=after)
    if len(found.versions) < 2 or not form.is_valid():
        return form, []
    chosen = [rulebook.version_in(found, version_id=form.cleaned_data[name]) for name in ("before", "after")]
    return form, presenters.differences(*chosen)


def _answers(request: DeskRequest, form: WhichForm) -> list[presenters.Answer]:
    said = form.cleaned_data
    entity_id, number = said["entity"], said["customer"].strip()
    customer_id = None
    if number:
        found = parties.customer_ids(entity_id=entity_id, numbers=[number], actor=request.actor)
        customer_id = found.get(number)
        if customer_id is None:
            form.add_error("customer", _("This entity has no customer with this number."))
            return []
    kinds = [kind for kind in registry.kinds() if said["kind"] in ("", kind.code)]
    book = rulebook.rules_in_force(
        kinds=[kind.code for kind in kinds],
        on=said["on"] or request.on,
        entity_ids=[entity_id],
        customer_ids=[] if customer_id is None else [customer_id],
    )
    if entity_id not in book.entity_codes:
        raise NotFound
    return presenters.answers(
        book, kinds, entity_id=entity_id, segment=said["segment"].strip(), customer_id=customer_id
    )


def _entities(request: DeskRequest) -> list[EntityRecord]:
    known = team.entities(actor=request.actor, permission="rules.read")
    return [entity for entity in known if entity.id in request.entity_ids]
