"""Put an approved version in force."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from recoup.kernel.actor import Actor
from recoup.kernel.errors import NotAllowed
from recoup.kernel.sentences import N_
from recoup.plumbing.audit import operations as audit
from recoup.rulebook import permissions
from recoup.rulebook.events import RuleEnacted
from recoup.rulebook.models import Enactment, RuleVersion
from recoup.rulebook.operations.proposing import EnactedAlready, locked_version, payload_of
from recoup.rulebook.queries.rows import SUBJECT, scope_of
from recoup.rulebook.queries.rules import version_fingerprint
from recoup.team import operations as team


class OwnProposal(NotAllowed):
    """Whoever wrote the version can't be the second person, even when somebody else asked."""

    text = N_("You proposed this version yourself: a second person must decide.")


@transaction.atomic
def enact_version(*, approval_id: int, version_id: int, actor: Actor, now: datetime) -> RuleEnacted:
    """Put a version in force that `actor` has approved; it counts from its first day on.

    :raises NotFound: there is no such version or approval for this actor
    :raises OwnProposal: the actor wrote the version
    :raises NotAllowed: the actor may not approve rules in every entity that this one reaches
    :raises EnactedAlready: it was approved before
    :raises DomainError: the approval is missing, used or expired, or the rule has changed since it was asked for
    """
    version = locked_version(version_id)
    permissions.require_reach(actor=actor, permission=permissions.APPROVE, scope=scope_of(version.rule))
    if version.proposed_by_id == actor.id:
        raise OwnProposal
    if Enactment.objects.filter(version=version).exists():
        raise EnactedAlready
    team.use_approval(
        approval_id=approval_id,
        kind=permissions.APPROVE,
        current_fingerprint=version_fingerprint(version_id=version.id),
        payload=payload_of(version),
        actor=actor,
        now=now,
    )
    Enactment.objects.create(
        version=version,
        approval_id=approval_id,
        approved_by_id=actor.id,
        approved_by_name=actor.name,
        enacted_at=now,
    )
    return record_enactment(version, approval_id=approval_id, actor=actor, now=now)


def record_enactment(
    version: RuleVersion, *, approval_id: int | None, actor: Actor, now: datetime
) -> RuleEnacted:
    """Record that a version was put in force and return the fact."""
    audit.record(
        "rulebook.version.enacted",
        subject_kind=SUBJECT,
        subject_id=version.id,
        entity_id=version.rule.entity_id,
        actor=actor,
        at=now,
        after=payload_of(version) | {"approval": approval_id},
    )
    return RuleEnacted(version.rule_id, version.id, version.rule.kind, version.valid_from)
