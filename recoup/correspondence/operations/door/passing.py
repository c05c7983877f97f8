"""Making contacts: decide, count, let out; or refuse and say why."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db import transaction

from recoup.correspondence.models import Passage, Refused
from recoup.correspondence.operations.door.rights import require_contact
from recoup.correspondence.queries.door import gather, rules_for
from recoup.correspondence.types.door import ContactRequest, Passed
from recoup.engines.guard import Decision, Finding, decide
from recoup.kernel.actor import Actor
from recoup.kernel.errors import DomainError
from recoup.kernel.sentences import N_
from recoup.parties import operations as parties
from recoup.plumbing.audit import operations as audit
from recoup.plumbing.audit.types import Deed

_Answer = tuple[ContactRequest, Decision]


class PassedTwice(DomainError):
    """Two requests of a batch carry the same key."""

    text = N_("Two contacts of one batch have the same name: {key}.")


@transaction.atomic
def pass_door(*, requests: Sequence[ContactRequest], at: datetime, actor: Actor) -> dict[str, Passed]:
    """Let out the contacts that may be made at the instant, and count them; refuse the others with all reasons.

    The customers are locked in the order of their ids, so that of two who want the last contact of a day one gets
    it. Requests are looked at in their order: what passes counts for those after it. The contact must be made at
    once; one that is put off asks again.

    :raises NotFound: a customer is not one of the request's entity, or the actor may not know of it
    :raises NotAllowed: the actor may not contact customers of one of the entities
    :raises PassedTwice: two requests carry the same key
    """
    _check_keys(requests)
    require_contact({request.entity_id for request in requests}, actor)
    parties.lock_customers(customer_ids={request.customer_id for request in requests})
    known = gather(requests=requests, at=at, actor=actor)
    rules = rules_for(known=known, at=at)
    answers: list[_Answer] = []
    for request in requests:
        decision = decide(known.asked(request), known.facts(request), rules[request.customer_id], at)
        answers.append((request, decision))
        if decision.is_allowed:
            known.made(request, at)
    passages = _let_out([answer for answer in answers if answer[1].is_allowed], at, actor)
    _refuse([answer for answer in answers if not answer[1].is_allowed], at, actor)
    return {request.key: Passed(decision, passages.get(request.key)) for request, decision in answers}


def _check_keys(requests: Iterable[ContactRequest]) -> None:
    keys: set[str] = set()
    for request in requests:
        if request.key in keys:
            raise PassedTwice(key=request.key)
        keys.add(request.key)


def _let_out(answers: Sequence[_Answer], at: datetime, actor: Actor) -> dict[str, int]:
    rows = Passage.objects.bulk_create(
        Passage(
            entity_id=request.entity_id,
            customer_id=request.customer_id,
            contact_id=request.contact_id,
            key=request.key,
            channel=request.channel.value,
            purpose=request.purpose.value,
            address=request.address,
            currency=request.currency,
            item_ids=list(request.item_ids),
            at=at,
            actor_id=actor.id,
            actor_name=actor.name,
            override_reason=request.override_reason.strip() if decision.findings else "",
            overridden=list(map(packed_finding, decision.findings)),
        )
        for request, decision in answers
    )
    plain = [_deed(row) for row in rows if not row.overridden]
    overridden = [_deed(row) for row in rows if row.overridden]
    audit.record_many(
        "correspondence.contact.passed", subject_kind="customer", deeds=plain, actor=actor, at=at
    )
    audit.record_many(
        "correspondence.contact.overridden", subject_kind="customer", deeds=overridden, actor=actor, at=at
    )
    return {row.key: row.id for row in rows}


def _deed(row: Passage) -> Deed:
    facts: dict[str, object] = {
        "passage_id": row.id,
        "channel": row.channel,
        "purpose": row.purpose,
        "address": row.address,
    }
    if row.overridden:
        facts |= {"reason": row.override_reason, "rules": [finding["rule"] for finding in row.overridden]}
    return Deed(row.customer_id, row.entity_id, after=facts)


def _refuse(answers: Sequence[_Answer], at: datetime, actor: Actor) -> None:
    rows = Refused.objects.bulk_create(
        Refused(
            entity_id=request.entity_id,
            customer_id=request.customer_id,
            contact_id=request.contact_id,
            key=request.key,
            channel=request.channel.value,
            purpose=request.purpose.value,
            address=request.address,
            verdict=decision.verdict.value,
            not_before=decision.not_before,
            findings=list(map(packed_finding, decision.findings)),
            at=at,
            actor_id=actor.id,
            actor_name=actor.name,
        )
        for request, decision in answers
    )
    deeds = [
        Deed(
            row.customer_id,
            row.entity_id,
            after={
                "channel": row.channel,
                "purpose": row.purpose,
                "rules": [f["rule"] for f in row.findings],
            },
        )
        for row in rows
    ]
    audit.record_many(
        "correspondence.contact.refused", subject_kind="customer", deeds=deeds, actor=actor, at=at
    )


def packed_finding(finding: Finding) -> dict[str, object]:
    """Return a finding as JSON holds it."""
    return {
        "rule": str(finding.rule),
        "sentence": finding.sentence.to_json(),
        "verdict": finding.verdict.value,
        "not_before": None if finding.not_before is None else finding.not_before.isoformat(),
        "may_override": finding.may_override,
        "source": finding.source,
        "is_overridden": finding.is_overridden,
    }
