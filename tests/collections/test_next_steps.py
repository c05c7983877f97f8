"""No customer is forgotten: everyone with something late has a next step, or is listed as a gap."""

from __future__ import annotations

from datetime import timedelta

import pytest

from recoup.collections import operations
from recoup.parties.models import Customer
from recoup.reports.queries.next_steps import NextStep, NextSteps, next_steps
from tests.collections.desk import NOW, TODAY, Desk
from tests.people import PROGRAM

pytestmark = [pytest.mark.django_db, pytest.mark.duty("D3")]


@pytest.fixture
def desk() -> Desk:
    return Desk()


def steps(desk: Desk) -> NextSteps:
    return next_steps(actor=desk.dara, on=TODAY, entity_ids=[desk.books.entity_id])


def test_who_is_late_and_has_nothing_is_listed(desk: Desk) -> None:
    desk.books.invoice("INV-1", "100.00")
    assert steps(desk) == NextSteps({NextStep.NOTHING: 1}, (desk.customer(),))


def test_a_next_action_a_promise_or_a_hold_is_enough(desk: Desk) -> None:
    first = desk.books.invoice("INV-1", "100.00")
    desk.books.invoice("INV-2", "100.00", customer="K-2")
    desk.take(desk.promised("100.00", first))
    desk.save(desk.activity(customer="K-2"), follow_up=desk.call_back(TODAY + timedelta(days=3)))
    assert steps(desk) == NextSteps({NextStep.FOLLOW_UP: 1, NextStep.PROMISED: 1}, ())


def test_a_broken_promise_leaves_a_call_to_be_made(desk: Desk) -> None:
    first = desk.books.invoice("INV-1", "100.00")
    desk.take(desk.promised("100.00", first))
    desk.pass_days(TODAY + timedelta(days=9))
    assert steps(desk).counts == {NextStep.FOLLOW_UP: 1}


def test_somebodys_list_of_today_is_a_next_step_until_the_call_was_made(desk: Desk) -> None:
    desk.books.invoice("INV-1", "100.00")
    Customer.objects.filter(id=desk.customer()).update(portfolio_owner_id=desk.dara.id)
    operations.make_worklist(
        business_date=TODAY, entity_id=desk.books.entity_id, actor=PROGRAM, now=NOW - timedelta(hours=4)
    )
    assert steps(desk).counts == {NextStep.ON_THE_LIST: 1}
    desk.save(desk.activity())
    assert steps(desk).gaps == (desk.customer(),)
