"""A way out is put to the manager with the cash to be expected, decided, and followed to its end."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import DatabaseError, transaction

from recoup.collections import operations, queries
from recoup.collections.models import FollowUp, SolutionItem, SolutionProposal
from recoup.collections.types import (
    NewSolutionProposal,
    OfferKind,
    SolutionKind,
    SolutionProposalRecord,
    SolutionState,
)
from recoup.kernel.errors import DomainError, NotAllowed, NotFound
from recoup.team import queries as team
from recoup.team.operations.approvals import ChangedMeanwhile
from recoup.team.types import Role
from tests.collections.agreements import BEGIN, Debtor, at
from tests.companies import make_company
from tests.people import PROGRAM, make_person

pytestmark = [pytest.mark.django_db, pytest.mark.duty("A2.2"), pytest.mark.duty("D2")]


def propose(
    debtor: Debtor,
    kind: SolutionKind = SolutionKind.PLAN,
    parts: int = 3,
    *,
    on: date = BEGIN,
    reason: str = "Lost its largest order",
) -> int:
    new = NewSolutionProposal(debtor.customer_id, "EUR", kind, parts, reason)
    return operations.propose_solution(new=new, on=on, actor=debtor.collector, now=at(on))


def seen(debtor: Debtor, solution_id: int, on: date = BEGIN) -> SolutionProposalRecord:
    return queries.get_solution_proposal(solution_id=solution_id, actor=debtor.collector, now=at(on))


def decide(debtor: Debtor, solution_id: int, *, approve: bool = True) -> None:
    debtor.approve(seen(debtor, solution_id).approval_id, approve=approve)


def test_a_plan_is_proposed_with_its_cash_and_approved_and_carried_out() -> None:
    debtor = Debtor()
    proposed = seen(debtor, solution_id := propose(debtor))
    assert (proposed.state, proposed.debt.amount) == (SolutionState.PROPOSED, 1250)
    assert proposed.received.amount == 1250 and proposed.within(30) == proposed.cash[0].amount
    assert proposed.effect(90) is None, "nothing is known of the customer's habit"
    approval = team.get_approval(approval_id=proposed.approval_id, actor=debtor.manager)
    assert approval.amount == proposed.debt and approval.reason == "Lost its largest order"
    decide(debtor, solution_id)
    assert seen(debtor, solution_id).state is SolutionState.APPROVED
    debtor.agree(date(2026, 4, 14), item_ids=(*debtor.items, debtor.fee))
    after = seen(debtor, solution_id)
    assert after.state is SolutionState.CARRIED_OUT and after.cash == proposed.cash


def test_the_effect_is_what_comes_beyond_the_habit() -> None:
    debtor = Debtor()
    debtor.books.invoice("OLD-1", "10.00", on=date(2025, 9, 1), due=date(2025, 9, 1))
    debtor.pay("10.00", date(2026, 3, 3), item="OLD-1")
    one = seen(debtor, propose(debtor, SolutionKind.DISCOUNT, 0))
    assert one.usual is not None and one.percent == 3
    assert one.effect(90) == one.received and one.given_up.amount + one.received.amount == 1250


def test_what_is_refused_or_paid_meanwhile_says_so() -> None:
    debtor = Debtor()
    refused = propose(debtor)
    decide(debtor, refused, approve=False)
    assert seen(debtor, refused).state is SolutionState.REFUSED
    again = propose(debtor, parts=6)
    debtor.pay("100.00", date(2026, 4, 14), item="INV-1")
    with pytest.raises(ChangedMeanwhile):
        decide(debtor, again)
    assert seen(debtor, again).state is SolutionState.OVERTAKEN
    (newest, oldest) = queries.solution_proposals(actor=debtor.manager, now=at(BEGIN))
    assert (newest.id, oldest.id) == (again, refused)


def test_an_approval_that_nobody_used_for_an_offer_is_overtaken_by_money() -> None:
    debtor = Debtor()
    one = propose(debtor, SolutionKind.DISCOUNT, 0)
    decide(debtor, one)
    # A plan is another way out than the one approved.
    debtor.agree(date(2026, 4, 14), item_ids=debtor.items)
    assert seen(debtor, one).state is SolutionState.APPROVED
    debtor.pay("100.00", date(2026, 4, 15), item="INV-1")
    assert seen(debtor, one).state is SolutionState.OVERTAKEN


def test_an_offer_carries_a_discount_out() -> None:
    debtor = Debtor()
    one = propose(debtor, SolutionKind.DISCOUNT, 0)
    decide(debtor, one)
    debtor.offer(date(2026, 4, 14), kind=OfferKind.DISCOUNT)
    assert seen(debtor, one).state is SolutionState.CARRIED_OUT


def test_approved_legal_action_is_work_of_whoever_proposed_it() -> None:
    debtor = Debtor()
    one = propose(debtor, SolutionKind.LEGAL, 0)
    assert seen(debtor, one).received.is_zero()
    decide(debtor, one)
    work = FollowUp.objects.get()
    assert (work.person_id, work.note) == (debtor.collector.id, "Lost its largest order")


def test_one_at_a_time_is_decided_with_a_reason_and_what_the_rules_leave() -> None:
    debtor = Debtor()
    for kind, parts in ((SolutionKind.PLAN, 5), (SolutionKind.SETTLEMENT, 0), (SolutionKind.AS_USUAL, 0)):
        with pytest.raises(operations.SolutionNotOpen):
            propose(debtor, kind, parts)
    with pytest.raises(operations.SolutionReasonMissing):
        propose(debtor, reason=" ")
    propose(debtor)
    with pytest.raises(operations.SolutionWaiting):
        propose(debtor, SolutionKind.DISCOUNT, 0)
    assert SolutionProposal.objects.count() == 1


def test_only_collectors_propose_only_managers_decide_and_nobody_changes_it() -> None:
    debtor = Debtor()
    auditor = make_person("Dora", Role.AUDITOR, entity=debtor.entity)
    new = NewSolutionProposal(debtor.customer_id, "EUR", SolutionKind.PLAN, 3, "Because")
    with pytest.raises(NotAllowed):
        operations.propose_solution(new=new, on=BEGIN, actor=auditor, now=at(BEGIN))
    one = propose(debtor)
    approval_id = seen(debtor, one).approval_id
    debtor.manager = make_person("Cora", Role.COLLECTOR, entity=debtor.entity)
    with pytest.raises(DomainError):
        debtor.approve(approval_id)
    elsewhere = make_company(code="OTHER", customers=())
    stranger = make_person("Zoe", Role.COLLECTOR, entity=team.get_entity(entity_id=elsewhere, actor=PROGRAM))
    with pytest.raises(NotFound):
        queries.get_solution_proposal(solution_id=one, actor=stranger, now=at(BEGIN))
    for table in (SolutionProposal, SolutionItem):
        with pytest.raises(DatabaseError), transaction.atomic():
            table.objects.all().delete()
