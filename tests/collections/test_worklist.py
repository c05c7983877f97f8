"""The worklist of a day: who is overdue, in the right order, with reasons, made once and kept."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, connection, transaction

from recoup.collections import operations, queries
from recoup.collections.types import MadeWorklist, WorklistEntry
from recoup.engines.priority import Behavior, Lateness, Size
from recoup.kernel.errors import NotAllowed, NotFound
from recoup.kernel.money import Money
from recoup.ledger import operations as ledger
from recoup.ledger.models import Item
from recoup.ledger.operations.rates import NewRate
from recoup.ledger.types import HoldReason as ItemHoldReason
from recoup.ledger.types import ItemKind, NewAllocation, NewItem
from recoup.parties.models import Customer, CustomerHold
from recoup.parties.types import HoldReason, HoldScope
from recoup.plumbing.audit import queries as audit
from recoup.team.types import Role
from tests.companies import make_company
from tests.people import PROGRAM, make_entity, make_person

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 20)
NOW = datetime(2026, 11, 20, 4, 0, tzinfo=UTC)


@pytest.fixture
def entity_id() -> int:
    company = make_company(customers=("K-1", "K-2", "K-3"))
    ledger.record_rates(
        rates=[NewRate("USD", "EUR", date(2026, 1, 2), Decimal("0.8"))],
        source="test",
        actor=PROGRAM,
        now=NOW,
    )
    return company


def customer(number: str) -> int:
    return Customer.objects.get(number=number).id


def invoice(
    entity_id: int, number: str, customer_number: str, amount: str, *, late: int, currency: str = "EUR"
) -> None:
    """Post an invoice that is `late` days overdue today (less than 1: not due yet)."""
    due_date = TODAY - timedelta(days=late)
    post(entity_id, ItemKind.INVOICE, number, customer_number, amount, due_date, currency)


def receive(entity_id: int, number: str, customer_number: str, amount: str, on: date) -> None:
    post(entity_id, ItemKind.RECEIPT, number, customer_number, f"-{amount}", on, "EUR")


def post(
    entity_id: int, kind: ItemKind, number: str, customer_number: str, amount: str, due: date, currency: str
) -> None:
    issued = due if kind is ItemKind.RECEIPT else due - timedelta(days=14)
    item = NewItem(1, entity_id, customer_number, kind, number, 1, "", issued, due, currency, Decimal(amount))
    posted = ledger.post_items(items=[item], source="test", actor=PROGRAM, now=NOW)
    assert posted.accepted == 1, posted.refused


def pay(entity_id: int, number: str, customer_number: str, amount: str, *, due: date, late: int) -> None:
    """Post an invoice that was paid in full `late` days after `due`."""
    post(entity_id, ItemKind.INVOICE, number, customer_number, amount, due, "EUR")
    receive(entity_id, f"R-{number}", customer_number, amount, due + timedelta(days=late))
    by_number = dict(Item.objects.filter(entity_id=entity_id).values_list("number", "id"))
    allocation = NewAllocation(
        by_number[f"R-{number}"],
        by_number[number],
        Decimal(amount),
        due + timedelta(days=late),
        f"apply-{number}",
    )
    outcome = ledger.allocate(allocations=[allocation], source="test", actor=PROGRAM, now=NOW)
    assert outcome.posted == 1, outcome.refused


def make(entity_id: int, *, on: date = TODAY) -> MadeWorklist:
    return operations.make_worklist(business_date=on, entity_id=entity_id, actor=PROGRAM, now=NOW)


def entries(on: date = TODAY) -> list[WorklistEntry]:
    return list(queries.worklist(business_date=on, actor=PROGRAM).entries)


def numbers(on: date = TODAY) -> list[str]:
    names = dict(Customer.objects.values_list("id", "number"))
    return [names[entry.customer_id] for entry in entries(on)]


@pytest.mark.duty("D1")
@pytest.mark.duty("B1")
def test_the_worklist_ranks_who_is_overdue_with_reasons(entity_id: int) -> None:
    invoice(entity_id, "A-1", "K-1", "500", late=10)
    invoice(entity_id, "A-2", "K-2", "80000", late=45, currency="USD")
    invoice(entity_id, "A-3", "K-2", "20000", late=-5, currency="USD")
    invoice(entity_id, "A-4", "K-3", "900", late=-1)

    assert make(entity_id) == MadeWorklist(entity_id, TODAY, 2, was_made_before=False)

    first, second = entries()
    assert numbers() == ["K-2", "K-1"]
    assert (first.rank, first.amount_overdue, first.amount_open) == (
        1,
        Money(Decimal(80_000), "USD"),
        Money(Decimal(100_000), "USD"),
    )
    assert first.classes.lateness is Lateness.DAYS_31_60
    assert first.classes.size is Size.LARGE
    # 80,000 USD are 64,000 EUR, and a contact would change something in a third of such cases.
    assert first.points == sum(reason.points for reason in first.scored_reasons) > second.points
    assert (first.amount_chased, first.chance) == (Money(Decimal(80_000), "USD"), 36)
    assert first.effect is not None and first.effect.values["effect"] == Money(Decimal(28_800), "USD")
    assert first.reasons[0].values == {"days": 45}


@pytest.mark.duty("D1")
def test_making_it_twice_makes_it_once_and_an_empty_one_counts(entity_id: int) -> None:
    assert make(entity_id).lines == 0
    invoice(entity_id, "A-1", "K-1", "500", late=10)
    assert make(entity_id) == MadeWorklist(entity_id, TODAY, 0, was_made_before=True)
    assert entries() == []
    assert make(entity_id, on=TODAY + timedelta(days=1)).lines == 1
    assert queries.latest_worklist_date(actor=PROGRAM) == TODAY + timedelta(days=1)
    assert queries.latest_worklist_date(actor=PROGRAM, on=TODAY) == TODAY


def test_each_currency_of_a_customer_stands_by_itself(entity_id: int) -> None:
    invoice(entity_id, "A-1", "K-1", "500", late=10)
    invoice(entity_id, "A-2", "K-1", "500", late=10, currency="GBP")
    make(entity_id)
    assert {entry.amount_overdue.currency for entry in entries()} == {"EUR", "GBP"}
    unrated = next(entry for entry in entries() if entry.amount_overdue.currency == "GBP")
    assert "no exchange rate" in unrated.reasons[-1].text
    assert len(queries.standing_of(customer_id=customer("K-1"), actor=PROGRAM)) == 2


@pytest.mark.duty("C1")
def test_a_large_sum_that_needs_no_word_stands_behind_a_small_one_that_does(entity_id: int) -> None:
    for month in range(6, 10):
        pay(entity_id, f"OLD-{month}", "K-1", "100", due=date(2026, month, 1), late=6)
    invoice(entity_id, "A-1", "K-1", "4000", late=5)
    invoice(entity_id, "A-2", "K-2", "900", late=70)
    make(entity_id)
    assert numbers() == ["K-2", "K-1"]
    habitual = entries()[1]
    assert habitual.chance == 5
    assert habitual.reasons[-1].text.startswith("The customer usually pays about this late")


def test_a_currency_without_a_rate_is_neither_all_first_nor_all_last(entity_id: int) -> None:
    for number, amount in (("K-1", "100"), ("K-2", "300"), ("K-3", "900")):
        invoice(entity_id, f"E-{number}", number, amount, late=10)
        invoice(entity_id, f"G-{number}", number, f"{amount}000", late=10, currency="IRR")
    make(entity_id)
    order = [(entry.currency, entry.amount_overdue.amount) for entry in entries()]
    largest, middle, smallest = order[:2], order[2:4], order[4:]
    assert sorted(largest) == [("EUR", 900), ("IRR", 900_000)]
    assert sorted(middle) == [("EUR", 300), ("IRR", 300_000)]
    assert sorted(smallest) == [("EUR", 100), ("IRR", 100_000)]


def test_who_is_on_hold_is_not_chased(entity_id: int) -> None:
    for number in ("K-1", "K-2", "K-3"):
        invoice(entity_id, f"A-{number}", number, "500", late=10)
    ledger.place_item_holds(
        item_ids=[Item.objects.get(number="A-K-1").id],
        reason=ItemHoldReason.DISPUTED,
        note="wrong price",
        from_date=TODAY,
        until_date=None,
        actor=PROGRAM,
        now=NOW,
    )
    for number, scope in (("K-2", HoldScope.CONTACT), ("K-3", HoldScope.CHARGES)):
        CustomerHold.objects.create(
            customer_id=customer(number),
            reason=HoldReason.PROMISE.value,
            scope=scope.value,
            from_date=TODAY,
            placed_by_name="Alice",
            placed_at=NOW,
        )
    make(entity_id)
    assert numbers() == ["K-3"]


def test_money_received_and_not_applied_is_told_and_not_chased(entity_id: int) -> None:
    invoice(entity_id, "A-1", "K-1", "500", late=10)
    receive(entity_id, "R-1", "K-1", "600", TODAY)
    make(entity_id)
    (entry,) = entries()
    assert entry.points == 0
    assert entry.amount_unapplied == Money(Decimal(600), "EUR")
    assert entry.reasons[-1].text == "{amount} was received and waits to be applied; it is not chased."


@pytest.mark.duty("C1")
def test_classes_tell_how_a_customer_pays_and_keep_their_changes(entity_id: int) -> None:
    for month in range(1, 5):
        pay(entity_id, f"OLD-{month}", "K-1", "100", due=date(2026, month, 1), late=1)
        pay(entity_id, f"NEW-{month}", "K-1", "100", due=date(2026, month + 5, 1), late=25)
    invoice(entity_id, "A-1", "K-1", "500", late=3)
    make(entity_id)
    make(entity_id, on=TODAY + timedelta(days=1))
    make(entity_id, on=TODAY + timedelta(days=40))

    history = queries.class_history(customer_id=customer("K-1"), actor=PROGRAM)
    assert [change.business_date for change in history] == [TODAY + timedelta(days=40), TODAY]
    assert history[1].classes.behavior is Behavior.DETERIORATING
    assert [change.classes.lateness for change in history] == [Lateness.DAYS_31_60, Lateness.DAYS_1_30]
    (standing,) = queries.standing_of(customer_id=customer("K-1"), actor=PROGRAM)
    assert standing.since == TODAY + timedelta(days=40)
    assert standing.entry is not None and standing.entry.days_overdue_max == 43


def test_who_has_paid_everything_goes_back_to_not_overdue(entity_id: int) -> None:
    invoice(entity_id, "A-1", "K-1", "500", late=45)
    make(entity_id)
    receive(entity_id, "R-1", "K-1", "500", TODAY)
    by_number = dict(Item.objects.values_list("number", "id"))
    ledger.allocate(
        allocations=[NewAllocation(by_number["R-1"], by_number["A-1"], Decimal(500), TODAY, "apply")],
        source="test",
        actor=PROGRAM,
        now=NOW,
    )
    make(entity_id, on=TODAY + timedelta(days=1))
    (standing,) = queries.standing_of(customer_id=customer("K-1"), actor=PROGRAM)
    assert standing.classes.lateness is Lateness.CURRENT
    assert standing.entry is None


@pytest.mark.duty("B1")
def test_a_collector_sees_the_own_portfolio(entity_id: int) -> None:
    alice = make_person("Alice", Role.COLLECTOR)
    Customer.objects.filter(number="K-2").update(portfolio_owner_id=alice.id)
    for number in ("K-1", "K-2"):
        invoice(entity_id, f"A-{number}", number, "500", late=10)
    make(entity_id)
    mine = queries.worklist(business_date=TODAY, actor=alice, owner_id=alice.id)
    assert [entry.customer_id for entry in mine.entries] == [customer("K-2")]
    assert queries.worklist(business_date=TODAY, actor=alice, size=1).total == 2
    second = queries.worklist(business_date=TODAY, actor=alice, page=2, size=1).entries
    assert [entry.rank for entry in second] == [2]


def test_strangers_see_nothing_and_make_nothing(entity_id: int) -> None:
    invoice(entity_id, "A-1", "K-1", "500", late=10)
    make(entity_id)
    charlie = make_person("Charlie", Role.COLLECTOR, entity=make_entity("OTHER"))
    assert queries.worklist(business_date=TODAY, actor=charlie).total == 0
    assert queries.standing_of(customer_id=customer("K-1"), actor=charlie) == []
    assert queries.class_history(customer_id=customer("K-1"), actor=charlie) == []
    for actor, refusal in ((charlie, NotFound), (make_person("Ann", Role.AUDITOR), NotAllowed)):
        with pytest.raises(refusal):
            operations.make_worklist(business_date=TODAY, entity_id=entity_id, actor=actor, now=NOW)


@pytest.mark.parametrize("table", ["worklist", "worklistline", "customerclass"])
def test_the_database_refuses_to_change_a_worklist(entity_id: int, table: str) -> None:
    invoice(entity_id, "A-1", "K-1", "500", late=10)
    make(entity_id)
    for change in (f"UPDATE collections_{table} SET id = id", f"DELETE FROM collections_{table}"):
        with (
            pytest.raises(IntegrityError, match="never changed"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(change)


def test_making_a_worklist_is_on_the_trail(entity_id: int) -> None:
    make(entity_id)
    with connection.cursor() as cursor:
        cursor.execute("SELECT id FROM collections_worklist")
        (worklist_id,) = cursor.fetchone() or (0,)
    (event,) = audit.trail(subject_kind="worklist", subject_id=worklist_id)
    assert event.action == "collections.worklist.made"
