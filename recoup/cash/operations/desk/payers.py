"""Who paid: said by a person, learned for the next time; or unknown after all."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from recoup.cash.models import PayerAccount, Receipt, ReceiptPart
from recoup.cash.operations.desk.claims import locked_receipt
from recoup.cash.operations.desk.holding import Bench, bench_of, post_one, settle
from recoup.cash.operations.desk.undoing import undo_deeds
from recoup.cash.operations.matching.plans import Plan
from recoup.cash.types import Applied, DeedKind, Method
from recoup.kernel.actor import Actor
from recoup.kernel.errors import DomainError, NotFound
from recoup.kernel.folding import fold_reference
from recoup.kernel.money import Money
from recoup.kernel.sentences import N_
from recoup.parties import operations as parties
from recoup.parties import queries as parties_queries
from recoup.parties.types import NewPayerAlias
from recoup.plumbing.audit import operations as audit

_ACCOUNT_MAX = 64


class StaysWithCustomer(DomainError):
    """The receipt came with its customer's number: it never was in suspense."""

    text = N_(
        "This receipt came with the customer's number and can't be put in suspense. Name another payer."
    )


@transaction.atomic
def name_payer(
    *, receipt_id: int, customer_id: int, learn: bool, on: date, actor: Actor, now: datetime
) -> Applied:
    """Say whose money it is: all that is left of the receipt becomes unapplied money of the customer.

    With `learn`, the payer's name and account count as the customer's from now on.

    :raises NotFound: there is no such receipt or customer for the actor
    :raises NotAllowed: the actor may not apply cash in the entity
    :raises ClaimedByOther: somebody else works on the receipt
    :raises NothingLeft: the receipt is used up
    """
    receipt = locked_receipt(receipt_id, actor, now)
    customer = parties_queries.customers_by_id(customer_ids=[customer_id], actor=actor).get(customer_id)
    if customer is None or customer.entity_id != receipt.entity_id:
        raise NotFound
    bench = bench_of(receipt, (), on=on, actor=actor)
    if learn:
        learn_payer(receipt, customer_id, actor=actor, now=now)
    if bench.money.customer_id == customer_id:
        return _confirm(bench, actor=actor, now=now)
    plan = Plan(bench.money, (), (), customer_id, kind=DeedKind.PAYER_NAMED, method=Method.BY_HAND)
    done = post_one(bench, plan, action="cash.payer.named", actor=actor, now=now)
    return Applied(done.deed_id, Money.zero(plan.money.currency), done.applied)


def _confirm(bench: Bench, *, actor: Actor, now: datetime) -> Applied:
    """Keep that a person says what the program had found."""
    ReceiptPart.objects.filter(item_id=bench.money.item_id).update(is_told=True)
    settle([bench.receipt.pk], now=now)
    audit.record(
        "cash.payer.confirmed",
        subject_kind="cash.receipt",
        subject_id=bench.receipt.pk,
        entity_id=bench.receipt.entity_id,
        actor=actor,
        at=now,
    )
    currency = bench.money.currency
    return Applied(0, Money.zero(currency), Money(bench.money.left, currency))


@transaction.atomic
def put_to_suspense(*, receipt_id: int, reason: str, on: date, actor: Actor, now: datetime) -> Applied:
    """Say that nobody knows who paid: what the program or a person had named is undone, the money is in suspense.

    :raises NotFound: there is no such receipt for the actor
    :raises StaysWithCustomer: it came with the customer's number
    :raises DomainError: as undoing
    """
    receipt = locked_receipt(receipt_id, actor, now)
    bench = bench_of(receipt, (), on=on, actor=actor)
    if bench.money.item_id == receipt.pk and bench.money.customer_id is not None:
        raise StaysWithCustomer
    if bench.money.customer_id is not None:
        undo_deeds(receipt, None, reason=reason, on=on, actor=actor, now=now)
        bench = bench_of(receipt, (), on=on, actor=actor)
    else:
        settle([receipt.pk], now=now)
    currency = bench.money.currency
    return Applied(0, Money.zero(currency), Money(bench.money.left, currency))


def learn_payer(receipt: Receipt, customer_id: int, *, actor: Actor, now: datetime) -> None:
    """Learn the payer's name and account as the customer's; what is known already changes nothing."""
    if receipt.payer_name.strip():
        aliases = [NewPayerAlias(customer_id=customer_id, name=receipt.payer_name.strip())]
        parties.add_payer_aliases(aliases=aliases, actor=actor, now=now)
    account = fold_reference(receipt.payer_account)[:_ACCOUNT_MAX]
    if account:
        PayerAccount.objects.get_or_create(
            entity_id=receipt.entity_id,
            customer_id=customer_id,
            account=account,
            defaults={"learned_at": now, "learned_from": actor.name},
        )
