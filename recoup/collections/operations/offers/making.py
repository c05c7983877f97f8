"""An offer is made, approved or refused by a second person, withdrawn by us or declined by the customer."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from recoup.collections import permissions
from recoup.collections.events import OfferMade
from recoup.collections.models import Offer, OfferItem
from recoup.collections.operations.offers.keeping import SUBJECT, event, keep
from recoup.collections.queries.offers import offered_items, preview_offer
from recoup.collections.types import NewOffer, OfferRef, OfferState
from recoup.kernel.actor import Actor
from recoup.kernel.errors import DomainError, NotFound
from recoup.kernel.money import Money
from recoup.kernel.sentences import N_, Sentence
from recoup.ledger import queries as ledger
from recoup.plumbing import facts
from recoup.team import operations as team
from recoup.team import queries as team_queries
from recoup.team.fingerprints import fingerprint

_NOTE_LENGTH = 500


class OfferNotSo(DomainError):
    """The offer stands where this can't be done with it."""

    text = N_("This can't be done with offer {offer}: {state}.")


class OfferTooLate(DomainError):
    """The time of the offer is over."""

    text = N_("The offer was good until {day}. Make another one.")


class OfferReasonMissing(DomainError):
    """Nothing says why."""

    text = N_("Say why.")


@transaction.atomic
def make_offer(*, new: NewOffer, reason: str, on: date, actor: Actor, now: datetime) -> OfferRef:
    """Make an offer: good from now on, or when a second person has approved it where the rules ask for one.

    Money that comes for its items from here on counts; `reason` is what the second person reads. Nothing is booked.

    :raises OfferReasonMissing: a second person has to approve it, and no reason is given
    :raises DomainError: as for `preview_offer`
    """
    ledger.locked_items(item_ids=new.item_ids)
    preview = preview_offer(new=new, on=on, actor=actor)
    chosen = offered_items(new=new, on=on, actor=actor)
    if preview.approval_reasons and not reason.strip():
        raise OfferReasonMissing
    priced = preview.priced
    offer = Offer.objects.create(
        entity_id=chosen.entity_id,
        customer_id=new.customer_id,
        kind=new.kind,
        currency=new.currency,
        debt=priced.debt.amount,
        to_pay=priced.to_pay.amount,
        offered_on=on,
        valid_until=new.valid_until,
        rule=preview.rule.to_json(),
        note=new.note.strip()[:_NOTE_LENGTH],
        made_by=actor.name,
        made_at=now,
        state=OfferState.ASKED if preview.approval_reasons else OfferState.OFFERED,
    )
    last = ledger.last_entries(item_ids=[item.id for item in chosen.items])
    OfferItem.objects.bulk_create(
        OfferItem(
            offer=offer,
            item_id=item.id,
            amount=item.amount_open.amount,
            discount=discount.amount,
            after_entry=last[item.id].entry_id,
        )
        for item, discount in zip(chosen.items, priced.discounts, strict=True)
    )
    told = Sentence(
        N_("{to_pay} instead of {debt} until {valid_until}."),
        {"to_pay": priced.to_pay, "debt": priced.debt, "valid_until": new.valid_until},
    )
    keep([event(offer, told, on=on, actor=actor, now=now, note=reason)], actor=actor, now=now)
    if preview.approval_reasons:
        _ask(offer, reason, actor=actor, now=now)
    else:
        facts.publish([_made(offer, on)], at=now)
    return OfferRef(offer.pk, OfferState(offer.state), offer.approval_id)


@transaction.atomic
def begin_approved_offer(
    *, approval_id: int, offer_id: int, on: date, actor: Actor, now: datetime
) -> OfferRef:
    """Let an offer be good that a second person approved.

    :raises NotFound: there is no such offer for the actor
    :raises ApprovalRefused: the approval is missing, used or expired, or the offer's items moved since
    :raises OfferTooLate: its time is over
    """
    offer = _locked(offer_id, (OfferState.ASKED,), permissions.APPROVE_OFFER, actor)
    team.use_approval(
        approval_id=approval_id,
        kind=permissions.APPROVE_OFFER,
        current_fingerprint=offer_fingerprint(offer_id=offer_id),
        payload=_payload(offer),
        actor=actor,
        now=now,
    )
    if on > offer.valid_until:
        raise OfferTooLate(day=offer.valid_until)
    begun = _turn(offer, OfferState.OFFERED, N_("The offer was approved."), on=on, actor=actor, now=now)
    facts.publish([_made(offer, on)], at=now)
    return begun


