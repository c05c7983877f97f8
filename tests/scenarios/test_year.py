"""A year of one customer, from the first invoice to the settlement, as the desk lives it.

| when      | what happens                                                                              |
| --------- | ----------------------------------------------------------------------------------------- |
| January   | 1001 over 1,000: a notice before it is due, a reminder after it, paid the next day        |
| March     | 1002 over 2,400 is late; reminded, called: the customer promises all of it by 27 March    |
| April     | no money: the promise is broken, the customer is called again and promises 1,200          |
|           | 1,200 comes in time: kept; then it turns out to be another payer's: broken after all      |
| May       | 1003 over 600 is disputed; 1002 goes into a plan of four installments, the manager agrees |
| June, July| two installments are paid, one with 50 more: nobody writes; the third fails: plan broken  |
| October   | a fifth of the rest is let off by a settlement that the manager approves; paid, booked    |
| November  | the dispute ends with a credit note; nothing is open, and the journal proves it all       |
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path
from uuid import uuid4

import pytest
from pytest_django import Settings

from recoup.cash import operations as cash
from recoup.cash.models import Receipt
from recoup.cash.types import WorkFilter
from recoup.collections import operations as collections
from recoup.collections import queries as collections_queries
from recoup.collections.types import (
    CallResult,
    Direction,
    NewActivity,
    NewOffer,
    NewPlan,
    NewPromise,
    OfferKind,
    OfferState,
    Outcome,
    PlanState,
    Willingness,
)
from recoup.correspondence import operations as correspondence
from recoup.correspondence import queries as correspondence_queries
from recoup.correspondence.types import ContactRequest
from recoup.engines.plans import Rhythm
from recoup.engines.promises import PromiseState
from recoup.kernel.contact import Channel, ContactRole, Purpose
from recoup.kernel.money import Money
from recoup.ledger import operations as ledger
from recoup.ledger import queries as ledger_queries
from recoup.ledger.models import Item
from recoup.ledger.types import HoldReason, ItemKind, NewAllocation, NewItem
from recoup.parties.models import Contact, Customer
from recoup.parties.types import ContactPurpose
from recoup.reports.queries.timeline import timeline
from recoup.reports.types import TimelineKind
from recoup.team import queries as team
from recoup.team.types import Role
from recoup.workflows import approvals
from tests.companies import make_company
from tests.people import PROGRAM, make_person
from tests.workflows.office import Office, let_reminders_go

pytestmark = [
    pytest.mark.duty("A2.2"),
    pytest.mark.duty("B2"),
    pytest.mark.duty("B3"),
    pytest.mark.duty("C5"),
    pytest.mark.duty("D3"),
    pytest.mark.duty("D4"),
    pytest.mark.duty("D5"),
    pytest.mark.duty("E3"),
]


@dataclass
class Year:
    """One company, one customer with one person to talk to, a collector and the manager."""

    office: Office = field(default_factory=lambda: Office(make_company()))

    def __post_init__(self) -> None:
        entity = team.get_entity(actor=PROGRAM, entity_id=self.office.entity_id)
        self.collector = make_person("Dara", Role.COLLECTOR, entity=entity)
        self.manager = make_person("Mia", Role.MANAGER, entity=entity)
        self.customer_id = Customer.objects.get(number="K-1").id
        self.ann = Contact.objects.create(
            customer_id=self.customer_id,
            name="Ann",
            email="ann@customer.example",
            phone="+48225550101",
            purpose=ContactPurpose.ACCOUNTS_PAYABLE,
            role=ContactRole.REPRESENTATIVE,
        )

    def days(self, first: str, last: str) -> None:
        """Let the daily run do every day from the first to the last."""
        for day in _days(first, last):
            self.office.run(day.isoformat())

    def item(self, number: str) -> int:
        """Return the id of an item."""
        return Item.objects.get(number=number, is_reversed=False).id

    def pay(self, reference: str, amount: str, text: str, *, on: str) -> int:
        """Let money come that names what it pays, have the day run, and return the receipt."""
        self.office.receipt(reference, amount, text, on=on, payer="Customer K-1")
        self.office.run(on)
        return Receipt.objects.get(bank_reference=reference).item_id

    def call(self, on: str, *promises: NewPromise, willingness: Willingness | None = None) -> None:
        """Call Ann through the door and save what came of it with what she promises."""
        at = _at(on, 9)
        request = ContactRequest(
            key="call",
            entity_id=self.office.entity_id,
            customer_id=self.customer_id,
            channel=Channel.CALL,
            purpose=Purpose.REMINDER,
            contact_id=self.ann.id,
            address=self.ann.phone,
        )
        passed = correspondence.pass_door(requests=[request], at=at, actor=self.collector)["call"]
        assert passed.passage_id is not None, passed.decision.findings
        activity = NewActivity(
            key=uuid4(),
            customer_id=self.customer_id,
            channel=Channel.CALL,
            direction=Direction.OUT,
            outcome=Outcome.REACHED,
            at=at,
            contact_id=self.ann.id,
            willingness=willingness,
            passage_id=passed.passage_id,
        )
        collections.save_call(
            result=CallResult(activity, promises),
            on=date.fromisoformat(on),
            actor=self.collector,
            now=at + timedelta(minutes=5),
        )

    def promise(self, amount: str, number: str, by: str) -> NewPromise:
        """Return what Ann promises for an item."""
        money = Money(Decimal(amount), "EUR")
        return NewPromise(self.customer_id, (self.item(number),), money, date.fromisoformat(by))

    def promises(self) -> list[PromiseState]:
        """Return what became of the promises, the oldest first."""
        found = collections_queries.promises_of(customer_ids=[self.customer_id], actor=self.collector)
        return [promise.state for promise in sorted(found, key=lambda promise: promise.id)]

    def written(self, first: str, last: str) -> list[str]:
        """Return the templates of what was written to the customer between two days."""
        messages = correspondence_queries.messages(actor=PROGRAM, customer_ids=[self.customer_id])
        return [
            message.template
            for message in reversed(messages)
            if first <= message.business_date.isoformat() <= last
        ]

    def is_listed(self, on: str) -> bool:
        """Return whether the customer stands on the worklist of a day."""
        return self.customer_id in self.office.worklist(on)

    def settle_by_hand(self, on: str) -> None:
        """Let the clerk accept what the matching proposes and would not do by itself."""
        cash.accept_many(
            wanted=WorkFilter(score_min=-999), on=date.fromisoformat(on), actor=PROGRAM, now=_at(on, 11)
        )

    def plan(self, plan_id: int) -> PlanState:
        """Return how a plan stands."""
        return collections_queries.get_plan(plan_id=plan_id, actor=PROGRAM).line.state

    def approve(self, approval_id: int | None, on: str) -> None:
        """Let the manager approve."""
        assert approval_id is not None
        approvals.decide(
            approval_id=approval_id,
            approve=True,
            note="",
            actor=self.manager,
            now=_at(on, 10),
            on=date.fromisoformat(on),
        )


@pytest.fixture
def year(db: None, settings: Settings, tmp_path: Path) -> Year:
    settings.HOME = tmp_path
    settings.FILES_ROOT = tmp_path / "files"
    let_reminders_go()
    return Year()


def test_a_year_of_one_customer(year: Year) -> None:
    _noticed_reminded_and_paid(year)
    _promised_and_broken(year)
    _promised_kept_and_taken_back(year)
    plan_id = _agreed_on_a_plan(year)
    _paid_twice_then_missed(year, plan_id)
    _settled(year)
    _disputed_item_credited(year)

    items = ledger_queries.items_of_customer(
        customer_ids=[year.customer_id], actor=PROGRAM, on=date(2026, 11, 30)
    )
    assert all(item.amount_open.amount == 0 for item in items)
    assert list(ledger_queries.verify()) == []
    told = timeline(customer_id=year.customer_id, actor=year.manager, limit=500)
    kinds = {event.kind for event in told.events}
    assert kinds >= {TimelineKind.MONEY, TimelineKind.MESSAGE, TimelineKind.TALK, TimelineKind.PROMISE}


def _noticed_reminded_and_paid(year: Year) -> None:
    year.office.invoice("INV-1001", "1000.00", issued="2026-01-02", due="2026-02-02")
    year.days("2026-01-28", "2026-02-09")
    assert year.written("2026-01-01", "2026-02-28") == ["NOTICE_BEFORE_DUE", "REMINDER_1"]
    assert year.is_listed("2026-02-09")
    year.pay("B-A1", "1000.00", "invoice INV-1001", on="2026-02-10")
    assert year.office.open_amount("INV-1001") == 0
    assert not year.is_listed("2026-02-10")


def _promised_and_broken(year: Year) -> None:
    year.office.invoice("INV-1002", "2400.00", issued="2026-02-02", due="2026-03-02")
    year.days("2026-02-26", "2026-03-16")
    assert year.written("2026-02-11", "2026-03-16") == ["NOTICE_BEFORE_DUE", "REMINDER_1"]
    year.call(
        "2026-03-16", year.promise("2400.00", "INV-1002", "2026-03-27"), willingness=Willingness.WILLING
    )
    year.days("2026-03-17", "2026-03-27")
    assert year.written("2026-03-17", "2026-03-27") == []
    assert not year.is_listed("2026-03-20")
    assert year.promises() == [PromiseState.OPEN]
    year.days("2026-03-28", "2026-04-02")
    assert year.promises() == [PromiseState.BROKEN]
    assert year.is_listed("2026-04-02")


def _promised_kept_and_taken_back(year: Year) -> None:
    year.call("2026-04-02", year.promise("1200.00", "INV-1002", "2026-04-10"))
    receipt = year.pay("B-B1", "1200.00", "INV-1002", on="2026-04-09")
    year.settle_by_hand("2026-04-09")
    assert year.office.open_amount("INV-1002") == 1200
    assert year.promises() == [PromiseState.BROKEN, PromiseState.KEPT]
    cash.undo_receipt(
        receipt_id=receipt,
        reason="It was another payer's.",
        on=date(2026, 4, 14),
        actor=PROGRAM,
        now=_at("2026-04-14", 9),
    )
    cash.mark_not_ours(
        receipt_id=receipt,
        reason="It was another payer's.",
        on=date(2026, 4, 14),
        actor=PROGRAM,
        now=_at("2026-04-14", 10),
    )
    year.days("2026-04-15", "2026-04-16")
    assert year.promises() == [PromiseState.BROKEN, PromiseState.BROKEN]


def _agreed_on_a_plan(year: Year) -> int:
    year.office.invoice("INV-1003", "600.00", issued="2026-04-02", due="2026-05-02")
    year.office.run("2026-04-20")
    ledger.place_item_holds(
        item_ids=[year.item("INV-1003")],
        reason=HoldReason.DISPUTED,
        note="Half of the goods were missing.",
        from_date=date(2026, 4, 21),
        until_date=None,
        actor=year.collector,
        now=_at("2026-04-21", 9),
    )
    on = date(2026, 4, 21)
    wish = NewPlan(
        year.customer_id, "EUR", (year.item("INV-1002"),), date(2026, 5, 4), Rhythm.MONTHLY, count=4
    )
    draft = collections.draft_plan(new=wish, on=on, actor=year.collector, now=_at("2026-04-21", 9))
    asked = collections.propose_plan(
        plan_id=draft.id, reason="Lost an order.", on=on, actor=year.collector, now=_at("2026-04-21", 9)
    )
    year.approve(asked.approval_id, "2026-04-21")
    assert year.plan(draft.id) is PlanState.ACTIVE
    return draft.id


def _paid_twice_then_missed(year: Year, plan_id: int) -> None:
    year.days("2026-04-21", "2026-05-03")
    year.pay("B-P1", "600.00", "INV-1002", on="2026-05-04")
    year.settle_by_hand("2026-05-04")
    year.days("2026-05-05", "2026-06-03")
    year.pay("B-P2", "650.00", "INV-1002", on="2026-06-04")
    year.settle_by_hand("2026-06-04")
    assert year.office.open_amount("INV-1002") == 1150
    year.days("2026-06-05", "2026-08-01")
    assert year.written("2026-04-21", "2026-07-31") == ["PLAN_AGREEMENT"]
    assert year.plan(plan_id) is PlanState.ACTIVE
    year.days("2026-08-02", "2026-08-12")
    assert year.plan(plan_id) is PlanState.BROKEN
    assert year.is_listed("2026-08-12")


def _settled(year: Year) -> None:
    on = date(2026, 10, 5)
    year.days("2026-10-05", "2026-10-05")
    made = collections.make_offer(
        new=NewOffer(
            year.customer_id,
            "EUR",
            (year.item("INV-1002"),),
            OfferKind.SETTLEMENT,
            date(2026, 10, 30),
            to_pay=Decimal(900),
        ),
        reason="The rest is doubtful.",
        on=on,
        actor=year.collector,
        now=_at("2026-10-05", 9),
    )
    year.approve(made.approval_id, "2026-10-05")
    year.pay("B-S1", "900.00", "INV-1002", on="2026-10-20")
    year.settle_by_hand("2026-10-20")
    year.days("2026-10-21", "2026-10-22")
    offer = collections_queries.get_offer(offer_id=made.id, actor=PROGRAM)
    assert offer.line.state is OfferState.TAKEN
    assert year.office.open_amount("INV-1002") == 0


def _disputed_item_credited(year: Year) -> None:
    assert year.written("2026-10-21", "2026-10-22") == []
    credit = NewItem(
        1,
        year.office.entity_id,
        "K-1",
        ItemKind.CREDIT_NOTE,
        "CN-1",
        1,
        "",
        date(2026, 11, 16),
        None,
        "EUR",
        Decimal(-600),
    )
    ledger.post_items(items=[credit], source="story", actor=PROGRAM, now=_at("2026-11-16", 9))
    ledger.allocate(
        allocations=[
            NewAllocation(year.item("CN-1"), year.item("INV-1003"), Decimal(600), date(2026, 11, 16), "CN-1")
        ],
        source="story",
        actor=PROGRAM,
        now=_at("2026-11-16", 10),
        reason="The missing goods.",
    )
    year.days("2026-11-16", "2026-11-17")
    assert not year.is_listed("2026-11-17")


def _days(first: str, last: str) -> Iterator[date]:
    start, end = date.fromisoformat(first), date.fromisoformat(last)
    return (start + timedelta(days=days) for days in range((end - start).days + 1))


def _at(day: str, hour: int) -> datetime:
    return datetime.combine(date.fromisoformat(day), time(hour), UTC)
