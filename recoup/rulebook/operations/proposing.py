"""Propose what a rule is to say, and ask a second person for it."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.db.models import Max

from recoup.kernel.actor import Actor
from recoup.kernel.errors import DomainError, NotFound
from recoup.kernel.sentences import N_, Sentence
from recoup.kernel.unions import EUROPEAN_UNION
from recoup.parties import queries as parties
from recoup.plumbing.audit import operations as audit
from recoup.rulebook import permissions, registry
from recoup.rulebook.models import Enactment, Rule, RuleVersion
from recoup.rulebook.queries.rows import SUBJECT, scope_of
from recoup.rulebook.queries.rules import version_fingerprint
from recoup.rulebook.types import NewVersion, RuleScope, VersionRef
from recoup.rulebook.values import normalized, problems
from recoup.team import operations as team
from recoup.team import queries as team_queries
from recoup.team.places import countries
from recoup.team.types import ApprovalRef, ApprovalStatus


class InvalidRuleValue(DomainError):
    """The value is not one that the kind allows; `problems` says what is wrong, by field."""

    text = N_("{field}: {problem}")

    def __init__(self, *, wrong: Mapping[str, Sentence], labels: Mapping[str, str]) -> None:
        name, problem = next(iter(wrong.items()))
        super().__init__(field=Sentence(labels.get(name) or N_("The rule as a whole")), problem=problem)
        self.problems = wrong


class InvalidScope(DomainError):
    """No rule can apply to such a part of the world."""

    text = N_("A rule applies to one customer, to an entity, to a country, or to everybody.")


class UnknownRuleCountry(DomainError):
    """There is no such country."""

    text = N_("There is no country with the code {code}.")


class SourceMissing(DomainError):
    """Nobody can check a rule of which nobody knows where it comes from."""

    text = N_("Say where this rule comes from: the law or the policy.")


class EndsBeforeItBegins(DomainError):
    """The last day lies before the first."""

    text = N_("The last day can't be before the first.")


class EnactedAlready(DomainError):
    """The version is in force, or was."""

    text = N_("This version was approved before.")


class AskedAlready(DomainError):
    """A second person is asked already."""

    text = N_("This version waits for approval already.")


@transaction.atomic
def propose_version(*, proposal: NewVersion, actor: Actor, now: datetime) -> VersionRef:
    """Write down what a rule is to say from a day on: a draft, which changes nothing until it is approved.

    :raises NotFound: the actor doesn't know the kind, the entity or the customer
    :raises NotAllowed: the actor may not propose rules in every entity that this one reaches
    :raises InvalidScope: the parts of the scope don't go together
    :raises UnknownRuleCountry: the scope names no country that there is
    :raises InvalidRuleValue: the value is not what the kind declares
    :raises SourceMissing: no source is given
    :raises EndsBeforeItBegins: the last day is before the first
    """
    scope = _checked_scope(proposal.scope, actor)
    permissions.require_reach(actor=actor, permission=permissions.PROPOSE, scope=scope)
    value = checked_value(proposal)
    rule = locked_rule(proposal.kind, scope, now)
    version = add_version(rule, proposal, value, pack="", actor=actor, now=now)
    return VersionRef(rule.id, version.id, version.number)


@transaction.atomic
def ask_version(*, version_id: int, reason: str, actor: Actor, now: datetime) -> ApprovalRef:
    """Ask a second person to put a draft in force.

    :raises NotFound: there is no such version for this actor
    :raises NotAllowed: the actor may not propose rules in every entity that this one reaches
    :raises EnactedAlready: it was approved before
    :raises AskedAlready: someone asked before, and nobody has decided yet
    :raises NoEntityYet: there is no entity yet
    :raises ReasonMissing: no reason is given
    """
    version = locked_version(version_id)
    scope = scope_of(version.rule)
    permissions.require_reach(actor=actor, permission=permissions.PROPOSE, scope=scope)
    if Enactment.objects.filter(version=version).exists():
        raise EnactedAlready
    asked = team_queries.latest_approvals(subject_kind=SUBJECT, subject_ids=[version.id], now=now)
    if version.id in asked and asked[version.id].status is ApprovalStatus.OPEN:
        raise AskedAlready
    return team.ask_approval(
        kind=permissions.APPROVE,
        entity_id=permissions.deciding_entity_id(scope),
        subject_kind=SUBJECT,
        subject_id=version.id,
        subject_fingerprint=version_fingerprint(version_id=version.id),
        payload=payload_of(version),
        amount=None,
        reason=reason,
        actor=actor,
        now=now,
    )


@transaction.atomic
def propose_and_ask(*, proposal: NewVersion, actor: Actor, now: datetime) -> VersionRef:
    """Write down what a rule is to say and ask a second person for it, both or neither; the note is the reason.

    :raises DomainError: for all the reasons of `propose_version` and `ask_version`
    """
    version = propose_version(proposal=proposal, actor=actor, now=now)
    ask_version(version_id=version.version_id, reason=proposal.note, actor=actor, now=now)
    return version


def checked_value(proposal: NewVersion) -> dict[str, object]:
    """Return the value of a proposal in its one form, everything about it checked but its scope."""
    kind = registry.get_kind(proposal.kind)
    if wrong := problems(kind, proposal.value):
        raise InvalidRuleValue(wrong=wrong, labels={field.name: field.label for field in kind.fields})
    if not proposal.source.strip():
        raise SourceMissing
    if proposal.valid_until is not None and proposal.valid_until < proposal.valid_from:
        raise EndsBeforeItBegins
    return normalized(kind, proposal.value)


def locked_rule(kind: str, scope: RuleScope, now: datetime) -> Rule:
    """Return the rule of a kind and scope, made if there was none, locked until the transaction ends."""
    Rule.objects.get_or_create(kind=kind, **dataclasses.asdict(scope), defaults={"created_at": now})
    return Rule.objects.select_for_update().get(kind=kind, **dataclasses.asdict(scope))


def locked_version(version_id: int) -> RuleVersion:
    """Return a version with its rule, which is locked until the transaction ends.

    :raises NotFound: there is none
    """
    version = RuleVersion.objects.filter(id=version_id).first()
    if version is None:
        raise NotFound
    version.rule = Rule.objects.select_for_update().get(id=version.rule_id)
    return version


def add_version(
    rule: Rule, proposal: NewVersion, value: Mapping[str, object], *, pack: str, actor: Actor, now: datetime
) -> RuleVersion:
    """Write the next version of a locked rule and record it."""
    before = RuleVersion.objects.filter(rule=rule).aggregate(last=Max("number"))["last"]
    version = RuleVersion.objects.create(
        rule=rule,
        number=(before or 0) + 1,
        value=dict(value),
        source=proposal.source.strip(),
        mark=proposal.mark,
        valid_from=proposal.valid_from,
        valid_until=proposal.valid_until,
        note=proposal.note.strip(),
        pack=pack,
        proposed_by_id=None if actor.is_program else actor.id,
        proposed_by_name=actor.name,
        proposed_at=now,
    )
    audit.record(
        "rulebook.version.proposed",
        subject_kind=SUBJECT,
        subject_id=version.id,
        entity_id=rule.entity_id,
        actor=actor,
        at=now,
        after=payload_of(version),
    )
    return version


def payload_of(version: RuleVersion) -> dict[str, object]:
    """Return all that a version says: what a second person approves."""
    rule = version.rule
    return {
        "rule": rule.id,
        "version": version.number,
        "kind": rule.kind,
        "jurisdiction": rule.jurisdiction,
        "entity_id": rule.entity_id,
        "segment": rule.segment,
        "customer_id": rule.customer_id,
        "value": version.value,
        "source": version.source,
        "mark": str(version.mark),
        "valid_from": version.valid_from,
        "valid_until": version.valid_until,
        "note": version.note,
    }


def _checked_scope(scope: RuleScope, actor: Actor) -> RuleScope:
    """Return the scope, with the entity of its customer."""
    if scope.jurisdiction and scope.jurisdiction not in countries() | {EUROPEAN_UNION}:
        raise UnknownRuleCountry(code=scope.jurisdiction)
    if scope.jurisdiction and scope.entity_id is not None:
        raise InvalidScope
    if scope.customer_id is None:
        return scope
    if scope.segment or scope.jurisdiction:
        raise InvalidScope
    customer = parties.get_customer(customer_id=scope.customer_id, actor=actor).customer
    if scope.entity_id not in (None, customer.entity_id):
        raise InvalidScope
    return RuleScope(entity_id=customer.entity_id, customer_id=customer.id)
