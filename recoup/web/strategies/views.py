"""The strategies in force, a draft played over the past year, and first figures of effect."""

from __future__ import annotations

from django.http import HttpResponse
from django.views.decorators.http import require_GET

from recoup.collections import permissions
from recoup.collections import queries as collections
from recoup.collections.strategy_rules import STRATEGY
from recoup.parties import queries as parties
from recoup.rulebook import queries as rulebook
from recoup.rulebook.types import RuleRecord
from recoup.team import queries as team
from recoup.team.types import EntityRecord
from recoup.web.shared.gates import requires
from recoup.web.shared.pages import render_page
from recoup.web.shared.requests import DeskRequest
from recoup.web.strategies import curves, presenters
from recoup.web.strategies.forms import PeriodForm, SimulationForm

_SHOWN = 100


@require_GET
@requires(permissions.READ)
def index(request: DeskRequest) -> HttpResponse:
    """Show the strategies in force as ladders, by entity and segment."""
    entities = _entities(request)
    segments = {
        entity.id: collections.segment_names(entity_ids=[entity.id], on=request.on) for entity in entities
    }
    rules = rulebook.rules_in_force(
        kinds=[STRATEGY], on=request.on, entity_ids=[entity.id for entity in entities]
    )
    context = {
        "ladders": presenters.ladders(rules, entities, segments),
        "kind": STRATEGY,
        "may_propose": team.has_permission(actor=request.actor, permission="rules.propose"),
        "may_read_rules": team.has_permission(actor=request.actor, permission="rules.read"),
    }
    return render_page(request, "strategies/index.html", context)


@require_GET
@requires(permissions.READ)
def simulate(request: DeskRequest) -> HttpResponse:
    """Play a draft and the strategy in force over the past year; nothing is changed by it."""
    versions = presenters.drafts(_rules(request), request.entity_ids)
    form = SimulationForm(request.GET, versions=versions, entities=_entities(request))
    context: dict[str, object] = {"form": form, "has_versions": bool(versions)}
    if form.is_bound and form.is_valid():
        simulation = collections.simulate_version(
            version_id=form.cleaned_data["version"],
            entity_id=form.cleaned_data["entity"],
            on=request.on,
            actor=request.actor,
            now=request.now,
        )
        ids = {one.customer_id for one in simulation.otherwise}
        customers = parties.customers_by_id(customer_ids=ids, actor=request.actor)
        context |= {
            "simulation": simulation,
            "lines": presenters.comparison(simulation),
            "otherwise": presenters.otherwise(simulation, customers, _SHOWN),
            "count": len(simulation.otherwise),
            "limit": collections.CUSTOMERS_MAX,
        }
    return render_page(request, "strategies/simulate.html", context, fragment="result")


@require_GET
@requires(permissions.READ)
def effect(request: DeskRequest) -> HttpResponse:
    """Show how often each step was taken, and what was paid soon after."""
    form = PeriodForm(request.GET, on=request.on)
    found = collections.step_effects(period=form.period, actor=request.actor, entity_ids=request.entity_ids)
    repaid = collections.repayment(
        by=form.wanted_by,
        period=form.period,
        on=request.on,
        actor=request.actor,
        entity_ids=request.entity_ids,
    )
    context = {
        "form": form,
        "rows": presenters.effects(found),
        "days": collections.REPAYMENT_DAYS,
        "curves": curves.curves(repaid, form.wanted_by, _names(request, form.wanted_by)),
    }
    return render_page(request, "strategies/effect.html", context, fragment="effects")


def _names(request: DeskRequest, by: collections.RepaymentBy) -> dict[str, str]:
    """Return the names of segments, or of versions of strategies, by what stands for them in figures."""
    if by is collections.RepaymentBy.SEGMENT:
        return collections.segment_names(entity_ids=request.entity_ids, on=request.on)
    if by is collections.RepaymentBy.STRATEGY:
        return dict(presenters.drafts(_rules(request), request.entity_ids))
    return {}


def _entities(request: DeskRequest) -> list[EntityRecord]:
    known = team.entities(actor=request.actor, permission=permissions.READ)
    return [entity for entity in known if entity.id in request.entity_ids]


def _rules(request: DeskRequest) -> list[RuleRecord]:
    criteria = rulebook.RuleFilter(kind=STRATEGY)
    return rulebook.rules(criteria=criteria, on=request.on, actor=request.actor, now=request.now)
