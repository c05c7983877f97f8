"""What follows from a decision: for each kind, how its subject is looked at again and how the deed is done."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from recoup.kernel.actor import Actor
from recoup.ledger import operations as ledger_operations
from recoup.ledger import permissions as ledger_permissions
from recoup.ledger import queries as ledger
from recoup.ledger.operations.write_off import fingerprint as item_fingerprint
from recoup.team import operations as team_operations
from recoup.team import queries as team
from recoup.team.types import ApprovalRecord, ApprovalRef, ApprovalStatus


@dataclass(frozen=True, slots=True)
class Deed:
    """How a kind of request is carried out; `fingerprint` stands for its subject as it is now."""

    fingerprint: Callable[[ApprovalRecord, Actor], str]
    carry_out: Callable[[ApprovalRecord, Actor, date, datetime], object]


def decide(
    *, approval_id: int, approve: bool, note: str, on: date, actor: Actor, now: datetime
) -> ApprovalRef:
    """Decide a request as the second person and, when it is approved, carry it out with effect from `on`.

    When the deed itself is refused, for example because the period was closed, the approval stays and `carry_out`
    may be tried again.

    :raises NotFound: there is no such request for this actor
    :raises DomainError: what deciding (`decide_approval`) or the deed refuses
    """
    approval = team.get_approval(approval_id=approval_id, actor=actor)
    decided = team_operations.decide_approval(
        approval_id=approval_id,
        approve=approve,
        note=note,
        current_fingerprint=_DEEDS[approval.kind].fingerprint(approval, actor),
        actor=actor,
        now=now,
    )
    if decided.status is ApprovalStatus.APPROVED:
        carry_out(approval_id=approval_id, on=on, actor=actor, now=now)
    return decided


def carry_out(*, approval_id: int, on: date, actor: Actor, now: datetime) -> None:
    """Do what was approved, once, with effect from `on`.

    :raises NotFound: there is no such request for this actor
    :raises DomainError: what the deed refuses, first of all that it isn't approved
    """
    approval = team.get_approval(approval_id=approval_id, actor=actor)
    _DEEDS[approval.kind].carry_out(approval, actor, on, now)


def _item_as_it_is(approval: ApprovalRecord, actor: Actor) -> str:
    return item_fingerprint(ledger.get_item(item_id=approval.subject_id, actor=actor))


def _write_off(approval: ApprovalRecord, actor: Actor, on: date, now: datetime) -> object:
    return ledger_operations.write_off(
        approval_id=approval.id,
        item_id=approval.subject_id,
        amount=Decimal(str(approval.payload["amount"])),
        reason=str(approval.payload["reason"]),
        effective_date=on,
        actor=actor,
        now=now,
    )


_DEEDS: Mapping[str, Deed] = {
    ledger_permissions.WRITE_OFF: Deed(fingerprint=_item_as_it_is, carry_out=_write_off),
}
