"""Apply a receipt by hand: a person says what it pays, the sums must add up, differences stay within limits."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction

from recoup.cash import permissions
from recoup.cash.operations.desk.accepting import with_items
from recoup.cash.operations.desk.claims import locked_receipt
from recoup.cash.operations.desk.holding import Bench, bench_of, fingerprint, post_one
from recoup.cash.operations.desk.limits import require_limit, settled_by
from recoup.cash.operations.matching.plans import ACCOUNTS, Plan
from recoup.cash.types import Applied, Method, NewShare
from recoup.engines.matching import Reason, Residue, Share
from recoup.kernel.actor import Actor
from recoup.kernel.errors import DomainError, NotFound
from recoup.kernel.money import Money
from recoup.kernel.sentences import N_
from recoup.ledger.queries import LockedItem
from recoup.team import operations as team
from recoup.team import queries as team_queries
from recoup.team.types import ApprovalRef

SUBJECT = "cash.receipt"


class NothingGiven(DomainError):
    """No item is to be paid."""

    text = N_("Say what the receipt pays.")


class AmountWrong(DomainError):
    """An amount is nothing, too fine, on the wrong side or more than is open."""

    text = N_("Only {amount_open} of item {number} is open.")


class TooMuchGiven(DomainError):
    """More is given to items than the receipt has left."""

    text = N_("The receipt has {left} left, and {given} is given out.")


class DifferenceUnexplained(DomainError):
    """An item is to be cleared with less money than that, and nothing says why."""

    text = N_("Say why {difference} less is paid on item {number} than it is cleared by.")


@transaction.atomic
def apply_by_hand(
    *, receipt_id: int, shares: Sequence[NewShare], reason: str, on: date, actor: Actor, now: datetime
) -> Applied:
    """Apply a receipt to the items that a person names; what isn't given out stays unapplied.

    Amounts are signed as the items are: credits are used up by negative shares. Items may be several customers'. Where
    an item is cleared with less money, the share says for what reason, and the sum of the differences must be within
    the actor's limit; above it, `ask_by_hand` asks a second person. Money in suspense becomes the customer's.

    :raises NotFound: there is no such receipt or item for the actor
    :raises NotAllowed: the actor may not apply cash in the entity
    :raises AboveLimit: the differences are above the actor's limit
    :raises ClaimedByOther: somebody else works on the receipt
    :raises NothingLeft: the receipt is used up
    :raises DomainError: the shares don't add up; the sentence says how
    """
    bench, plan = _planned(receipt_id, shares, reason, on=on, actor=actor, now=now)
    require_limit(plan, actor)
    return post_one(bench, plan, action="cash.receipt.applied", actor=actor, now=now)


@transaction.atomic
def ask_by_hand(
    *, receipt_id: int, shares: Sequence[NewShare], reason: str, on: date, actor: Actor, now: datetime
) -> ApprovalRef:
    """Ask a second person, whose limit is higher, to apply a receipt with these differences; see `apply_by_hand`.

    :raises ReasonMissing: no reason is given
    :raises DomainError: as `apply_by_hand`
    """
    bench, plan = _planned(receipt_id, shares, reason, on=on, actor=actor, now=now)
    return team.ask_approval(
        kind=permissions.SETTLE_DIFFERENCES,
        entity_id=bench.receipt.entity_id,
        subject_kind=SUBJECT,
        subject_id=receipt_id,
        subject_fingerprint=fingerprint(bench),
        payload={"shares": [_packed(share) for share in shares], "reason": reason},
        amount=Money(settled_by(plan), bench.money.currency),
        reason=reason,
        actor=actor,
        now=now,
    )


@transaction.atomic
def apply_approved(*, approval_id: int, on: date, actor: Actor, now: datetime) -> Applied:
    """Apply a receipt as a second person approved; it counts as done by who asked.

    :raises NotFound: there is no such approval for the actor
    :raises DomainError: the approval doesn't hold any more, or the receipt can't be applied so
    """
    approval = team_queries.get_approval(approval_id=approval_id, actor=actor)
    packed = approval.payload["shares"]
    assert isinstance(packed, list)
    shares = [_unpacked(one) for one in packed]
    receipt_id, reason = approval.subject_id, str(approval.payload["reason"])
    asker = Actor.program(approval.asked_by_name)
    bench, plan = _planned(receipt_id, shares, reason, on=on, actor=asker, now=now)
    team.use_approval(
        approval_id=approval_id,
        kind=permissions.SETTLE_DIFFERENCES,
        current_fingerprint=fingerprint(bench),
        payload=approval.payload,
        actor=actor,
        now=now,
    )
    return post_one(bench, plan, action="cash.receipt.applied", actor=asker, now=now)


def _planned(
    receipt_id: int, shares: Sequence[NewShare], reason: str, *, on: date, actor: Actor, now: datetime
) -> tuple[Bench, Plan]:
    if not shares:
        raise NothingGiven
    receipt = locked_receipt(receipt_id, actor, now)
    bench = bench_of(receipt, [share.item_id for share in shares], on=on, actor=actor)
    wanted, residues = [], []
    for share in shares:
        item = bench.items.get(share.item_id)
        if item is None or item.entity_id != receipt.entity_id or item.customer_id is None:
            raise NotFound
        one, residue = _share(share, item, bench.money.currency)
        wanted.append(one)
        residues += [residue] if residue is not None else []
    given = sum((share.paid for share in wanted), start=Decimal(0))
    if given > bench.money.left or given < 0:
        currency = bench.money.currency
        raise TooMuchGiven(left=Money(bench.money.left, currency), given=Money(given, currency))
    owner = bench.money.customer_id
    plan = Plan(
        money=bench.money,
        shares=tuple(wanted),
        residues=tuple(residues),
        payer=owner if owner is not None else wanted[0].customer_id,
        method=Method.BY_HAND,
        reason=reason,
    )
    return bench, with_items(plan, bench.items)


def _share(share: NewShare, item: LockedItem, currency: str) -> tuple[Share, Residue | None]:
    """Return the share and what is settled on it without money."""
    is_on_side = share.amount * item.amount_open > 0 and abs(share.amount) <= abs(item.amount_open)
    if not is_on_side:
        raise AmountWrong(number=item.number, amount_open=Money(item.amount_open, item.currency))
    paid = share.amount if share.paid is None else share.paid
    assert item.customer_id is not None
    made = Share(share.item_id, item.customer_id, share.amount, paid)
    if item.currency != currency:
        if share.paid is None or paid <= 0:
            raise DifferenceUnexplained(
                number=item.number, difference=Money(abs(share.amount), item.currency)
            )
        return made, None
    lacking = share.amount - paid
    if not lacking:
        return made, None
    if share.reason not in ACCOUNTS or lacking < 0 or paid < 0:
        raise DifferenceUnexplained(number=item.number, difference=Money(abs(lacking), currency))
    assert share.reason is not None
    return made, Residue(share.reason, -lacking, share.item_id)


def _packed(share: NewShare) -> dict[str, object]:
    return {
        "item": share.item_id,
        "amount": str(share.amount),
        "paid": None if share.paid is None else str(share.paid),
        "reason": None if share.reason is None else share.reason.value,
    }


def _unpacked(one: Mapping[str, object]) -> NewShare:
    return NewShare(
        int(str(one["item"])),
        Decimal(str(one["amount"])),
        None if one["paid"] is None else Decimal(str(one["paid"])),
        None if one["reason"] is None else Reason(str(one["reason"])),
    )
