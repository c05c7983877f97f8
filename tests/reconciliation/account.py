"""A customer with an account in our books, and the files of its own books."""

from __future__ import annotations

import io
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from recoup.kernel.actor import Actor
from recoup.ledger import operations as ledger
from recoup.ledger.models import Item
from recoup.ledger.types import ItemKind, NewAllocation, NewItem
from recoup.parties import operations as parties
from recoup.parties import queries as parties_queries
from recoup.parties.types import NewCustomer
from recoup.reconciliation import operations
from recoup.reconciliation.operations import LedgerUpload
from recoup.reconciliation.types import Coverage, ReconciliationRecord
from recoup.team.types import EntityRecord, Role
from tests.people import NOW, PROGRAM, make_entity, make_person

AS_OF = date(2026, 3, 31)

OPEN_FILE = b"""Ledger of supplier ACME
Document no;Document date;Description;Balance due
INV-1001;05.01.2026;goods;-1.000,00
INV-1002;05.02.2026;goods;-450,00
INV-1004;05.03.2026;goods;-80,00
Total;;;-1.530,00
"""

LEDGER_FILE = b"""Date,Voucher,Your invoice,Text,Debit,Credit
2026-01-05,V1,INV-1001,goods,,1000.00
2026-01-20,V2,INV-1001,payment,1000.00,
2026-02-05,V3,INV-1002,goods,,450.00
2026-03-05,V4,INV-1004,goods,,80.00
"""


@dataclass
class Account:
    """Cora and Dan work with accounts in ACME, Aud reads only, Olek is of another company. The customer is C-1."""

    entity: EntityRecord = field(default_factory=lambda: make_entity("ACME", "PL"))
    other: EntityRecord = field(default_factory=lambda: make_entity("OTHER", "PL"))
    cora: Actor = field(init=False)
    dan: Actor = field(init=False)
    aud: Actor = field(init=False)
    olek: Actor = field(init=False)
    customer_id: int = field(init=False)

    def __post_init__(self) -> None:
        self.cora, self.dan = (
            make_person(name, Role.COLLECTOR, entity=self.entity) for name in ("Cora", "Dan")
        )
        self.aud = make_person("Aud", Role.AUDITOR, entity=self.entity)
        self.olek = make_person("Olek", Role.COLLECTOR, entity=self.other)
        customer = NewCustomer(1, self.entity.id, "C-1", "Hai Long Shipping")
        parties.save_customers(customers=[customer], actor=PROGRAM, now=NOW)
        found = parties_queries.customer_ids(entity_id=self.entity.id, numbers=["C-1"], actor=PROGRAM)
        self.customer_id = found["C-1"]

    def post(self, number: str, amount: str, day: str, *, kind: ItemKind = ItemKind.INVOICE) -> int:
        """Post an item and return its id."""
        issued = date.fromisoformat(day)
        item = NewItem(
            line=1,
            entity_id=self.entity.id,
            customer_number="C-1",
            kind=kind,
            number=number,
            part=1,
            reference="",
            issue_date=issued,
            due_date=issued if kind is ItemKind.INVOICE else None,
            currency="PLN",
            amount=Decimal(amount),
        )
        posted = ledger.post_items(items=[item], source="test", actor=PROGRAM, now=NOW)
        assert posted.accepted == 1, posted.refused
        return Item.objects.get(number=number, kind=kind).pk

    def pay(self, receipt_id: int, item_id: int, amount: str, day: str) -> None:
        """Allocate a receipt to an item."""
        allocation = NewAllocation(
            receipt_id, item_id, Decimal(amount), date.fromisoformat(day), f"pay-{receipt_id}-{item_id}"
        )
        done = ledger.allocate(allocations=[allocation], source="test", reason="test", actor=PROGRAM, now=NOW)
        assert not done.refused, done.refused

    def usual(self) -> None:
        """Post three invoices, the first one paid: 950.00 are open at the end of March."""
        first = self.post("INV-1001", "1000.00", "2026-01-05")
        self.post("INV-1002", "500.00", "2026-02-05")
        self.post("INV-1003", "450.00", "2026-03-20")
        receipt = self.post("R-1", "-1000.00", "2026-01-21", kind=ItemKind.RECEIPT)
        self.pay(receipt, first, "1000.00", "2026-01-21")

    def bring(
        self,
        content: bytes,
        *,
        actor: Actor | None = None,
        coverage: Coverage = Coverage.OPEN,
        name: str = "ledger.csv",
        from_date: date | None = None,
        as_of: date = AS_OF,
    ) -> ReconciliationRecord:
        """Bring a file of the customer in."""
        upload = LedgerUpload(
            name=name,
            media_type="text/csv",
            content=io.BytesIO(content),
            customer_id=self.customer_id,
            coverage=coverage,
            as_of=as_of,
            from_date=from_date,
            currency="PLN",
        )
        return operations.receive_ledger(upload=upload, actor=actor or self.cora, now=NOW)

    def compare(self, content: bytes, **how: object) -> ReconciliationRecord:
        """Bring a file in and compare it."""
        found = self.bring(content, **how)  # type: ignore[arg-type]  # the test names fields of `bring`
        return operations.compare_books(reconciliation_id=found.id, actor=self.cora, now=NOW)
