"""A debtor with overdue invoices, for tests of plans and offers: pay, pass the days, and look, each in one line."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from decimal import Decimal

from recoup.cash import operations as cash
from recoup.cash.models import Receipt
from recoup.collections import operations, queries
from recoup.collections.types import NewOffer, NewPlan, OfferDetail, OfferKind, PlanDetail, PlanRef
from recoup.engines.plans import Rhythm
from recoup.ledger import queries as ledger
from recoup.parties.models import Customer
from recoup.team import queries as team
from recoup.team.types import EntityRecord, Role
from recoup.workflows import approvals
from recoup.workflows.agreements import follow_time
from tests.cash.books import Books
from tests.people import PROGRAM, make_person

BEGIN = date(2026, 4, 13)
"""A Monday: the day on which plans are made; the first installment is due on 4 May."""


def at(day: date) -> datetime:
    return datetime.combine(day, time(8), UTC)


@dataclass
class Debtor:
    """Customer K-1 owes 700 and 500 EUR since the first of April, and 50 of reminder fees."""

    books: Books = field(default_factory=Books)

    def __post_init__(self) -> None:
        self.items = (
            self.books.invoice("INV-1", "700.00"),
            self.books.invoice("INV-2", "500.00"),
        )
        self.fee = self.books.invoice("FEE-1", "50.00")
        self.customer_id = Customer.objects.get(number="K-1").id
        self.entity: EntityRecord = team.get_entity(actor=PROGRAM, entity_id=self.books.entity_id)
        self.collector = make_person("Alice", Role.COLLECTOR, entity=self.entity)
        self.manager = make_person("Bob", Role.MANAGER, entity=self.entity)

    def wish(self, **more: object) -> NewPlan:
        """Return three monthly installments of 400 from 4 May, or what is told otherwise."""
        values: dict[str, object] = {
            "customer_id": self.customer_id,
            "currency": "EUR",
            "item_ids": self.items,
            "first_date": date(2026, 5, 4),
            "rhythm": Rhythm.MONTHLY,
        }
        values.update(more)
        if "affordable" not in values:
            values.setdefault("count", 3)
        return NewPlan(**values)  # type: ignore[arg-type]  # put together by name

    def draft(self, on: date = BEGIN, **more: object) -> int:
        """Make the draft of a plan and return its id."""
        made = operations.draft_plan(new=self.wish(**more), on=on, actor=self.collector, now=at(on))
        return made.id

    def agree(self, on: date = BEGIN, **more: object) -> int:
        """Make a plan that runs, by the approval of the manager."""
        plan_id = self.draft(on, **more)
        asked = self.propose(plan_id, on)
        if asked.approval_id is not None:
            self.approve(asked.approval_id, on)
        return plan_id

    def propose(self, plan_id: int, on: date = BEGIN) -> PlanRef:
        return operations.propose_plan(
            plan_id=plan_id, reason="Lost its largest order.", on=on, actor=self.collector, now=at(on)
        )

    def approve(self, approval_id: int, on: date = BEGIN, *, approve: bool = True) -> None:
        approvals.decide(
            approval_id=approval_id, approve=approve, note="", actor=self.manager, now=at(on), on=on
        )

    def offer(self, on: date = BEGIN, *, approve: bool = True, **more: object) -> int:
        """Offer 2 percent off both invoices until the end of April, or what is told otherwise, with approval."""
        values: dict[str, object] = {
            "customer_id": self.customer_id,
            "currency": "EUR",
            "item_ids": self.items,
            "kind": OfferKind.DISCOUNT,
            "valid_until": date(2026, 4, 30),
        }
        values.update(more)
        if "to_pay" not in values:
            values.setdefault("percent", Decimal(2))
        made = operations.make_offer(
            new=NewOffer(**values),  # type: ignore[arg-type]  # put together by name
            reason="Pays at once.",
            on=on,
            actor=self.collector,
            now=at(on),
        )
        if approve and made.approval_id is not None:
            self.approve(made.approval_id, on)
        return made.id

    def offered(self, offer_id: int) -> OfferDetail:
        return queries.get_offer(offer_id=offer_id, actor=PROGRAM)

    def pay(self, amount: str, on: date, *, item: str = "INV-1") -> int:
        """Let money come for an item that the payer names, and return the receipt."""
        self.books.pay(amount, customer="K-1", on=on, pays_item_number=item)
        return Receipt.objects.latest("item_id").item_id

    def undo(self, receipt_id: int, on: date) -> None:
        """Take back what was done with a receipt."""
        cash.undo_receipt(receipt_id=receipt_id, reason="Bounced.", on=on, actor=PROGRAM, now=at(on))

    def day(self, on: date) -> None:
        """Let the daily step of a day be done."""
        follow_time(entity_id=self.books.entity_id, on=on, actor=PROGRAM, now=at(on))

    def plan(self, plan_id: int) -> PlanDetail:
        return queries.get_plan(plan_id=plan_id, actor=PROGRAM)

    def states(self, plan_id: int) -> list[str]:
        """Return how the plan stands, and each of its installments."""
        line = self.plan(plan_id).line
        return [line.state.value, *(one.state.value for one in line.installments)]

    def held(self, on: date) -> dict[str, str]:
        """Return which open items are held on a day, and why."""
        lines = ledger.items_of_customer(customer_ids=[self.customer_id], actor=PROGRAM, on=on)
        return {line.number: line.held_reason for line in lines if line.amount_open.is_positive()}