@transaction.atomic
def refuse_offer(*, offer_id: int, note: str, on: date, actor: Actor, now: datetime) -> OfferRef:
    """Close an offer that a second person did not approve.

    :raises NotFound: there is no such offer for the actor
    :raises OfferNotSo: it waits for no approval
    """
    offer = _locked(offer_id, (OfferState.ASKED,), permissions.APPROVE_OFFER, actor)
    told = N_("The offer was not approved.")
    return _turn(offer, OfferState.REFUSED, told, on=on, actor=actor, now=now, note=note)


@transaction.atomic
def end_offer(
    *, offer_id: int, by_customer: bool, reason: str, on: date, actor: Actor, now: datetime
) -> OfferRef:
    """Close an offer before its time: the customer declined it (`by_customer`), or we withdraw it.

    :raises NotFound: there is no such offer for the actor
    :raises NotAllowed: the actor may not work in collections of the entity
    :raises OfferNotSo: it is closed already
    :raises OfferReasonMissing: no reason is given
    """
    offer = _locked(offer_id, (OfferState.ASKED, OfferState.OFFERED), permissions.WORK, actor)
    if not reason.strip():
        raise OfferReasonMissing
    state = OfferState.REFUSED if by_customer else OfferState.WITHDRAWN
    told = N_("The customer declined the offer.") if by_customer else N_("The offer was withdrawn.")
    return _turn(offer, state, told, on=on, actor=actor, now=now, note=reason)


def offer_fingerprint(*, offer_id: int) -> str:
    """Return what an approval was given for: it no longer holds when an item has moved, or the offer is closed.

    :raises NotFound: there is no such offer
    """
    offer = Offer.objects.filter(pk=offer_id).first()
    if offer is None:
        raise NotFound
    items = offer.items.order_by("item_id").values_list("item_id", "item__amount_open")
    is_asked = offer.state == OfferState.ASKED
    return fingerprint({"offer": offer.pk, "is_asked": is_asked, "items": [list(item) for item in items]})


def _made(offer: Offer, on: date) -> OfferMade:
    return OfferMade(
        offer_id=offer.pk,
        entity_id=offer.entity_id,
        customer_id=offer.customer_id,
        debt=Money(offer.debt, offer.currency),
        to_pay=Money(offer.to_pay, offer.currency),
        valid_until=offer.valid_until,
        on=on,
    )


def _ask(offer: Offer, reason: str, *, actor: Actor, now: datetime) -> None:
    approval = team.ask_approval(
        kind=permissions.APPROVE_OFFER,
        entity_id=offer.entity_id,
        subject_kind=SUBJECT,
        subject_id=offer.pk,
        subject_fingerprint=offer_fingerprint(offer_id=offer.pk),
        payload=_payload(offer),
        amount=Money(offer.debt - offer.to_pay, offer.currency),
        reason=reason,
        actor=actor,
        now=now,
    )
    offer.approval_id = approval.id
    offer.save(update_fields=["approval_id"])


def _payload(offer: Offer) -> dict[str, object]:
    return {
        "offer": offer.pk,
        "debt": f"{offer.debt:.4f}",
        "to_pay": f"{offer.to_pay:.4f}",
        "valid_until": offer.valid_until.isoformat(),
    }


def _locked(offer_id: int, states: tuple[OfferState, ...], permission: str, actor: Actor) -> Offer:
    offer = Offer.objects.select_for_update().filter(pk=offer_id).first()
    readable = team_queries.entity_ids(actor=actor, permission=permissions.READ)
    if offer is None or offer.entity_id not in readable:
        raise NotFound
    team_queries.require(actor=actor, permission=permission, entity_id=offer.entity_id)
    if offer.state not in states:
        raise OfferNotSo(offer=offer.pk, state=Sentence(OfferState(offer.state).label))
    return offer


def _turn(
    offer: Offer, state: OfferState, told: str, *, on: date, actor: Actor, now: datetime, note: str = ""
) -> OfferRef:
    offer.state, offer.ended_on = state, None if state is OfferState.OFFERED else on
    offer.save(update_fields=["state", "ended_on"])
    keep([event(offer, Sentence(told), on=on, actor=actor, now=now, note=note)], actor=actor, now=now)
    return OfferRef(offer.pk, state, offer.approval_id)
