"""The ways out for a customer, side by side: what each brings, by when, and what it costs."""

from __future__ import annotations

from datetime import date

import pytest

from recoup.collections import queries
from recoup.collections.types import Solution, SolutionKind
from recoup.kernel.errors import NotAllowed
from recoup.kernel.money import Money
from recoup.team.types import Role
from tests.collections.agreements import BEGIN, Debtor
from tests.people import make_person

pytestmark = [pytest.mark.django_db, pytest.mark.duty("A2.2"), pytest.mark.duty("D2")]


def found(debtor: Debtor, on: date = BEGIN) -> dict[tuple[SolutionKind, int], Solution]:
    listed = queries.solutions(customer_id=debtor.customer_id, currency="EUR", on=on, actor=debtor.collector)
    return {(one.kind, one.parts): one for one in listed}


def test_each_way_out_says_what_comes_when_and_what_it_costs() -> None:
    seen = found(Debtor())
    plan = seen[SolutionKind.PLAN, 3]
    assert plan.received.amount == 1250 and plan.given_up.is_zero()
    assert plan.within(30, on=BEGIN).amount == Money(plan.cash[0].amount.amount, "EUR").amount
    discount = seen[SolutionKind.DISCOUNT, 0]
    assert str(discount.given_up.amount) == "37.50"
    assert discount.received + discount.given_up == plan.received
    assert (SolutionKind.AS_USUAL, 0) not in seen, "nothing is known of the customer's habit"


def test_a_settlement_is_shown_when_the_debt_is_old_enough() -> None:
    debtor = Debtor()
    assert (SolutionKind.SETTLEMENT, 0) not in found(debtor)
    assert (SolutionKind.SETTLEMENT, 0) in found(debtor, date(2026, 7, 1))


def test_what_is_in_a_plan_needs_no_way_out() -> None:
    debtor = Debtor()
    debtor.agree(item_ids=(*debtor.items, debtor.fee))
    assert found(debtor) == {}


def test_as_usual_follows_the_habit_of_a_year() -> None:
    debtor = Debtor()
    debtor.books.invoice("OLD-1", "10.00", on=date(2026, 1, 1), due=date(2026, 2, 1))
    debtor.pay("10.00", date(2026, 3, 3), item="OLD-1")
    usual = found(debtor)[SolutionKind.AS_USUAL, 0]
    assert {one.on for one in usual.cash} == {date(2026, 5, 1)}, "30 days after the first of April"


def test_who_may_not_work_in_collections_is_told_nothing() -> None:
    debtor = Debtor()
    auditor = make_person("Dora", Role.AUDITOR, entity=debtor.entity)
    with pytest.raises(NotAllowed):
        queries.solutions(customer_id=debtor.customer_id, currency="EUR", on=BEGIN, actor=auditor)
