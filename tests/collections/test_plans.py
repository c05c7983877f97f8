"""Payment plans: agreed with a second person, kept or broken by the ledger alone, one at a time on an item."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError, connection, transaction

from recoup.collections import operations, queries
from recoup.collections.models import Plan, PlanItem
from recoup.collections.operations.plans.beginning import AskedAlready, BeginsTooLate, DebtChanged
from recoup.collections.operations.plans.keeping import PlanNotSo, ReasonMissing
from recoup.collections.queries.plans import ItemNotForPlan, NoItems
from recoup.collections.types import PlanEventKind, PlanFilter, PlanState
from recoup.kernel.errors import DomainError, NotAllowed, NotFound
from recoup.ledger import operations as ledger
from recoup.ledger.models import Item
from recoup.ledger.types import HoldReason
from recoup.team.operations.approvals import ChangedMeanwhile
from recoup.team.types import Role
from recoup.workflows import approvals
from tests.collections.agreements import BEGIN, Debtor, at
from tests.people import PROGRAM, make_entity, make_person

pytestmark = [pytest.mark.django_db, pytest.mark.duty("D4")]

MAY, JUNE, JULY = date(2026, 5, 4), date(2026, 6, 5), date(2026, 7, 6)


@pytest.fixture
def debtor() -> Debtor:
    return Debtor()


def test_the_preview_is_what_the_draft_keeps(debtor: Debtor) -> None:
    preview = queries.preview_plan(new=debtor.wish(), on=BEGIN, actor=debtor.collector)
    kept = debtor.plan(debtor.draft()).line
    shown = [(one.due_date, one.amount) for one in preview.schedule.installments]
    assert [(one.due_date, one.amount) for one in kept.installments] == shown
    assert shown[0] == (MAY, kept.installments[0].amount)
    assert kept.state is PlanState.DRAFT
    assert debtor.held(BEGIN) == {"INV-1": "", "INV-2": "", "FEE-1": ""}, "a draft holds nothing"


def test_a_second_person_approves_and_the_items_are_no_longer_chased(debtor: Debtor) -> None:
    plan_id = debtor.draft()
    asked = debtor.propose(plan_id)
    assert asked.state is PlanState.ASKED and asked.approval_id is not None
    with pytest.raises(AskedAlready):
        debtor.propose(plan_id)
    debtor.approve(asked.approval_id)
    assert debtor.states(plan_id) == ["ACTIVE", "DUE", "DUE", "DUE"]
    assert debtor.held(BEGIN) == {"INV-1": "In a payment plan", "INV-2": "In a payment plan", "FEE-1": ""}


def test_nobody_approves_a_plan_of_his_own(debtor: Debtor) -> None:
    asked = debtor.propose(debtor.draft())
    assert asked.approval_id is not None
    with pytest.raises(NotAllowed):
        approvals.decide(
            approval_id=asked.approval_id,
            approve=True,
            note="",
            actor=debtor.collector,
            now=at(BEGIN),
            on=BEGIN,
        )


def test_a_plan_that_was_not_approved_is_a_draft_again(debtor: Debtor) -> None:
    plan_id = debtor.draft()
    asked = debtor.propose(plan_id)
    assert asked.approval_id is not None
    debtor.approve(asked.approval_id, approve=False)
    assert debtor.states(plan_id)[0] == "DRAFT"
    assert debtor.plan(plan_id).events[0].kind is PlanEventKind.REFUSED
    assert debtor.propose(plan_id).state is PlanState.ASKED


def test_why_a_plan_needs_approval_is_said_and_demands_a_reason(debtor: Debtor) -> None:
    preview = queries.preview_plan(
        new=debtor.wish(count=9, waived_ids=(debtor.fee,)), on=BEGIN, actor=debtor.collector
    )
    assert len(preview.approval_reasons) == 4, "the amount, the count, the time, and what is let off"
    with pytest.raises(ReasonMissing):
        operations.propose_plan(
            plan_id=debtor.draft(), reason=" ", on=BEGIN, actor=debtor.collector, now=at(BEGIN)
        )


def test_money_that_came_meanwhile_spoils_the_approval(debtor: Debtor) -> None:
    plan_id = debtor.draft()
    asked = debtor.propose(plan_id)
    assert asked.approval_id is not None
    debtor.pay("100.00", BEGIN)
    with pytest.raises(ChangedMeanwhile):
        debtor.approve(asked.approval_id)
    assert debtor.states(plan_id)[0] == "ASKED"
    with pytest.raises(DebtChanged):
        debtor.propose(plan_id)
    anew = debtor.draft(replaces_id=plan_id)
    assert debtor.states(plan_id)[0] == "REVOKED"
    assert str(debtor.plan(anew).line.debt.amount) == "1100.0000"


def test_money_settles_installments_on_the_day_it_comes(debtor: Debtor) -> None:
    plan_id = debtor.agree()
    debtor.pay("500.00", MAY)
    assert debtor.states(plan_id) == ["ACTIVE", "PAID", "PART", "DUE"]
    assert debtor.plan(plan_id).line.installments[0].paid_on == MAY


def test_the_contract_due_date_stays_for_aging_whatever_the_plan_says(debtor: Debtor) -> None:
    before = dict(Item.objects.values_list("number", "due_date"))
    plan_id = debtor.agree()
    assert dict(Item.objects.values_list("number", "due_date")) == before
    assert {item.due_date for item in debtor.plan(plan_id).items} == {date(2026, 4, 1)}


def test_a_plan_paid_in_full_is_kept_and_its_holds_end(debtor: Debtor) -> None:
    plan_id = debtor.agree()
    debtor.pay("700.00", MAY)
    debtor.pay("500.00", MAY, item="INV-2")
    assert debtor.states(plan_id) == ["KEPT", "PAID", "PAID", "PAID"]
    assert not PlanItem.objects.filter(is_live=True).exists()


def test_two_missed_installments_break_the_plan_and_its_items_are_chased_again(debtor: Debtor) -> None:
    plan_id = debtor.agree(count=6)
    debtor.day(date(2026, 5, 7))
    assert debtor.states(plan_id)[:2] == ["ACTIVE", "DUE"], "three days of grace"
    debtor.day(date(2026, 5, 8))
    assert debtor.states(plan_id)[:2] == ["ACTIVE", "MISSED"]
    assert debtor.held(date(2026, 5, 8))["INV-1"] == "In a payment plan"
    debtor.day(date(2026, 6, 9))
    assert debtor.states(plan_id)[0] == "BROKEN"
    assert debtor.held(date(2026, 6, 9))["INV-1"] == ""


def test_a_missed_installment_that_is_paid_late_no_longer_counts(debtor: Debtor) -> None:
    plan_id = debtor.agree()
    debtor.day(date(2026, 5, 8))
    debtor.pay("400.00", date(2026, 5, 20))
    debtor.day(date(2026, 6, 9))
    assert debtor.states(plan_id) == ["ACTIVE", "PAID", "MISSED", "DUE"]


def test_the_daily_step_tells_nothing_twice(debtor: Debtor) -> None:
    plan_id = debtor.agree()
    debtor.day(date(2026, 5, 8))
    told = len(debtor.plan(plan_id).events)
    debtor.day(date(2026, 5, 8))
    debtor.day(date(2026, 5, 4))
    assert len(debtor.plan(plan_id).events) == told
    assert debtor.states(plan_id)[1] == "MISSED", "no look as of an earlier day"


@pytest.mark.duty("C13")
def test_a_payment_that_is_taken_back_opens_its_installment_again(debtor: Debtor) -> None:
    plan_id = debtor.agree()
    receipt = debtor.pay("400.00", MAY)
    debtor.undo(receipt, date(2026, 5, 6))
    assert debtor.states(plan_id) == ["ACTIVE", "DUE", "DUE", "DUE"]
    assert debtor.plan(plan_id).events[0].kind is PlanEventKind.UNPAID


@pytest.mark.duty("C13")
def test_a_kept_plan_runs_again_when_its_last_payment_is_taken_back(debtor: Debtor) -> None:
    plan_id = debtor.agree()
    debtor.pay("700.00", MAY)
    last = debtor.pay("500.00", MAY, item="INV-2")
    debtor.undo(last, date(2026, 5, 6))
    assert debtor.states(plan_id) == ["ACTIVE", "PAID", "PART", "DUE"]
    assert debtor.held(date(2026, 5, 6))["INV-2"] == "In a payment plan"


def test_what_is_let_off_is_booked_when_the_plan_is_kept_and_comes_back_with_the_debt(debtor: Debtor) -> None:
    plan_id = debtor.agree(waived_ids=(debtor.fee,))
    assert debtor.held(BEGIN)["FEE-1"] == "In a payment plan"
    debtor.pay("700.00", MAY)
    last = debtor.pay("500.00", MAY, item="INV-2")
    assert debtor.books.open_amount("FEE-1") == 50, "nothing is booked before the day's run"
    debtor.day(MAY)
    debtor.day(MAY)
    assert debtor.books.open_amount("FEE-1") == 0
    debtor.undo(last, date(2026, 5, 6))
    debtor.day(date(2026, 5, 6))
    assert debtor.books.open_amount("FEE-1") == 50
    assert debtor.states(plan_id)[0] == "ACTIVE"


def test_a_broken_plan_lets_nothing_off(debtor: Debtor) -> None:
    plan_id = debtor.agree(waived_ids=(debtor.fee,))
    debtor.day(date(2026, 6, 9))
    debtor.day(date(2026, 6, 10))
    assert debtor.states(plan_id)[0] == "BROKEN"
    assert debtor.books.open_amount("FEE-1") == 50
    assert debtor.held(date(2026, 6, 10)) == {"INV-1": "", "INV-2": "", "FEE-1": ""}


def test_interest_is_posted_when_its_installment_falls_due_and_not_before(debtor: Debtor) -> None:
    plan_id = debtor.agree(annual_rate=Decimal(10))
    line = debtor.plan(plan_id).line
    # 1200 for 21 days, 800 for 32 (4 June is a holiday, the 5th counts), 400 for 31
    assert [str(one.interest.amount) for one in line.installments] == ["6.9000", "7.0100", "3.4000"]
    debtor.day(date(2026, 5, 3))
    assert not Item.objects.filter(kind="INTEREST").exists()
    debtor.day(MAY)
    debtor.day(MAY)
    posted = Item.objects.get(kind="INTEREST")
    assert (str(posted.amount), posted.due_date, posted.number) == ("6.9000", MAY, f"PLAN-{plan_id}")
    assert debtor.held(MAY)[f"PLAN-{plan_id}"] == "In a payment plan"
    debtor.pay("400.00", MAY)
    assert debtor.states(plan_id)[1] == "PART"
    debtor.pay("6.90", MAY, item=f"PLAN-{plan_id}")
    assert debtor.states(plan_id)[1] == "PAID"


def test_an_item_is_in_one_running_plan_only(debtor: Debtor) -> None:
    first, second = debtor.draft(), debtor.draft(item_ids=debtor.items[:1])
    asked = debtor.propose(first)
    assert asked.approval_id is not None
    debtor.approve(asked.approval_id)
    with pytest.raises(ItemNotForPlan):
        debtor.propose(second)
    with pytest.raises(ItemNotForPlan):
        debtor.draft()
    with pytest.raises(IntegrityError), transaction.atomic():
        PlanItem.objects.filter(plan_id=second).update(is_live=True)


def test_a_revoked_plan_puts_its_items_back_to_chasing(debtor: Debtor) -> None:
    plan_id = debtor.agree()
    operations.revoke_plan(
        plan_id=plan_id, reason="Went bankrupt.", on=MAY, actor=debtor.collector, now=at(MAY)
    )
    assert debtor.held(MAY)["INV-1"] == ""
    with pytest.raises(PlanNotSo):
        operations.revoke_plan(plan_id=plan_id, reason="Again.", on=MAY, actor=debtor.collector, now=at(MAY))
    assert debtor.states(debtor.draft(on=MAY, first_date=JUNE))[0] == "DRAFT"


@pytest.mark.parametrize("state", ["ACTIVE", "DRAFT", "KEPT"])
def test_the_database_lets_no_plan_come_back_from_its_end(debtor: Debtor, state: str) -> None:
    plan_id = debtor.agree()
    operations.revoke_plan(plan_id=plan_id, reason="Why.", on=MAY, actor=debtor.collector, now=at(MAY))
    with pytest.raises(IntegrityError), transaction.atomic():
        Plan.objects.filter(pk=plan_id).update(state=state)


def test_what_was_agreed_never_changes(debtor: Debtor) -> None:
    plan = Plan.objects.get(pk=debtor.agree())
    for change in (
        lambda: Plan.objects.update(debt=1),
        lambda: plan.installments.update(due_date=JULY),
        lambda: plan.items.update(amount=1),
        lambda: plan.events.update(note="x"),
        lambda: plan.events.all().delete(),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            change()


def test_items_that_can_not_be_in_a_plan_are_refused_in_words(debtor: Debtor) -> None:
    ledger.place_item_holds(
        item_ids=[debtor.fee],
        reason=HoldReason.DISPUTED,
        note="",
        from_date=BEGIN,
        until_date=None,
        actor=PROGRAM,
        now=at(BEGIN),
    )
    with pytest.raises(ItemNotForPlan):
        debtor.draft(item_ids=(debtor.fee,))
    foreign = debtor.books.invoice("INV-9", "10.00", customer="K-2")
    with pytest.raises(NotFound):
        debtor.draft(item_ids=(foreign,))
    with pytest.raises(NoItems):
        debtor.draft(item_ids=())
    with pytest.raises(ItemNotForPlan):
        debtor.draft(currency="USD")


def test_a_plan_that_would_begin_in_the_past_is_made_anew(debtor: Debtor) -> None:
    plan_id = debtor.draft()
    with pytest.raises(BeginsTooLate):
        debtor.propose(plan_id, on=date(2026, 5, 5))


def test_strangers_know_nothing_of_it_and_readers_change_nothing(debtor: Debtor) -> None:
    plan_id = debtor.draft()
    stranger = make_person("Charlie", Role.COLLECTOR, entity=make_entity("OTHER"))
    auditor = make_person("Dora", Role.AUDITOR, entity=debtor.entity)
    with pytest.raises(NotFound):
        queries.get_plan(plan_id=plan_id, actor=stranger)
    with pytest.raises(NotFound):
        operations.propose_plan(plan_id=plan_id, reason="x", on=BEGIN, actor=stranger, now=at(BEGIN))
    assert queries.get_plan(plan_id=plan_id, actor=auditor)
    with pytest.raises(NotAllowed):
        operations.propose_plan(plan_id=plan_id, reason="x", on=BEGIN, actor=auditor, now=at(BEGIN))


def test_plans_with_missed_installments_are_found_by_their_plan_date(debtor: Debtor) -> None:
    plan_id = debtor.agree()
    wanted = PlanFilter(frozenset({debtor.books.entity_id}), only_missed=True)
    assert queries.plans_page(wanted=wanted, page=1, size=9, actor=debtor.collector).total == 0
    debtor.day(date(2026, 5, 8))
    page = queries.plans_page(wanted=wanted, page=1, size=9, actor=debtor.collector)
    assert [line.id for line in page.lines] == [plan_id]
    assert str(page.lines[0].amount_missed.amount) == "400.0000"


def test_the_signed_agreement_is_filed(debtor: Debtor) -> None:
    plan_id = debtor.agree()
    operations.keep_signed_copy(
        plan_id=plan_id,
        name="signed.pdf",
        media_type="application/pdf",
        content=b"%PDF-1.7",
        on=BEGIN,
        actor=debtor.collector,
        now=at(BEGIN),
    )
    assert debtor.plan(plan_id).signed_copy_id is not None


@pytest.mark.django_db(transaction=True)
def test_two_people_at_once_let_one_plan_run_only() -> None:
    debtor = Debtor()
    first, second = debtor.draft(), debtor.draft()
    asked = [debtor.propose(first).approval_id, debtor.propose(second).approval_id]

    def approve(approval_id: int | None) -> bool:
        try:
            assert approval_id is not None
            debtor.approve(approval_id)
        except DomainError:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(2) as pool:
        begun = list(pool.map(approve, asked))
    assert sorted(begun) == [False, True]
    assert sorted(Plan.objects.values_list("state", flat=True)) == ["ACTIVE", "ASKED"]
    assert PlanItem.objects.filter(is_live=True).count() == 2


@pytest.mark.django_db(transaction=True)
def test_money_and_the_daily_run_at_once_neither_wait_forever_nor_lose_anything() -> None:
    debtor = Debtor()
    plan_id = debtor.agree()

    def act(number: int) -> None:
        try:
            if number % 2:
                debtor.pay("100.00", MAY, item="INV-1")
            else:
                debtor.day(MAY)
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(act, range(8)))
    assert debtor.states(plan_id) == ["ACTIVE", "PAID", "DUE", "DUE"]


def test_a_plan_of_many_large_items_is_asked_for_and_approved(debtor: Debtor) -> None:
    items = tuple(debtor.books.invoice(f"BIG-{number}", "12345678901.23") for number in range(12))
    plan_id = debtor.agree(item_ids=items, count=6)
    assert queries.get_plan(plan_id=plan_id, actor=debtor.collector).line.state is PlanState.ACTIVE
