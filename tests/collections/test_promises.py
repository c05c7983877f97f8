"""Promises on the books: taken at the desk, kept by the bank, broken by time, reopened when money goes back."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, connection, transaction
from pytest_django import DjangoAssertNumQueries

from recoup.cash import operations as cash
from recoup.cash.models import Receipt
from recoup.collections import operations, queries
from recoup.collections.models import Promise, PromiseChange
from recoup.collections.operations.promises import CannotPromise, PromiseIsOver, ReasonMissing
from recoup.collections.types import PromiseFilter, PromiseTrack
from recoup.correspondence.models import Message
from recoup.engines.promises import PromiseState
from recoup.kernel.contact import ContactRole
from recoup.kernel.errors import NotAllowed, NotFound
from recoup.kernel.money import Money
from recoup.ledger import operations as ledger
from recoup.ledger.types import ItemKind, NewAllocation
from recoup.parties.models import Contact
from recoup.parties.types import ContactPurpose
from recoup.team import queries as team
from recoup.team.types import Role
from tests.cash.books import CLERK
from tests.collections.desk import FRIDAY, NOW, TODAY, Desk
from tests.people import PROGRAM, make_entity, make_person

pytestmark = [pytest.mark.django_db, pytest.mark.duty("E3")]

DEADLINE = date(2026, 4, 21)


@pytest.fixture
def desk() -> Desk:
    return Desk()


@pytest.fixture
def invoice(desk: Desk) -> int:
    return desk.books.invoice("INV-1", "900.00")


def state(desk: Desk, promise_id: int) -> tuple[PromiseState, str]:
    found = desk.promise(promise_id)
    return found.state, f"{found.amount_kept.amount:.2f}"


def test_a_promise_leaves_its_items_alone_until_its_last_day(desk: Desk, invoice: int) -> None:
    other = desk.books.invoice("INV-2", "50.00")
    (taken,) = desk.take(desk.promised("900.00", invoice))

    found = desk.promise(taken)
    assert (found.state, found.deadline, found.tolerance) == (PromiseState.OPEN, DEADLINE, Decimal("9"))
    assert found.taken_by_name == "Dara"
    assert desk.is_held(invoice) and desk.is_held(invoice, on=DEADLINE)
    assert not desk.is_held(invoice, on=DEADLINE + timedelta(days=1))
    assert not desk.is_held(other)


def test_a_receipt_keeps_it_and_lets_the_item_go(desk: Desk, invoice: int) -> None:
    (taken,) = desk.take(desk.promised("900.00", invoice))
    desk.pay("400.00", "INV-1", on=TODAY)
    assert state(desk, taken) == (PromiseState.PART_KEPT, "400.00")
    assert desk.is_held(invoice)

    desk.pay("500.00", "INV-1", on=FRIDAY)
    assert state(desk, taken) == (PromiseState.KEPT, "900.00")
    assert not desk.is_held(invoice, on=FRIDAY)
    history = queries.promise_history(promise_ids=[taken], actor=desk.dara)
    assert [change.state for change in history] == [
        PromiseState.KEPT,
        PromiseState.PART_KEPT,
        PromiseState.OPEN,
    ]


@pytest.mark.duty("A2.4")
def test_time_breaks_it_and_puts_a_call_down(desk: Desk, invoice: int) -> None:
    (taken,) = desk.take(desk.promised("900.00", invoice))
    desk.pass_days(DEADLINE)
    assert state(desk, taken)[0] is PromiseState.OPEN

    day_after = DEADLINE + timedelta(days=1)
    desk.pass_days(day_after)
    assert state(desk, taken)[0] is PromiseState.BROKEN
    assert not desk.is_held(invoice, on=day_after)
    (call,) = queries.open_follow_ups(actor=desk.dara, customer_ids=[desk.customer()])
    assert (call.due_date, call.person_id, call.promise_id) == (day_after, desk.dara.id, taken)
    assert call.because is not None and "came by" in call.because.text
    tracks = queries.promise_tracks(customer_ids=[desk.customer()], actor=desk.dara)
    assert tracks == {desk.customer(): PromiseTrack(kept=0, broken=1, running=0)}

    desk.pass_days(day_after + timedelta(days=1))
    assert PromiseChange.objects.filter(promise_id=taken).count() == 2


def test_the_bank_takes_the_money_back_and_the_promise_is_open_again(desk: Desk, invoice: int) -> None:
    (taken,) = desk.take(desk.promised("900.00", invoice))
    desk.pay("900.00", "INV-1", on=TODAY)
    assert state(desk, taken)[0] is PromiseState.KEPT

    receipt = Receipt.objects.get()
    cash.undo_receipt(receipt_id=receipt.pk, reason="returned", on=FRIDAY, actor=CLERK, now=NOW)
    assert state(desk, taken) == (PromiseState.OPEN, "0.00")
    assert desk.is_held(invoice, on=FRIDAY)

    desk.pass_days(DEADLINE + timedelta(days=1))
    assert state(desk, taken)[0] is PromiseState.BROKEN


def test_a_payment_that_comes_to_light_late_but_was_in_time_mends_a_broken_promise(
    desk: Desk, invoice: int
) -> None:
    (taken,) = desk.take(desk.promised("900.00", invoice))
    desk.pass_days(DEADLINE + timedelta(days=1))
    desk.pay("900.00", "INV-1", on=FRIDAY)
    assert state(desk, taken)[0] is PromiseState.KEPT
    assert queries.open_follow_ups(actor=desk.dara, customer_ids=[desk.customer()]) == []


def test_several_promises_are_kept_in_order(desk: Desk, invoice: int) -> None:
    later = FRIDAY + timedelta(days=14)
    second, first = desk.take(
        desk.promised("500.00", invoice, by=later), desk.promised("400.00", invoice, by=FRIDAY)
    )
    desk.pay("450.00", "INV-1", on=TODAY)
    assert state(desk, first) == (PromiseState.KEPT, "400.00")
    assert state(desk, second) == (PromiseState.PART_KEPT, "50.00")
    assert desk.is_held(invoice)


def test_what_is_promised_already_cannot_be_promised_again(desk: Desk, invoice: int) -> None:
    desk.take(desk.promised("600.00", invoice))
    with pytest.raises(CannotPromise, match="At most"):
        desk.take(desk.promised("301.00", invoice), actor=desk.bela)
    desk.take(desk.promised("300.00", invoice), actor=desk.bela)
    with pytest.raises(CannotPromise, match="promised already"):
        desk.take(desk.promised("1.00", invoice), actor=desk.bela)


@pytest.mark.parametrize("by", [TODAY - timedelta(days=1), TODAY + timedelta(days=31)])
def test_the_day_must_be_one_that_the_rule_allows(desk: Desk, invoice: int, by: date) -> None:
    with pytest.raises(CannotPromise):
        desk.take(desk.promised("10.00", invoice, by=by))
    assert not Promise.objects.exists()


def test_items_must_be_the_customers_own(desk: Desk, invoice: int) -> None:
    with pytest.raises(NotFound):
        desk.take(desk.promised("10.00", invoice, customer="K-2"))
    with pytest.raises(CannotPromise, match="for which items"):
        desk.take(desk.promised("10.00"))


def test_a_withdrawn_promise_lets_the_items_go_and_is_withdrawn_once(desk: Desk, invoice: int) -> None:
    (taken,) = desk.take(desk.promised("900.00", invoice))
    with pytest.raises(ReasonMissing):
        operations.withdraw_promise(promise_id=taken, reason=" ", on=TODAY, actor=desk.dara, now=NOW)
    operations.withdraw_promise(promise_id=taken, reason="The buyer left", on=TODAY, actor=desk.dara, now=NOW)
    assert state(desk, taken)[0] is PromiseState.WITHDRAWN
    assert not desk.is_held(invoice)
    with pytest.raises(PromiseIsOver):
        operations.withdraw_promise(promise_id=taken, reason="Again", on=TODAY, actor=desk.dara, now=NOW)
    # A new promise for the same item is welcome, and is the one that money keeps.
    (again,) = desk.take(desk.promised("900.00", invoice))
    desk.pay("900.00", "INV-1", on=TODAY)
    assert state(desk, again)[0] is PromiseState.KEPT


def test_a_credit_note_makes_the_rest_void(desk: Desk, invoice: int) -> None:
    (taken,) = desk.take(desk.promised("900.00", invoice))
    credit = desk.books.invoice("CN-1", "-900.00", kind=ItemKind.CREDIT_NOTE)
    credited = NewAllocation(credit, invoice, Decimal("900.00"), TODAY, "credit")
    ledger.allocate(allocations=[credited], source="test", actor=PROGRAM, now=NOW)
    desk.pass_days(DEADLINE + timedelta(days=3))
    assert state(desk, taken)[0] is PromiseState.WITHDRAWN
    tracks = queries.promise_tracks(customer_ids=[desk.customer()], actor=desk.dara)
    assert tracks[desk.customer()].broken == 0


def test_lists_tell_whose_promises_run_and_which_are_due(desk: Desk, invoice: int) -> None:
    (taken,) = desk.take(desk.promised("900.00", invoice))
    mine = PromiseFilter(taken_by_id=desk.dara.id, due_until=DEADLINE, states=frozenset({PromiseState.OPEN}))
    assert [one.id for one in queries.promises_page(wanted=mine, actor=desk.dara).promises] == [taken]
    hers = PromiseFilter(taken_by_id=desk.bela.id)
    assert queries.promises_page(wanted=hers, actor=desk.dara).total == 0
    assert queries.promises_of(customer_ids=[desk.customer()], actor=desk.dara, only_running=True)[
        0
    ].amount == Money(Decimal(900), "EUR")


def test_a_promise_is_confirmed_in_writing_where_there_is_somewhere_to_write_to(
    desk: Desk, invoice: int
) -> None:
    desk.take(desk.promised("100.00", invoice))
    assert not Message.objects.exists()
    Contact.objects.create(
        customer_id=desk.customer(),
        name="Ann",
        email="ann@example.com",
        purpose=ContactPurpose.ACCOUNTS_PAYABLE,
        role=ContactRole.REPRESENTATIVE,
    )
    desk.take(desk.promised("200.00", invoice), desk.promised("300.00", invoice, by=TODAY))
    (message,) = Message.objects.all()
    assert (message.template, message.channel, message.address) == (
        "PROMISE_CONFIRMATION",
        "EMAIL",
        "ann@example.com",
    )
    assert "500" in message.body


def test_a_stranger_can_neither_see_nor_make_one(desk: Desk, invoice: int) -> None:
    (taken,) = desk.take(desk.promised("100.00", invoice))
    stranger = make_person("Charlie", Role.COLLECTOR, entity=make_entity("OTHER"))
    with pytest.raises(NotFound):
        queries.get_promise(promise_id=taken, actor=stranger)
    with pytest.raises(NotFound):
        desk.take(desk.promised("100.00", invoice), actor=stranger)


def test_what_was_promised_can_never_be_changed(desk: Desk, invoice: int) -> None:
    (taken,) = desk.take(desk.promised("900.00", invoice))
    for statement in (
        "UPDATE collections_promise SET amount = 1 WHERE id = %s",
        "UPDATE collections_promise SET promise_date = promise_date + 1 WHERE id = %s",
        "DELETE FROM collections_promise WHERE id = %s",
        "UPDATE collections_promisechange SET state = 'KEPT' WHERE promise_id = %s",
        "DELETE FROM collections_promiseitem WHERE promise_id = %s",
    ):
        with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement, [taken])


def test_judging_many_customers_takes_no_more_queries(
    desk: Desk, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    items = {
        number: desk.books.invoice(f"INV-{number}", "10.00", customer="K-1" if number % 2 else "K-2")
        for number in range(6)
    }
    desk.take(
        *(
            desk.promised("10.00", item, customer="K-1" if number % 2 else "K-2")
            for number, item in items.items()
        )
    )
    with django_assert_max_num_queries(40):
        desk.pass_days(DEADLINE + timedelta(days=1))
    assert Promise.objects.filter(state="BROKEN").count() == 6


def test_who_may_not_collect_can_take_no_promise(desk: Desk, invoice: int) -> None:
    entity = team.get_entity(entity_id=desk.books.entity_id, actor=PROGRAM)
    auditor = make_person("Aud", Role.AUDITOR, entity=entity)
    with pytest.raises(NotAllowed):
        desk.take(desk.promised("10.00", invoice), actor=auditor)
