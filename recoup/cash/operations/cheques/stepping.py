"""What happens to one cheque after it was taken in: registry, covering, clearing, bouncing, giving back."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import BinaryIO

from django.db import transaction

from recoup.cash.events import ChequeBounced, ChequeReturned
from recoup.cash.models import Cheque, ChequeCover, Statement
from recoup.cash.operations.cheques.keeping import (
    SOURCE,
    SUBJECT,
    cover,
    items_of,
    keep_steps,
    lock_items,
    locked_cheque,
    take_out,
    uncover,
)
from recoup.cash.operations.desk.by_hand import apply_by_hand
from recoup.cash.operations.matching.posting import LedgerRefuses
from recoup.cash.operations.posting import post_receipts
from recoup.cash.queries.cheques import get_cheque
from recoup.cash.rules import CHEQUE_BOUNCE, CHEQUE_REDEPOSIT
from recoup.cash.types import (
    BouncedCheque,
    ChequeAct,
    ChequeState,
    ChequeStepKind,
    NewCover,
    NewReceipt,
    NewShare,
    RegistryState,
)
from recoup.kernel.actor import Actor
from recoup.kernel.calendars import calendar_for
from recoup.kernel.errors import DomainError, NotFound
from recoup.kernel.money import Money
from recoup.kernel.sentences import N_
from recoup.ledger import operations as ledger
from recoup.ledger import queries as ledger_queries
from recoup.ledger.queries.numbers import ItemKey, items_by_number
from recoup.ledger.types import ItemKind, NewItem
from recoup.parties import queries as parties
from recoup.plumbing import facts
from recoup.plumbing.audit import operations as audit
from recoup.plumbing.storage import queries as storage
from recoup.plumbing.storage.types import StoredFileRef
from recoup.rulebook import queries as rulebook
from recoup.team import queries as team

_RULES = Actor.program("cheque rules")


class ReasonMissing(DomainError):
    """Nothing says why."""

    text = N_("Say why.")


class ComesByStatement(DomainError):
    """The bank tells of the money itself, so nobody may make it up."""

    text = N_(
        "The bank sends statements of this account: apply the receipt of the statement to cheque {number} instead."
    )


class PresentedTooOften(DomainError):
    """The rule doesn't let it be presented once more."""

    text = N_("Cheque {number} has bounced {bounces} times; the rule doesn't let it be presented again.")


class PresentedTooSoon(DomainError):
    """The rule wants some days between."""

    text = N_("Cheque {number} may be presented again from {from_date}.")


@transaction.atomic
def update_registry(*, cheque_id: int, state: RegistryState, on: date, actor: Actor, now: datetime) -> None:
    """Note that the registry (Sayad) shows the cheque as registered by the drawer, or that we confirmed it there.

    :raises NotNow: the cheque has no Sayad number, or the registry stands elsewhere
    :raises DomainError: as for every act on a cheque
    """
    is_ours = state is RegistryState.CONFIRMED
    act = ChequeAct.CONFIRM_IN_REGISTRY if is_ours else ChequeAct.FIND_IN_REGISTRY
    row = locked_cheque(cheque_id, act=act, on=on, actor=actor)
    row.registry = state.value
    kind = ChequeStepKind.CONFIRMED_IN_REGISTRY if is_ours else ChequeStepKind.FOUND_IN_REGISTRY
    keep_steps([row], kind, on=on, actor=actor, now=now)


@transaction.atomic
def cover_items(
    *, cheque_id: int, covers: tuple[NewCover, ...], on: date, actor: Actor, now: datetime
) -> None:
    """Let a cheque cover items of its customer, up to what of it is left.

    :raises NotFound: there is no such cheque or item for the actor
    :raises AboveOpen: more is to be covered than is left
    :raises DomainError: as for every act on a cheque
    """
    row = locked_cheque(cheque_id, act=ChequeAct.COVER, on=on, actor=actor)
    if cover(row, covers, on=on, actor=actor, now=now):
        keep_steps([row], ChequeStepKind.COVERED, on=on, actor=actor, now=now)


@transaction.atomic
def uncover_items(*, cheque_id: int, reason: str, on: date, actor: Actor, now: datetime) -> None:
    """Take a cheque off the items that it covers: they are open again, the cheque stays.

    :raises ReasonMissing: nothing says why
    :raises DomainError: as for every act on a cheque
    """
    row = locked_cheque(cheque_id, act=ChequeAct.UNCOVER, on=on, actor=actor)
    why = _reason(reason)
    ChequeCover.objects.filter(cheque=row, undone_at=None).update(is_released=True)
    uncover(row, on=on, reason=why, actor=actor, now=now)
    keep_steps([row], ChequeStepKind.UNCOVERED, on=on, note=why, actor=actor, now=now)


