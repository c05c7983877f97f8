"""Money that pays nothing of ours: not from a customer at all, or to be given back.

Neither leaves the bank by an act here. What is not ours goes to the clearing account NOT_OURS, from which accounting
books it where it belongs; a refund that a second person approved goes to REFUNDS, from which accounting pays it out.
"""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from django.db import transaction

from recoup.cash import permissions
from recoup.cash.events import MoneyPassedOn
from recoup.cash.models import ReceiptDeed
from recoup.cash.operations.desk.by_hand import SUBJECT
from recoup.cash.operations.desk.claims import locked_receipt
from recoup.cash.operations.desk.holding import Bench, bench_of, fingerprint, settle
from recoup.cash.operations.matching.plans import SOURCE, reference
from recoup.cash.operations.matching.posting import LedgerRefuses, deed_ids
from recoup.cash.types import Applied, DeedKind, Method
from recoup.kernel.actor import Actor
from recoup.kernel.errors import DomainError
from recoup.kernel.money import Money
from recoup.kernel.sentences import N_
from recoup.ledger import operations as ledger
from recoup.ledger.operations.reversal import ReasonMissing
from recoup.ledger.types import Account, NewClearing
from recoup.plumbing import facts
from recoup.plumbing.audit import operations as audit
from recoup.team import operations as team
from recoup.team import queries as team_queries
from recoup.team.types import ApprovalRef


class NobodyToRefund(DomainError):
    """The payer is not known."""

    text = N_("Say first who paid: money is refunded to a known payer only.")


@transaction.atomic
def mark_not_ours(*, receipt_id: int, reason: str, on: date, actor: Actor, now: datetime) -> Applied:
    """Say that what is left of a receipt is no customer's payment, and pass it on to the clearing account.

    :raises NotFound: there is no such receipt for the actor
    :raises NotAllowed: the actor may not apply cash in the entity
    :raises ReasonMissing: no reason is given
    :raises ClaimedByOther: somebody else works on the receipt
    :raises NothingLeft: the receipt is used up
    """
    if not reason.strip():
        raise ReasonMissing
    receipt = locked_receipt(receipt_id, actor, now)
    bench = bench_of(receipt, (), on=on, actor=actor)
    return _pass_on(bench, bench.money.left, DeedKind.NOT_OURS, reason, actor=actor, now=now)


@transaction.atomic
def ask_refund(
    *, receipt_id: int, reason: str, actor: Actor, now: datetime, amount: Decimal | None = None
) -> ApprovalRef:
    """Ask a second person to let what is left of a receipt, or `amount` of it, be refunded to its payer.

    :raises NotFound: there is no such receipt for the actor
    :raises NobodyToRefund: the payer is not known
    :raises DomainError: as `mark_not_ours`
    """
    receipt = locked_receipt(receipt_id, actor, now)
    bench = bench_of(receipt, (), on=now.date(), actor=actor)
    if bench.money.customer_id is None:
        raise NobodyToRefund
    wanted = bench.money.left if amount is None else min(amount, bench.money.left)
    return team.ask_approval(
        kind=permissions.REFUND,
        entity_id=receipt.entity_id,
        subject_kind=SUBJECT,
        subject_id=receipt_id,
        subject_fingerprint=fingerprint(bench),
        payload={"receipt": receipt_id, "amount": str(wanted), "reason": reason},
        amount=Money(wanted, bench.money.currency),
        reason=reason,
        actor=actor,
        now=now,
    )


@transaction.atomic
def refund(*, approval_id: int, on: date, actor: Actor, now: datetime) -> Applied:
    """Pass on the money of an approved refund to the account from which refunds are paid out, for who asked.

    :raises NotFound: there is no such approval for the actor
    :raises DomainError: the approval doesn't hold any more, or the receipt is used up
    """
    approval = team_queries.get_approval(approval_id=approval_id, actor=actor)
    asker = Actor.program(approval.asked_by_name)
    bench = bench_of(locked_receipt(approval.subject_id, asker, now), (), on=on, actor=asker)
    team.use_approval(
        approval_id=approval_id,
        kind=permissions.REFUND,
        current_fingerprint=fingerprint(bench),
        payload=approval.payload,
        actor=actor,
        now=now,
    )
    amount, reason = Decimal(str(approval.payload["amount"])), str(approval.payload["reason"])
    return _pass_on(bench, amount, DeedKind.REFUNDED, reason, actor=asker, now=now)


def _pass_on(
    bench: Bench, amount: Decimal, kind: DeedKind, reason: str, *, actor: Actor, now: datetime
) -> Applied:
    money, (deed_id,) = bench.money, deed_ids(1)
    account = Account.REFUNDS if kind is DeedKind.REFUNDED else Account.NOT_OURS
    day = bench.days.first_open(money.applies_from)
    clearing = NewClearing(money.item_id, account, amount, day, reference(deed_id, 1))
    posted = ledger.clear_items(clearings=[clearing], source=SOURCE, actor=actor, now=now, reason=reason)
    for refused in posted.refused:
        raise LedgerRefuses(reason=refused.sentence)
    ReceiptDeed.objects.create(
        id=deed_id,
        receipt=bench.receipt,
        entity_id=money.entity_id,
        kind=kind,
        method=Method.BY_HAND,
        customer_id=money.customer_id,
        amount=amount,
        currency=money.currency,
        shares=[],
        residues=[],
        evidence=[],
        entries=1,
        reason=reason,
        done_at=now,
        done_by_kind=actor.kind,
        done_by_id=actor.id,
        done_by_name=actor.name,
    )
    settle([bench.receipt.pk], now=now)
    audit.record(
        "cash.receipt.refunded" if kind is DeedKind.REFUNDED else "cash.receipt.not_ours",
        subject_kind="cash.receipt",
        subject_id=bench.receipt.pk,
        entity_id=money.entity_id,
        actor=actor,
        at=now,
        after={"deed": deed_id, "amount": str(amount), "reason": reason},
    )
    is_refund = kind is DeedKind.REFUNDED
    passed = MoneyPassedOn(deed_id, bench.receipt.pk, money.entity_id, amount, money.currency, is_refund)
    facts.publish([passed], at=now)
    return Applied(deed_id, Money(amount, money.currency), Money(money.left - amount, money.currency))
