"""Decide a request for approval, and do at once what was approved: one table says which operation does it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction

from recoup.cash import operations as cash
from recoup.collections import operations as collections
from recoup.kernel.actor import Actor
from recoup.kernel.errors import DomainError
from recoup.ledger import operations as ledger
from recoup.ledger import queries as ledger_queries
from recoup.ledger.operations.write_off import fingerprint as fingerprint_of_item
from recoup.parties import operations as parties
from recoup.parties import queries as parties_queries
from recoup.rulebook import operations as rulebook
from recoup.rulebook import queries as rulebook_queries
from recoup.team import operations as team
from recoup.team import queries as team_queries
from recoup.team.operations.approvals import ApprovalExpired, ChangedMeanwhile
from recoup.team.types import ApprovalRecord, ApprovalRef


@dataclass(frozen=True, slots=True)
class Deed:
    """How what was approved is done: `fingerprint` of the subject as it is now, and `execute`.

    `refuse` is done when the request is rejected, with the note of who decided.
    """

    fingerprint: Callable[[ApprovalRecord, Actor], str]
    execute: Callable[[ApprovalRecord, Actor, datetime, date], object]
    refuse: Callable[[ApprovalRecord, str, Actor, datetime, date], object] | None = None


def decide(
    *, approval_id: int, approve: bool, note: str, actor: Actor, now: datetime, on: date
) -> ApprovalRef:
    """Approve or reject a request as the second person; what is approved is done at once, effective on the day `on`.

    When it can't be done, because a period is closed for example, the request stays undecided. A request that is
    found expired or about a changed subject is closed for good.

    :raises NotFound: there is no such request for this actor
    :raises OwnRequest: the actor asked for it
    :raises NotAllowed: the actor lacks the right to decide, or to do what is asked
    :raises AboveLimit: the amount is above the actor's limit
    :raises AlreadyDecided: someone decided before
    :raises ApprovalExpired: the request waited for too long
    :raises ChangedMeanwhile: the subject is no longer as the asker saw it
    :raises DomainError: the deed itself was refused; its sentence says why
    """
    approval = team_queries.get_approval(approval_id=approval_id, actor=actor)
    deed = DEEDS[approval.kind]
    closed: DomainError | None = None
    with transaction.atomic():
        try:
            decided = team.decide_approval(
                approval_id=approval_id,
                approve=approve,
                note=note,
                current_fingerprint=deed.fingerprint(approval, actor),
                actor=actor,
                now=now,
            )
        except (ApprovalExpired, ChangedMeanwhile) as error:
            closed = error
        else:
            if approve:
                deed.execute(approval, actor, now, on)
            elif deed.refuse is not None:
                deed.refuse(approval, note, actor, now, on)
    if closed is not None:
        raise closed
    return decided


def _item_fingerprint(approval: ApprovalRecord, actor: Actor) -> str:
    return fingerprint_of_item(ledger_queries.get_item(item_id=approval.subject_id, actor=actor))


def _write_off(approval: ApprovalRecord, actor: Actor, now: datetime, on: date) -> object:
    return ledger.write_off(
        approval_id=approval.id,
        item_id=approval.subject_id,
        amount=Decimal(str(approval.payload["amount"])),
        reason=str(approval.payload["reason"]),
        effective_date=on,
        actor=actor,
        now=now,
    )


def _bank_fingerprint(approval: ApprovalRecord, actor: Actor) -> str:
    return parties_queries.bank_account_fingerprint(customer_id=approval.subject_id)


def _change_bank_account(approval: ApprovalRecord, actor: Actor, now: datetime, on: date) -> object:
    return parties.apply_bank_account_change(approval_id=approval.id, actor=actor, now=now)


def _rule_fingerprint(approval: ApprovalRecord, actor: Actor) -> str:
    return rulebook_queries.version_fingerprint(version_id=approval.subject_id)


def _enact_rule(approval: ApprovalRecord, actor: Actor, now: datetime, on: date) -> object:
    return rulebook.enact_version(
        approval_id=approval.id, version_id=approval.subject_id, actor=actor, now=now
    )


def _receipt_fingerprint(approval: ApprovalRecord, actor: Actor) -> str:
    return cash.receipt_fingerprint(receipt_id=approval.subject_id, on=approval.asked_at.date())


def _settle_differences(approval: ApprovalRecord, actor: Actor, now: datetime, on: date) -> object:
    return cash.apply_approved(approval_id=approval.id, on=on, actor=actor, now=now)


def _refund(approval: ApprovalRecord, actor: Actor, now: datetime, on: date) -> object:
    return cash.refund(approval_id=approval.id, on=on, actor=actor, now=now)


def _plan_fingerprint(approval: ApprovalRecord, actor: Actor) -> str:
    return collections.plan_fingerprint(plan_id=approval.subject_id)


def _begin_plan(approval: ApprovalRecord, actor: Actor, now: datetime, on: date) -> object:
    return collections.begin_approved_plan(
        approval_id=approval.id, plan_id=approval.subject_id, on=on, actor=actor, now=now
    )


def _refuse_plan(approval: ApprovalRecord, note: str, actor: Actor, now: datetime, on: date) -> object:
    return collections.refuse_plan(plan_id=approval.subject_id, note=note, on=on, actor=actor, now=now)


def _offer_fingerprint(approval: ApprovalRecord, actor: Actor) -> str:
    return collections.offer_fingerprint(offer_id=approval.subject_id)


def _begin_offer(approval: ApprovalRecord, actor: Actor, now: datetime, on: date) -> object:
    return collections.begin_approved_offer(
        approval_id=approval.id, offer_id=approval.subject_id, on=on, actor=actor, now=now
    )


def _refuse_offer(approval: ApprovalRecord, note: str, actor: Actor, now: datetime, on: date) -> object:
    return collections.refuse_offer(offer_id=approval.subject_id, note=note, on=on, actor=actor, now=now)


def _solution_fingerprint(approval: ApprovalRecord, actor: Actor) -> str:
    return collections.solution_fingerprint(solution_id=approval.subject_id)


def _carry_on_solution(approval: ApprovalRecord, actor: Actor, now: datetime, on: date) -> object:
    return collections.carry_on_solution(
        approval_id=approval.id, solution_id=approval.subject_id, on=on, actor=actor, now=now
    )


DEEDS: Mapping[str, Deed] = {
    "cash.refund": Deed(_receipt_fingerprint, _refund),
    "cash.settle_differences": Deed(_receipt_fingerprint, _settle_differences),
    "collections.approve_offer": Deed(_offer_fingerprint, _begin_offer, _refuse_offer),
    "collections.approve_plan": Deed(_plan_fingerprint, _begin_plan, _refuse_plan),
    "collections.approve_solution": Deed(_solution_fingerprint, _carry_on_solution),
    "ledger.write_off": Deed(_item_fingerprint, _write_off),
    "parties.edit_bank": Deed(_bank_fingerprint, _change_bank_account),
    "rules.approve": Deed(_rule_fingerprint, _enact_rule),
}