@transaction.atomic
def clear_cheque(
    *, cheque_id: int, on: date, actor: Actor, now: datetime, receipt_id: int | None = None
) -> None:
    """Note that the bank paid a cheque: money of `receipt_id` goes to it.

    Without a receipt, one is made from the slip; only for an account whose statements don't come in here, for there
    the bank's own line is the receipt. Usually the matching does this, as the line names the cheque.

    :raises ComesByStatement: the receipt of the statement must be applied
    :raises DomainError: as for every act on a cheque, and as `apply_by_hand`
    """
    row = locked_cheque(cheque_id, act=ChequeAct.CLEAR, on=on, actor=actor)
    assert row.item is not None
    wanted = row.item.amount_open
    chosen = _made_receipt(row, wanted, on=on, actor=actor, now=now) if receipt_id is None else receipt_id
    share = NewShare(row.item.id, wanted)
    apply_by_hand(receipt_id=chosen, shares=[share], reason="", on=on, actor=actor, now=now)
    lock_items([row])
    keep_steps([row], ChequeStepKind.CLEARED, on=on, slip=row.slip, actor=actor, now=now)


def _made_receipt(row: Cheque, amount: Decimal, *, on: date, actor: Actor, now: datetime) -> int:
    """Post the money of a cheque that was paid, and return the receipt."""
    slip = row.slip
    if slip is None or Statement.objects.filter(account_id=slip.account_id, to_date__gte=slip.day).exists():
        raise ComesByStatement(number=row.number)
    number = f"CHEQUE-{row.pk}-{row.bounces + 1}"
    receipt = NewReceipt(
        line=1,
        entity_id=row.entity_id,
        customer_number=_customer_number(row),
        bank_reference=row.number,
        value_date=on,
        currency=row.currency,
        amount=amount,
        payer_name=row.drawer,
        text=row.number,
        number=number,
    )
    posted = post_receipts(receipts=[receipt], source=SOURCE, actor=actor, now=now)
    for refused in posted.refused:
        raise LedgerRefuses(reason=refused.sentence)
    return ledger_queries.receipts_by_number(numbers=[(row.entity_id, number)])[row.entity_id, number]


@transaction.atomic
def bounce_cheque(*, cheque_id: int, reason: str, on: date, actor: Actor, now: datetime) -> BouncedCheque:
    """Note that the bank didn't pay a cheque: all that it covered is open again, at its own due date, by one act.

    The fee that the rule names (`cash.cheque_bounce`) becomes an item of the customer.

    :raises ReasonMissing: the bank's reason is not given
    :raises ChequePaid: money was applied to the cheque; the bank's reversal must be taken back first
    :raises DomainError: as for every act on a cheque
    """
    row = locked_cheque(cheque_id, act=ChequeAct.BOUNCE, on=on, actor=actor)
    why = _reason(reason)
    items = take_out(row, on=on, reason=why, actor=actor, now=now)
    row.state, row.bounced_on, row.bounces = ChequeState.BOUNCED.value, on, row.bounces + 1
    slip, row.slip = row.slip, None
    fee = _charge(row, on=on, now=now)
    keep_steps([row], ChequeStepKind.BOUNCED, on=on, note=why, slip=slip, actor=actor, now=now)
    facts.publish(
        [
            ChequeBounced(
                *(row.pk, row.entity_id, row.customer_id, items, row.amount, row.currency),
                *(fee.amount if fee else None, why, on),
            )
        ],
        at=now,
    )
    return BouncedCheque(row.pk, items, fee)


def _charge(row: Cheque, *, on: date, now: datetime) -> Money | None:
    """Post the fee that the rule names, if it names one."""
    rule = rulebook.resolve(
        kind=CHEQUE_BOUNCE, on=on, entity_id=row.entity_id, customer_id=row.customer_id
    ).value
    fee = rule.money("fee", row.currency)
    if fee.is_zero():
        return None
    item = NewItem(
        line=1,
        entity_id=row.entity_id,
        customer_number=_customer_number(row),
        kind=ItemKind.FEE,
        number=f"{row.number}/{row.part}/{row.bounces}",
        part=1,
        reference=row.number,
        issue_date=on,
        due_date=on,
        currency=row.currency,
        amount=fee.amount,
    )
    posted = ledger.post_items(items=[item], source=SOURCE, actor=_RULES, now=now)
    for refused in posted.refused:
        raise LedgerRefuses(reason=refused.sentence)
    return fee


