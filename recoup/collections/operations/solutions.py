"""Proposing a way out for a customer to the manager, and what an approved one begins."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from django.db import transaction

from recoup.collections import permissions
from recoup.collections.models import FollowUp, SolutionItem, SolutionProposal
from recoup.collections.operations.deciding import lock_proposals
from recoup.collections.queries.solution_proposals import SUBJECT, solution_proposals
from recoup.collections.queries.solutions import owed_items, solutions
from recoup.collections.types import (
    ExpectedCash,
    FollowUpKind,
    NewSolutionProposal,
    Solution,
    SolutionKind,
    SolutionState,
)
from recoup.kernel.actor import Actor
from recoup.kernel.errors import DomainError, NotFound
from recoup.kernel.money import Money, total
from recoup.kernel.sentences import N_, Sentence
from recoup.ledger.types import ItemLine
from recoup.parties import queries as parties
from recoup.plumbing.audit import operations as audit
from recoup.team import operations as team
from recoup.team import queries as team_queries
from recoup.team.fingerprints import fingerprint

_LEGAL = N_("Legal action was approved: prepare the papers.")


class SolutionNotOpen(DomainError):
    """The rules don't leave this way out, or nothing is owed."""

    text = N_("This way out is not open to the customer any more. Look at the ways out again.")


class SolutionReasonMissing(DomainError):
    """The manager has to know why."""

    text = N_("Say why this is the way out.")


class SolutionWaiting(DomainError):
    """One at a time is decided for a customer and currency."""

    text = N_("Another way out of this customer waits for approval: {solution}.")


@transaction.atomic
def propose_solution(*, new: NewSolutionProposal, on: date, actor: Actor, now: datetime) -> int:
    """Put a way out for a customer to a second person, with the cash to be expected; return its id. Duties A2.2, D2.

    What was proposed never changes. The request is void when something moves on the items that it is for.

    :raises NotFound: there is no such customer for the actor
    :raises NotAllowed: the actor may not work in collections of the entity
    :raises SolutionReasonMissing: nothing says why
    :raises SolutionNotOpen: the rules don't leave this way out (any more)
    :raises SolutionWaiting: another one of this customer and currency waits for approval
    """
    customer = parties.get_customer(customer_id=new.customer_id, actor=actor).customer
    team_queries.require(actor=actor, permission=permissions.WORK, entity_id=customer.entity_id)
    if not new.reason.strip():
        raise SolutionReasonMissing
    lock_proposals(customer.entity_id)
    _refuse_second(new, actor, now)
    found = solutions(customer_id=new.customer_id, currency=new.currency, on=on, actor=actor)
    chosen = next((one for one in found if (one.kind, one.parts) == (new.kind, new.parts)), None)
    if chosen is None or new.kind is SolutionKind.AS_USUAL:
        raise SolutionNotOpen
    usual = next((one.cash for one in found if one.kind is SolutionKind.AS_USUAL), None)
    items = owed_items(customer_id=new.customer_id, currency=new.currency, on=on, actor=actor)
    row = _keep(new, (chosen, usual), items, on=on, actor=actor, now=now)
    team.ask_approval(
        kind=permissions.APPROVE_SOLUTION,
        entity_id=customer.entity_id,
        subject_kind=SUBJECT,
        subject_id=row.pk,
        subject_fingerprint=solution_fingerprint(solution_id=row.pk),
        payload=_payload(row),
        amount=Money(row.debt, row.currency),
        reason=new.reason,
        actor=actor,
        now=now,
    )
    _record("collections.solution.proposed", row, actor, now)
    return row.pk


@transaction.atomic
def carry_on_solution(*, approval_id: int, solution_id: int, on: date, actor: Actor, now: datetime) -> None:
    """Use the approval of a way out: plan or offer may be made of it; legal action becomes work of the proposer.

    :raises NotFound: there is none for the actor
    :raises ApprovalRefused: the approval is missing, used or expired, or the items moved since
    """
    row = SolutionProposal.objects.filter(pk=solution_id).first()
    if row is None or row.entity_id not in team_queries.entity_ids(actor=actor, permission=permissions.READ):
        raise NotFound
    team.use_approval(
        approval_id=approval_id,
        kind=permissions.APPROVE_SOLUTION,
        current_fingerprint=solution_fingerprint(solution_id=solution_id),
        payload=_payload(row),
        actor=actor,
        now=now,
    )
    if row.kind == SolutionKind.LEGAL:
        FollowUp.objects.create(
            entity_id=row.entity_id,
            customer_id=row.customer_id,
            kind=FollowUpKind.SEND_PAPERS,
            due_date=on,
            person_id=row.made_by_id,
            note=row.reason,
            because=Sentence(_LEGAL).to_json(),
            made_by_name=actor.name,
            made_at=now,
        )
    _record("collections.solution.approved", row, actor, now)


def solution_fingerprint(*, solution_id: int) -> str:
    """Return what an approval was given for: it no longer holds when one of the items has moved.

    :raises NotFound: there is no such proposal
    """
    items = SolutionItem.objects.filter(solution_id=solution_id).order_by("item_id")
    rows = list(items.values_list("item_id", "item__amount_open"))
    if not rows:
        raise NotFound
    return fingerprint({"solution": solution_id, "items": [list(row) for row in rows]})


def _refuse_second(new: NewSolutionProposal, actor: Actor, now: datetime) -> None:
    """Refuse while another one waits.

    :raises SolutionWaiting: one does
    """
    for one in solution_proposals(actor=actor, now=now, customer_id=new.customer_id):
        if one.debt.currency == new.currency and one.state is SolutionState.PROPOSED:
            raise SolutionWaiting(solution=Sentence(one.kind.label))


def _keep(
    new: NewSolutionProposal,
    compared: tuple[Solution, Sequence[ExpectedCash] | None],
    items: Sequence[ItemLine],
    *,
    on: date,
    actor: Actor,
    now: datetime,
) -> SolutionProposal:
    chosen, usual = compared
    row = SolutionProposal.objects.create(
        entity_id=items[0].entity_id,
        customer_id=new.customer_id,
        currency=new.currency,
        kind=new.kind,
        parts=new.parts,
        debt=total((line.amount_open for line in items), currency=new.currency).amount,
        given_up=chosen.given_up.amount,
        cash=_packed(chosen.cash),
        usual=None if usual is None else _packed(usual),
        told=chosen.told.to_json(),
        reason=new.reason.strip(),
        made_by_id=None if actor.is_program else actor.id,
        made_by_name=actor.name,
        made_on=on,
        made_at=now,
    )
    SolutionItem.objects.bulk_create(
        SolutionItem(solution=row, item_id=line.id, amount=line.amount_open.amount) for line in items
    )
    return row


def _packed(cash: Iterable[ExpectedCash]) -> list[list[str]]:
    return [[one.on.isoformat(), str(one.amount.amount)] for one in cash]


def _payload(row: SolutionProposal) -> dict[str, object]:
    return {"solution": row.pk, "kind": row.kind, "parts": row.parts, "given_up": f"{row.given_up:.4f}"}


def _record(action: str, row: SolutionProposal, actor: Actor, now: datetime) -> None:
    audit.record(
        action,
        subject_kind="customer",
        subject_id=row.customer_id,
        entity_id=row.entity_id,
        actor=actor,
        at=now,
        after={"solution": row.pk, "kind": row.kind, "parts": row.parts, "reason": row.reason},
    )
