"""A collector's desk for tests: a company with invoices that are late, and the people who work there."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from uuid import uuid4

from recoup.cash import operations as cash
from recoup.cash.types import WorkFilter
from recoup.collections import operations, queries
from recoup.collections.types import (
    CallResult,
    Direction,
    FollowUpKind,
    NewActivity,
    NewFollowUp,
    NewPromise,
    Outcome,
    PromiseRecord,
    SavedCall,
)
from recoup.correspondence import operations as correspondence
from recoup.correspondence.types import ContactRequest
from recoup.kernel.actor import Actor
from recoup.kernel.contact import Channel, ContactRole, Purpose
from recoup.kernel.money import Money
from recoup.ledger import queries as ledger
from recoup.ledger.types import HoldReason
from recoup.parties.models import Contact, Customer
from recoup.parties.types import ContactPurpose
from recoup.team import queries as team
from recoup.team.types import Role
from tests.cash.books import Books
from tests.people import PROGRAM, make_person

TODAY = date(2026, 4, 13)
NOW = datetime(2026, 4, 13, 9, 0, tzinfo=UTC)
FRIDAY = date(2026, 4, 17)


@dataclass
class Desk:
    """The books of a company, its collectors Dara and Bela, and Mia, who manages them."""

    books: Books = field(default_factory=Books)
    dara: Actor = field(init=False)
    bela: Actor = field(init=False)
    mia: Actor = field(init=False)

    def __post_init__(self) -> None:
        entity = team.get_entity(entity_id=self.books.entity_id, actor=PROGRAM)
        self.dara = make_person("Dara", Role.COLLECTOR, entity=entity)
        self.bela = make_person("Bela", Role.COLLECTOR, entity=entity)
        self.mia = make_person("Mia", Role.MANAGER, entity=entity)

    def customer(self, number: str = "K-1") -> int:
        """Return the id of a customer."""
        return Customer.objects.get(number=number, entity_id=self.books.entity_id).id

    def promised(self, amount: str, *items: int, by: date = FRIDAY, customer: str = "K-1") -> NewPromise:
        """Return a promise to be taken."""
        return NewPromise(self.customer(customer), items, Money(Decimal(amount), "EUR"), by)

    def take(
        self, *promises: NewPromise, on: date = TODAY, now: datetime = NOW, actor: Actor | None = None
    ) -> tuple[int, ...]:
        """Take promises."""
        return operations.take_promises(promises=promises, on=on, actor=actor or self.dara, now=now)

    def promise(self, promise_id: int) -> PromiseRecord:
        """Return a promise as it stands."""
        return queries.get_promise(promise_id=promise_id, actor=self.dara)

    def pay(self, amount: str, text: str, *, on: date = TODAY) -> None:
        """Let money come in from the bank, and be applied, after the promises of the day."""
        now = NOW + (on - TODAY) + timedelta(hours=1)
        receipts = [self.books.receipt(amount, text, on=on)]
        cash.post_receipts(receipts=receipts, source="bank", actor=PROGRAM, now=now)
        applied = cash.apply_receipts(entity_id=self.books.entity_id, on=on, actor=PROGRAM, now=now)
        if not applied.applied:
            cash.accept_many(wanted=WorkFilter(score_min=-999), on=on, actor=PROGRAM, now=now)

    def pass_days(self, on: date) -> None:
        """Let the daily run judge promises on a day."""
        now = datetime.combine(on, datetime.min.time(), UTC) + timedelta(hours=4)
        operations.judge_promises_of_entity(entity_id=self.books.entity_id, on=on, actor=PROGRAM, now=now)

    def is_held(self, item_id: int, *, on: date = TODAY) -> bool:
        """Return whether an item is left alone on a day."""
        items = ledger.items_of_customer(
            customer_ids=[self.customer("K-1"), self.customer("K-2")], actor=PROGRAM, on=on
        )
        return any(item.id == item_id and item.held_reason == HoldReason.PROMISED.label for item in items)

    def dial(self) -> int:
        """Call the customer K-1 through the door and return the number of the passage."""
        contact = Contact.objects.create(
            customer_id=self.customer(),
            name="Ann",
            phone="+48225550101",
            purpose=ContactPurpose.ACCOUNTS_PAYABLE,
            role=ContactRole.REPRESENTATIVE,
        )
        self.books.invoice("INV-late", "10.00")
        request = ContactRequest(
            key="call",
            entity_id=self.books.entity_id,
            customer_id=self.customer(),
            channel=Channel.CALL,
            purpose=Purpose.FOLLOW_UP,
            contact_id=contact.id,
            address=contact.phone,
        )
        (passed,) = correspondence.pass_door(requests=[request], at=NOW, actor=self.dara).values()
        assert passed.passage_id is not None, passed.decision
        return passed.passage_id

    def activity(
        self, *, outcome: Outcome = Outcome.REACHED, customer: str = "K-1", **more: object
    ) -> NewActivity:
        """Return a call to be recorded."""
        return NewActivity(
            key=uuid4(),
            customer_id=self.customer(customer),
            channel=Channel.CALL,
            direction=Direction.IN,
            outcome=outcome,
            at=NOW - timedelta(minutes=5),
            **more,  # type: ignore[arg-type]  # the fields of an activity
        )

    def save(
        self,
        activity: NewActivity,
        *promises: NewPromise,
        follow_up: NewFollowUp | None = None,
        actor: Actor | None = None,
    ) -> SavedCall:
        """Save the result of a call."""
        result = CallResult(activity, promises, follow_up)
        return operations.save_call(result=result, on=TODAY, actor=actor or self.dara, now=NOW)

    def call_back(self, on: date, **more: object) -> NewFollowUp:
        """Return a call to be put down."""
        return NewFollowUp(FollowUpKind.CALL, on, **more)  # type: ignore[arg-type]  # its fields