@transaction.atomic
def represent_cheque(*, cheque_id: int, on: date, actor: Actor, now: datetime) -> None:
    """Take a bounced cheque in hand again to present it once more; it covers what it covered, as far as that is open.

    How often, and how soon, is a rule (`cash.cheque_redeposit`).

    :raises PresentedTooOften: the rule doesn't let it be presented again
    :raises PresentedTooSoon: not yet
    :raises DomainError: as for every act on a cheque
    """
    row = locked_cheque(cheque_id, act=ChequeAct.REPRESENT, on=on, actor=actor)
    _require_rule(row, on)
    posted = ledger.post_items(
        items=items_of(row, _customer_number(row), line=1, on=on), source=SOURCE, actor=actor, now=now
    )
    for refused in posted.refused:
        raise LedgerRefuses(reason=refused.sentence)
    cheque, credit = (
        ItemKey(row.entity_id, kind, row.number, row.part)
        for kind in (ItemKind.CHEQUE, ItemKind.CHEQUE_CREDIT)
    )
    found = items_by_number(keys=[cheque, credit])
    row.item_id, row.credit_id, row.state = found[cheque].id, found[credit].id, ChequeState.IN_HAND.value
    covered = ChequeCover.objects.filter(cheque=row, bounce=row.bounces - 1, is_released=False)
    wanted: dict[int, Decimal] = {}
    for item_id, amount in covered.order_by("id").values_list("item_id", "amount"):
        wanted[item_id] = wanted.get(item_id, Decimal(0)) + amount
    items = ledger_queries.locked_items(item_ids=wanted)
    still = [
        NewCover(item_id, min(amount, items[item_id].amount_open))
        for item_id, amount in wanted.items()
        if item_id in items and items[item_id].amount_open > 0
    ]
    cover(row, still, on=on, actor=actor, now=now)
    keep_steps([row], ChequeStepKind.REPRESENTED, on=on, actor=actor, now=now)


def _require_rule(row: Cheque, on: date) -> None:
    rule = rulebook.resolve(
        kind=CHEQUE_REDEPOSIT, on=on, entity_id=row.entity_id, customer_id=row.customer_id
    ).value
    if row.bounces > rule.whole("times_max"):
        raise PresentedTooOften(number=row.number, bounces=row.bounces)
    assert row.bounced_on is not None
    country = team.get_entity(entity_id=row.entity_id, actor=_RULES).country
    first = calendar_for(country).add_business_days(row.bounced_on, rule.whole("after_days"))
    if on < first:
        raise PresentedTooSoon(number=row.number, from_date=first)


@transaction.atomic
def return_cheque(*, cheque_id: int, reason: str, on: date, actor: Actor, now: datetime) -> None:
    """Give a cheque back to its drawer; what it still covered is open again.

    One that was paid in another way goes back without anything reopening.

    :raises ReasonMissing: nothing says why
    :raises ChequePaid: a part of it was paid
    :raises DomainError: as for every act on a cheque
    """
    row = locked_cheque(cheque_id, act=ChequeAct.RETURN, on=on, actor=actor)
    why = _reason(reason)
    is_paid = row.item is not None and not row.item.amount_open
    items = () if is_paid else take_out(row, on=on, reason=why, actor=actor, now=now)
    row.state = ChequeState.RETURNED.value
    keep_steps([row], ChequeStepKind.RETURNED, on=on, note=why, actor=actor, now=now)
    facts.publish([ChequeReturned(row.pk, row.entity_id, row.customer_id, items, why, on)], at=now)


@transaction.atomic
def open_image(*, cheque_id: int, actor: Actor, now: datetime) -> tuple[StoredFileRef, BinaryIO]:
    """Open the picture of a cheque; the trail keeps who looked at it.

    :raises NotFound: there is no such cheque for the actor, or no picture
    """
    cheque = get_cheque(cheque_id=cheque_id, actor=actor).cheque
    if cheque.image_id is None:
        raise NotFound
    audit.record(
        "cash.cheque.image_opened",
        subject_kind=SUBJECT,
        subject_id=cheque_id,
        entity_id=cheque.entity_id,
        actor=actor,
        at=now,
    )
    return storage.get_file(cheque.image_id), storage.open_file(cheque.image_id)


def _reason(reason: str) -> str:
    tidy = " ".join(reason.split())
    if not tidy:
        raise ReasonMissing
    return tidy


def _customer_number(row: Cheque) -> str:
    """Return the number of a cheque's customer, whoever asks."""
    found = parties.customers_by_id(customer_ids=[row.customer_id], actor=_RULES)
    return found[row.customer_id].number
