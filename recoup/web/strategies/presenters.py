"""Strategies as ladders, simulations as two columns."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from recoup.collections.queries import SimulatedOutcome, Simulation, StepEffect
from recoup.collections.standings import REPORTING_CURRENCY
from recoup.collections.strategy_rules import STRATEGY, strategy_of
from recoup.collections.strategy_rules.strategies import TEMPLATES
from recoup.engines.strategy import Effect, Step, Strategy
from recoup.kernel.contact import Channel
from recoup.kernel.money import Money
from recoup.kernel.rounding import round_half_up
from recoup.kernel.sentences import Sentence
from recoup.parties.types import CustomerRecord
from recoup.plumbing.localization import format_number
from recoup.rulebook.queries import RulesInForce
from recoup.rulebook.types import RuleRecord
from recoup.team.types import EntityRecord
from recoup.web.shared.reading import current
from recoup.web.shared.rule_values import scope_text
from recoup.web.shared.tags import money_text

_LETTERS = {template.code: template.label for template in TEMPLATES}


@dataclass(frozen=True, slots=True)
class Rung:
    """A step of a ladder in words."""

    code: str
    day: str
    channel: str
    letter: str
    performer: str
    notes: tuple[str, ...]
    is_before_due: bool


@dataclass(frozen=True, slots=True)
class Ladder:
    """The strategy of one or more segments of an entity, and which rule it is."""

    entity: str
    segments: str
    mode: str
    why: Sentence
    rungs: tuple[Rung, ...]
    rule_url: str


@dataclass(frozen=True, slots=True)
class Compared:
    """One line of a comparison."""

    label: str
    present: str
    draft: str


@dataclass(frozen=True, slots=True)
class Otherwise:
    """A customer who would have been treated otherwise."""

    customer_id: int
    name: str
    currency: str
    present: int
    draft: int
    first_present: object
    first_draft: object


@dataclass(frozen=True, slots=True)
class EffectRow:
    """One step's effect in words."""

    effect: StepEffect
    channel: str


def ladders(
    rules: RulesInForce, entities: Iterable[EntityRecord], segments: Mapping[int, Mapping[str, str]]
) -> list[Ladder]:
    """Return the strategies in force, segments with the same rule together."""
    found = []
    for entity in entities:
        groups: dict[int | None, list[str]] = {}
        resolved = {
            code: rules.resolve(STRATEGY, entity_id=entity.id, segment=code) for code in segments[entity.id]
        }
        for code, rule in resolved.items():
            groups.setdefault(rule.version_id, []).append(code)
        for codes in groups.values():
            rule = resolved[codes[0]]
            names = [_(segments[entity.id][code]) for code in codes]
            strategy = strategy_of(rule.value)
            url = reverse("rulebook:rule", args=[rule.rule_id]) if rule.rule_id else ""
            found.append(
                Ladder(
                    f"{entity.code} · {entity.name}",
                    " · ".join(names),
                    _(strategy.mode.label),
                    rule.why,
                    rungs(strategy),
                    url,
                )
            )
    return found


def rungs(strategy: Strategy) -> tuple[Rung, ...]:
    """Return the steps of a strategy in words."""
    return tuple(map(_rung, strategy.steps))


def drafts(rules: Sequence[RuleRecord], entity_ids: Collection[int]) -> list[tuple[str, str]]:
    """Return the versions that can be played, those not in force first, by id and name."""
    shown = [rule for rule in rules if rule.scope.scope.entity_id in (None, *entity_ids)]
    listed = [(rule, version) for rule in shown for version in rule.versions]
    listed.sort(key=lambda pair: (pair[1] is pair[0].in_force, -pair[1].id))
    return [
        (
            str(version.id),
            _("%(scope)s, version %(number)s (%(standing)s)")
            % {
                "scope": scope_text(rule.scope),
                "number": format_number(version.number, current().reader),
                "standing": _(version.standing.label),
            },
        )
        for rule, version in listed
    ]


def comparison(simulation: Simulation) -> list[Compared]:
    """Return both strategies side by side."""
    present, draft = simulation.present, simulation.draft
    lines = [
        Compared(
            _(channel.label), _count(present.contacts.get(channel, 0)), _count(draft.contacts.get(channel, 0))
        )
        for channel in Channel
        if channel in present.contacts or channel in draft.contacts
    ]
    return [
        *lines,
        Compared(_("All contacts"), _count(present.total), _count(draft.total)),
        Compared(_("Cost of the contacts"), _cost(present.cost), _cost(draft.cost)),
        Compared(_("Items with a contact"), _count(present.items), _count(draft.items)),
        Compared(_("First contact, on average"), _first_day(present), _first_day(draft)),
    ]


def otherwise(simulation: Simulation, customers: Mapping[int, CustomerRecord], limit: int) -> list[Otherwise]:
    """Return the customers who would have been treated otherwise, those with the greatest difference first."""
    ordered = sorted(simulation.otherwise, key=lambda one: (-abs(one.draft - one.present), one.customer_id))
    return [
        Otherwise(
            one.customer_id,
            customers[one.customer_id].name,
            one.currency,
            one.present,
            one.draft,
            one.first_present,
            one.first_draft,
        )
        for one in ordered[:limit]
        if one.customer_id in customers
    ]


def effects(found: Iterable[StepEffect]) -> list[EffectRow]:
    """Return the effects of steps for the table."""
    return [EffectRow(one, _(one.channel.label) if one.channel else _("No contact")) for one in found]


def _rung(step: Step) -> Rung:
    notes = [_("optional")] if step.is_optional else []
    if step.effect is not Effect.NONE:
        notes.append(_(step.effect.label))
    if step.escalate_days:
        notes.append(_to_manager(step.escalate_days))
    if step.amount_min:
        amount = money_text(Money(step.amount_min, REPORTING_CURRENCY))
        notes.append(_("from %(amount)s on") % {"amount": amount})
    return Rung(
        code=step.code,
        day=day_words(step.threshold),
        channel=_(step.channel.label) if step.channel else _("No contact"),
        letter=_(_LETTERS[step.template]) if step.template in _LETTERS else "",
        performer=_(step.performer.label),
        notes=tuple(notes),
        is_before_due=step.is_notice,
    )


def day_words(days: int) -> str:
    """Return a day relative to the due date in words."""
    shown = {"days": format_number(abs(days), current().reader)}
    if days < 0:
        return (
            ngettext("%(days)s day before it falls due", "%(days)s days before it falls due", -days) % shown
        )
    return ngettext("%(days)s day late", "%(days)s days late", days) % shown


def _to_manager(days: int) -> str:
    shown = {"days": format_number(days, current().reader)}
    return ngettext("to the manager after %(days)s day", "to the manager after %(days)s days", days) % shown


def _count(number: int) -> str:
    return format_number(number, current().reader)


def _cost(amount: Decimal) -> str:
    return money_text(round_half_up(amount, REPORTING_CURRENCY))


def _first_day(outcome: SimulatedOutcome) -> str:
    if outcome.first_day is None:
        return _("none")
    return day_words(int(outcome.first_day.to_integral_value()))
