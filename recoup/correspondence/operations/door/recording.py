"""Writing down what came of contacts, and the contacts that customers make."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from recoup.correspondence.models import Incoming, Passage, PassageOutcome
from recoup.correspondence.operations.door.rights import require_contact
from recoup.correspondence.types.door import ContactOutcome
from recoup.kernel.actor import Actor
from recoup.kernel.contact import Channel
from recoup.kernel.errors import NotFound
from recoup.parties import operations as parties
from recoup.parties import queries as parties_queries
from recoup.plumbing.audit import operations as audit


@transaction.atomic
def record_outcome(*, passage_id: int, outcome: ContactOutcome, at: datetime, actor: Actor) -> None:
    """Write down what came of a contact; the latest word counts, the same word again changes nothing.

    :raises NotFound: there is no such contact, or the actor has no right in its entity
    :raises NotAllowed: the actor may not contact customers there
    """
    passage = Passage.objects.filter(id=passage_id).first()
    if passage is None:
        raise NotFound
    require_contact([passage.entity_id], actor)
    parties.lock_customers(customer_ids=[passage.customer_id])
    last = PassageOutcome.objects.filter(passage_id=passage_id).order_by("-id").first()
    if last is not None and last.outcome == outcome.value:
        return
    PassageOutcome.objects.create(passage_id=passage_id, outcome=outcome.value, at=at, actor_name=actor.name)
    audit.record(
        "correspondence.contact.outcome",
        subject_kind="customer",
        subject_id=passage.customer_id,
        entity_id=passage.entity_id,
        actor=actor,
        at=at,
        before=None if last is None else {"outcome": last.outcome},
        after={"passage_id": passage_id, "outcome": outcome.value},
    )


@transaction.atomic
def record_incoming(
    *,
    customer_id: int,
    contact_id: int | None,
    channel: Channel,
    address: str,
    at: datetime,
    actor: Actor,
) -> int:
    """Write down a contact that the customer made and return its number; a call begins the rest after conversations.

    :raises NotFound: there is no such customer or contact, or the actor may not know of it
    :raises NotAllowed: the actor may not contact customers there
    """
    conduct = parties_queries.conduct_of(customer_ids=[customer_id], actor=actor).get(customer_id)
    if conduct is None:
        raise NotFound
    require_contact([conduct.entity_id], actor)
    if contact_id is not None and contact_id not in {contact.id for contact in conduct.contacts}:
        raise NotFound
    parties.lock_customers(customer_ids=[customer_id])
    row = Incoming.objects.create(
        entity_id=conduct.entity_id,
        customer_id=customer_id,
        contact_id=contact_id,
        channel=channel.value,
        address=address,
        at=at,
        actor_name=actor.name,
    )
    audit.record(
        "correspondence.contact.incoming",
        subject_kind="customer",
        subject_id=customer_id,
        entity_id=conduct.entity_id,
        actor=actor,
        at=at,
        after={"incoming_id": row.id, "channel": row.channel, "address": address},
    )
    return row.id
