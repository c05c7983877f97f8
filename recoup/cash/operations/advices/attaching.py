"""Give an advice the receipt that it is about, by hand, or take it off again."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from recoup.cash import permissions
from recoup.cash.models import Advice, Receipt
from recoup.cash.operations.desk.claims import locked_receipt, require_receipt
from recoup.cash.operations.desk.looking_again import propose_anew
from recoup.cash.queries.advices import get_advice
from recoup.cash.types import AdviceRecord
from recoup.kernel.actor import Actor
from recoup.kernel.errors import DomainError, NotFound
from recoup.kernel.sentences import N_
from recoup.plumbing.audit import operations as audit
from recoup.team import queries as team


class AdviceAttached(DomainError):
    """The advice is another receipt's."""

    text = N_("This remittance advice belongs to another receipt. Take it off there first.")


class ReceiptAdvised(DomainError):
    """The receipt has an advice."""

    text = N_("This receipt has a remittance advice already. Take that off first.")


class AdviceCurrencyDiffers(DomainError):
    """The advice is about money in another currency."""

    text = N_("The advice is in {advised}, and the receipt is in {received}.")


class NotAttached(DomainError):
    """The advice waits."""

    text = N_("This remittance advice belongs to no receipt.")


@transaction.atomic
def attach_advice(*, advice_id: int, receipt_id: int, on: date, actor: Actor, now: datetime) -> AdviceRecord:
    """Say that an advice is about a receipt; what follows from it is proposed, and never applied by this act.

    :raises NotFound: there is no such advice or receipt for the actor, or they are two companies'
    :raises NotAllowed: the actor may not apply cash in the entity
    :raises ClaimedByOther: somebody else works on the receipt
    :raises AdviceAttached: it is another receipt's
    :raises ReceiptAdvised: the receipt has one
    :raises AdviceCurrencyDiffers: the currencies differ
    """
    receipt = locked_receipt(receipt_id, actor, now)
    advice = Advice.objects.select_for_update().filter(pk=advice_id, entity_id=receipt.entity_id).first()
    if advice is None:
        raise NotFound
    join(advice, receipt, actor=actor, now=now)
    propose_anew(receipt_id=receipt_id, entity_id=receipt.entity_id, on=on, actor=actor, now=now)
    return get_advice(advice_id=advice_id, actor=actor)


@transaction.atomic
def detach_advice(*, advice_id: int, on: date, actor: Actor, now: datetime) -> AdviceRecord:
    """Take an advice off its receipt; it waits for a person from now on. What was applied stays applied.

    :raises NotFound: there is no such advice for the actor
    :raises NotAllowed: the actor may not apply cash in the entity
    :raises NotAttached: it belongs to no receipt
    """
    advice = Advice.objects.select_for_update().filter(pk=advice_id).first()
    if advice is None:
        raise NotFound
    team.require(actor=actor, permission=permissions.APPLY, entity_id=advice.entity_id)
    if advice.receipt_id is None:
        raise NotAttached
    receipt = require_receipt(advice.receipt_id, actor)
    advice.receipt, advice.attached_at, advice.attached_by_name = None, None, ""
    advice.is_attached_by_itself, advice.is_detached = False, True
    advice.save()
    _audit("cash.advice.detached", advice, receipt.pk, actor=actor, now=now)
    propose_anew(receipt_id=receipt.pk, entity_id=receipt.entity_id, on=on, actor=actor, now=now)
    return get_advice(advice_id=advice_id, actor=actor)


def join(advice: Advice, receipt: Receipt, *, actor: Actor, now: datetime) -> None:
    """Make the advice the receipt's.

    :raises DomainError: one of them has another, or the currencies differ
    """
    if advice.receipt_id is not None and advice.receipt_id != receipt.pk:
        raise AdviceAttached
    if Advice.objects.filter(receipt=receipt).exclude(pk=advice.pk).exists():
        raise ReceiptAdvised
    if advice.currency != receipt.item.currency:
        raise AdviceCurrencyDiffers(advised=advice.currency, received=receipt.item.currency)
    advice.receipt, advice.attached_at, advice.attached_by_name = receipt, now, actor.name[:200]
    advice.is_attached_by_itself = False
    advice.save()
    _audit("cash.advice.attached", advice, receipt.pk, actor=actor, now=now)


def _audit(action: str, advice: Advice, receipt_id: int, *, actor: Actor, now: datetime) -> None:
    audit.record(
        action,
        subject_kind="cash.advice",
        subject_id=advice.pk,
        entity_id=advice.entity_id,
        actor=actor,
        at=now,
        after={"receipt": receipt_id, "file": advice.file_name},
    )
