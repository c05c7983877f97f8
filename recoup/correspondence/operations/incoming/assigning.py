"""What a person says about e-mails: whose one is, that it was read, and that an address is right again."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from recoup.correspondence import permissions
from recoup.correspondence.models import BouncedAddress, IncomingMail
from recoup.correspondence.operations.door import record_incoming
from recoup.correspondence.operations.incoming.minding import mind_answer
from recoup.correspondence.types import AnswerAsks, ThreadedBy
from recoup.formats.mail import MailKind
from recoup.kernel.actor import Actor
from recoup.kernel.contact import Channel
from recoup.kernel.errors import DomainError, NotFound
from recoup.kernel.sentences import N_
from recoup.parties import queries as parties
from recoup.plumbing.audit import operations as audit
from recoup.team import queries as team


class AssignedAlready(DomainError):
    """Somebody assigned the message before."""

    text = N_("This message has been assigned to a customer already.")


@transaction.atomic
def assign_mail(*, mail_id: int, customer_id: int, actor: Actor, now: datetime) -> None:
    """Say whose an e-mail is that nobody was known of; it counts as a contact of that customer's from then on.

    :raises NotFound: there is no such e-mail or customer for the actor
    :raises NotAllowed: the actor may not write to customers of that entity
    :raises AssignedAlready: it has a customer
    """
    customer = parties.get_customer(customer_id=customer_id, actor=actor).customer
    team.require(actor=actor, permission=permissions.PREPARE, entity_id=customer.entity_id)
    mail = IncomingMail.objects.select_for_update(of=("self",)).filter(id=mail_id).first()
    if mail is None:
        raise NotFound
    if mail.customer_id is not None:
        raise AssignedAlready
    mail.entity_id, mail.customer_id = customer.entity_id, customer.id
    mail.threaded_by = ThreadedBy.PERSON.value
    mail.assigned_at, mail.assigned_by_name = now, actor.name
    mail.save()
    mind_answer(mail=mail, now=now)
    if mail.kind == MailKind.LETTER:
        record_incoming(
            customer_id=customer.id,
            contact_id=None,
            channel=Channel(mail.channel),
            address=mail.sender,
            at=mail.fetched_at,
            actor=actor,
        )
    audit.record(
        "correspondence.mail.assigned",
        subject_kind="mail",
        subject_id=mail.id,
        entity_id=customer.entity_id,
        actor=actor,
        at=now,
        after={"customer_id": customer.id},
    )


@transaction.atomic
def look_at_mail(*, mail_id: int, actor: Actor, now: datetime) -> None:
    """Say that a person has read what may ask to end contact, and has done what it takes; the first word counts.

    From then on the door lets contact go on, unless a stop was placed.

    :raises NotFound: there is no such e-mail for the actor, or nothing in it has to be read by a person
    :raises NotAllowed: the actor may not write to customers of the entity
    """
    mail = IncomingMail.objects.select_for_update(of=("self",)).filter(id=mail_id).first()
    if mail is None or mail.asks != AnswerAsks.CEASE:
        raise NotFound
    if mail.entity_id is None:
        if not team.entity_ids(actor=actor, permission=permissions.PREPARE):
            raise NotFound
    else:
        team.require(actor=actor, permission=permissions.PREPARE, entity_id=mail.entity_id)
    if mail.looked_at is not None:
        return
    mail.looked_at, mail.looked_by_name = now, actor.name
    mail.save(update_fields=["looked_at", "looked_by_name"])
    audit.record(
        "correspondence.mail.looked_at",
        subject_kind="mail",
        subject_id=mail.id,
        entity_id=mail.entity_id,
        actor=actor,
        at=now,
        after={"customer_id": mail.customer_id},
    )


@transaction.atomic
def clear_address(*, message_id: int, actor: Actor, now: datetime) -> None:
    """Let messages go again to the address of a message that came back: somebody has made sure that it is right.

    :raises NotFound: no address of such a message is stopped
    :raises NotAllowed: the actor may not write to customers of the entity
    """
    stopped = BouncedAddress.objects.select_for_update(of=("self",)).select_related("message")
    found = stopped.filter(message_id=message_id, cleared_at=None).first()
    if found is None or found.message is None:
        raise NotFound
    team.require(actor=actor, permission=permissions.PREPARE, entity_id=found.message.entity_id)
    found.cleared_at, found.cleared_by_name = now, actor.name
    found.save()
    audit.record(
        "correspondence.address.cleared",
        subject_kind="message",
        subject_id=message_id,
        entity_id=found.message.entity_id,
        actor=actor,
        at=now,
        after={"address": found.address},
    )
