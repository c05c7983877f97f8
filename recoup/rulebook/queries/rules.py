"""Rules with their versions, for people who read, propose and approve them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q

from recoup.kernel.actor import Actor
from recoup.kernel.errors import NotAllowed, NotFound
from recoup.kernel.unions import union_of
from recoup.rulebook import permissions, registry
from recoup.rulebook.models import Enactment, RuleVersion
from recoup.rulebook.queries.rows import rules_of
from recoup.rulebook.types import RuleRecord, RuleScope, VersionRecord
from recoup.team import queries as team
from recoup.team.fingerprints import fingerprint


@dataclass(frozen=True, slots=True)
class RuleFilter:
    """Which rules to show; empty means all of them.

    With an entity, the rules that reach it: its own, its country's (which is to be given too) and everybody's.
    """

    kind: str = ""
    jurisdiction: str = ""
    entity_id: int | None = None
    segment: str = ""
    in_force_only: bool = False


def rules(*, criteria: RuleFilter, on: date, actor: Actor, now: datetime) -> list[RuleRecord]:
    """Return the rules by kind, the widest scope first, as they stand on the day `on`."""
    condition = _readable(actor)
    if criteria.kind:
        condition &= Q(rule__kind=criteria.kind)
    if criteria.entity_id is not None:
        condition &= Q(rule__entity_id__isnull=True) | Q(rule__entity_id=criteria.entity_id)
    elif criteria.jurisdiction:
        condition &= Q(rule__jurisdiction=criteria.jurisdiction) | Q(
            rule__entity__country=criteria.jurisdiction
        )
    if criteria.entity_id is not None and criteria.jurisdiction:
        condition &= Q(rule__jurisdiction__in=["", criteria.jurisdiction, union_of(criteria.jurisdiction)])
    if criteria.segment:
        condition &= Q(rule__segment=criteria.segment)
    found = rules_of(condition, on=on, now=now)
    shown = [rule for rule in found if rule.in_force or not criteria.in_force_only]
    return sorted(shown, key=lambda rule: (rule.kind, rule.scope.scope.rank, rule.scope.scope.jurisdiction))


def get_rule(*, rule_id: int, on: date, actor: Actor, now: datetime) -> RuleRecord:
    """Return one rule with all its versions as they stand on the day `on`.

    :raises NotFound: there is none, or the actor may not read it
    """
    found = rules_of(_readable(actor) & Q(rule_id=rule_id), on=on, now=now)
    if not found:
        raise NotFound
    return found[0]


def rule_of_version(*, version_id: int, on: date, actor: Actor, now: datetime) -> RuleRecord:
    """Return the rule that a version belongs to, with all its versions.

    :raises NotFound: there is none, or the actor may not read it
    """
    rule_id = RuleVersion.objects.filter(id=version_id).values_list("rule_id", flat=True).first()
    if rule_id is None:
        raise NotFound
    return get_rule(rule_id=rule_id, on=on, actor=actor, now=now)


def version_in(rule: RuleRecord, *, version_id: int) -> VersionRecord:
    """Return one of the versions of a rule.

    :raises NotFound: it belongs to another rule
    """
    found = next((version for version in rule.versions if version.id == version_id), None)
    if found is None:
        raise NotFound
    return found


def segments(*, actor: Actor) -> list[str]:
    """Return the codes of the segments for which there are rules."""
    found = RuleVersion.objects.filter(_readable(actor) & ~Q(rule__segment=""))
    return sorted(set(found.values_list("rule__segment", flat=True)))


def may_propose(*, scope: RuleScope, actor: Actor) -> bool:
    """Return whether the actor may propose what a rule of this scope says."""
    try:
        permissions.require_reach(actor=actor, permission=permissions.PROPOSE, scope=scope)
    except (NotAllowed, NotFound):
        return False
    return True


def version_fingerprint(*, version_id: int) -> str:
    """Return what an approval was given for: it no longer holds when another version of the rule came into force."""
    rule_ids = RuleVersion.objects.filter(id=version_id).values("rule_id")
    enacted = Enactment.objects.filter(version__rule_id__in=rule_ids).order_by("id")
    return fingerprint({"version": version_id, "enacted": list(enacted.values_list("id", flat=True))})


def _readable(actor: Actor) -> Q:
    """Return the condition on versions that the actor may read: of kinds that this program knows."""
    entity_ids = team.entity_ids(actor=actor, permission=permissions.READ)
    if not team.has_permission(actor=actor, permission=permissions.READ):
        return Q(pk__in=[])
    known = Q(rule__kind__in=[kind.code for kind in registry.kinds()])
    return known & (Q(rule__entity_id__isnull=True) | Q(rule__entity_id__in=entity_ids))
