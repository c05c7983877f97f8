"""Today is right at this minute: nobody who has paid is called only because a call was planned."""

from __future__ import annotations

from datetime import timedelta

import pytest

from recoup.collections import operations as collections
from recoup.collections.types import FollowUpKind, NewFollowUp
from recoup.ledger.models import Item
from recoup.reports.queries.today import today_page
from tests.cash.books import Books
from tests.collections.desk import NOW, TODAY, Desk
from tests.companies import make_company
from tests.people import PROGRAM

TOMORROW = TODAY + timedelta(days=1)
pytestmark = [pytest.mark.django_db, pytest.mark.duty("D3"), pytest.mark.duty("B1")]


def planned(desk: Desk, follow_up: NewFollowUp) -> None:
    customer_id = desk.customer()
    collections.plan_follow_up(
        customer_id=customer_id, follow_up=follow_up, on=TODAY, actor=desk.dara, now=NOW - timedelta(hours=2)
    )


def customers_due(desk: Desk) -> list[int]:
    page = today_page(
        actor=desk.dara, on=TOMORROW, now=NOW + timedelta(days=1), entity_ids=[desk.books.entity_id]
    )
    return [line.customer.id for line in page.due]


@pytest.mark.parametrize("kind", [FollowUpKind.CALL, FollowUpKind.WRITE, FollowUpKind.VISIT])
def test_who_has_paid_what_is_late_is_not_contacted_because_it_was_planned(kind: FollowUpKind) -> None:
    desk = Desk()
    desk.books.invoice("INV-late", "100.00", due=TODAY - timedelta(days=20))
    desk.books.invoice("INV-later", "70.00", due=TODAY + timedelta(days=20))
    planned(desk, NewFollowUp(kind, TOMORROW))
    assert customers_due(desk) == [desk.customer()]
    desk.pay("100.00", "INV-late")
    assert customers_due(desk) == []


@pytest.mark.parametrize(
    "follow_up",
    [
        NewFollowUp(FollowUpKind.CALL, TOMORROW, NOW + timedelta(hours=20)),
        NewFollowUp(FollowUpKind.SEND_PAPERS, TOMORROW),
    ],
    ids=["a call agreed for an hour", "work in the house"],
)
def test_what_has_another_reason_than_late_money_stays(follow_up: NewFollowUp) -> None:
    desk = Desk()
    desk.books.invoice("INV-later", "70.00", due=TODAY + timedelta(days=20))
    planned(desk, follow_up)
    assert customers_due(desk) == [desk.customer()]


def test_an_agreed_hour_comes_first_then_a_broken_promise_then_whoever_brings_most() -> None:
    numbers = ("K-1", "K-2", "K-3", "K-4")
    desk = Desk(Books(make_company(customers=numbers)))
    small, large, broken, agreed = map(desk.customer, numbers)
    for number, amount in zip(numbers, ("50.00", "5000.00", "20.00", "10.00"), strict=True):
        desk.books.invoice(f"INV-{number}", amount, customer=number, due=TODAY - timedelta(days=20))
    yesterday, call = NOW - timedelta(days=1), NewFollowUp(FollowUpKind.CALL, TODAY)
    for customer_id, follow_up in (
        (small, call),
        (large, call),
        (agreed, NewFollowUp(FollowUpKind.CALL, TODAY, NOW + timedelta(hours=4))),
    ):
        collections.plan_follow_up(
            customer_id=customer_id,
            follow_up=follow_up,
            on=TODAY - timedelta(days=1),
            actor=desk.dara,
            now=yesterday,
        )
    item = Item.objects.get(number="INV-K-3")
    desk.take(desk.promised("20.00", item.id, by=TODAY, customer="K-3"))
    desk.pass_days(TODAY + timedelta(days=4))
    later = TODAY + timedelta(days=4)
    made = {"business_date": later, "entity_id": desk.books.entity_id}
    collections.make_worklist(**made, actor=PROGRAM, now=NOW + timedelta(days=4))
    page = today_page(
        actor=desk.dara, on=later, now=NOW + timedelta(days=4), entity_ids=[desk.books.entity_id]
    )
    assert [line.customer.id for line in page.due] == [agreed, broken, large, small]
