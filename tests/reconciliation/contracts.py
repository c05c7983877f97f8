"""A seller of flats with two contracts, a bank account, and the schedule that its sales department keeps."""

from __future__ import annotations

import io
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from recoup.cash import operations as cash
from recoup.cash.types import NewReceipt
from recoup.kernel.actor import Actor
from recoup.ledger import operations as ledger
from recoup.ledger import queries as ledger_queries
from recoup.ledger.models import Item
from recoup.ledger.types import ItemKind, NewAllocation, NewItem
from recoup.parties import operations as parties
from recoup.parties import queries as parties_queries
from recoup.parties.types import NewCustomer
from recoup.reconciliation import operations
from recoup.reconciliation.operations import ScheduleUpload
from recoup.reconciliation.types import Coverage, ReconciliationRecord
from recoup.team.types import EntityRecord, Role
from recoup.workflows import schedules
from tests.cash.bank_files import Entry, bring, camt, own_account
from tests.people import NOW, PASSWORD, PROGRAM, make_entity, make_person

AS_OF = date(2026, 3, 31)

SCHEDULE = """Dự án Sông Hương - tiến độ thanh toán
Số hợp đồng;Căn hộ;Khách hàng;Mã khách hàng;Đợt;Hạn thanh toán;Số tiền phải nộp;Đã nộp
HD001;A-12;Nguyễn Văn Bình;K-1;Đợt 1;10/01/2026;500,00;500,00
;;;;Đợt 2;10/02/2026;300,00;300,00
;;;;Đợt 3;10/03/2026;200,00;
;;;;Đợt 4;bàn giao;100,00;
HD002;A-14;Trần Thị Mai;K-2;Đợt 1;15/01/2026;400,00;400,00
HD002;A-14;Trần Thị Mai;K-2;Đợt 2;15/02/2026;400,00;
Tổng cộng;;;;;;1.900,00;1.200,00
"""
"""Of HD001 the third installment was billed for less, of HD002 the second was never billed."""


@dataclass
class Contracts:
    """Cora and Dan keep the contracts of ACME, Aud reads only, Olek is of another company."""

    entity: EntityRecord = field(default_factory=lambda: make_entity("ACME", "PL"))
    other: EntityRecord = field(default_factory=lambda: make_entity("OTHER", "PL"))
    cora: Actor = field(init=False)
    dan: Actor = field(init=False)
    aud: Actor = field(init=False)
    olek: Actor = field(init=False)
    customer_ids: dict[str, int] = field(init=False)

    def __post_init__(self) -> None:
        self.cora, self.dan = (
            make_person(name, Role.CONTRACT_OFFICER, entity=self.entity, password=PASSWORD)
            for name in ("Cora", "Dan")
        )
        self.aud = make_person("Aud", Role.AUDITOR, entity=self.entity)
        self.olek = make_person("Olek", Role.CONTRACT_OFFICER, entity=self.other)
        own_account(self.entity.id)
        names = {"K-1": "Nguyễn Văn Bình", "K-2": "Trần Thị Mai"}
        customers = [
            NewCustomer(line, self.entity.id, number, name)
            for line, (number, name) in enumerate(names.items(), start=1)
        ]
        parties.save_customers(customers=customers, actor=PROGRAM, now=NOW)
        found = parties_queries.customer_ids(entity_id=self.entity.id, numbers=names, actor=PROGRAM)
        self.customer_ids = dict(found)

    def bill(
        self,
        customer: str,
        number: str,
        amount: str,
        due: str | None,
        *,
        kind: ItemKind = ItemKind.INSTALLMENT,
        reference: str = "",
    ) -> int:
        """Post an item that falls due on a day of 2026 (None: nobody knows when) and return its id."""
        item = NewItem(
            line=1,
            entity_id=self.entity.id,
            customer_number=customer,
            kind=kind,
            number=number,
            part=1,
            reference=reference,
            issue_date=date(2026, 1, 2),
            due_date=date.fromisoformat(f"2026-{due}") if due else None,
            currency="EUR",
            amount=Decimal(amount),
        )
        posted = ledger.post_items(items=[item], source="test", actor=PROGRAM, now=NOW)
        assert posted.accepted == 1, posted.refused
        return Item.objects.get(number=number, kind=kind).pk

    def apply(self, from_item_id: int, to_item_id: int, amount: str, day: str) -> None:
        """Apply what one item holds to another on a day of 2026."""
        allocation = NewAllocation(
            from_item_id,
            to_item_id,
            Decimal(amount),
            date.fromisoformat(f"2026-{day}"),
            f"{from_item_id}-{to_item_id}-{day}",
        )
        done = ledger.allocate(allocations=[allocation], source="test", reason="test", actor=PROGRAM, now=NOW)
        assert not done.refused, done.refused

    def tell(self, amount: str, text: str, day: str, *, payer: str = "Somebody") -> None:
        """Let the bank tell of money that came on a day of 2026, and apply what is beyond doubt."""
        on = f"2026-{day}"
        entry = Entry(amount, f"B{day}{amount}", text, payer=payer, day=on)
        bring(camt(entry, day=on, number=f"{day}-{amount}"), f"{day}-{amount}.xml")
        cash.apply_receipts(entity_id=self.entity.id, on=date.fromisoformat(on), actor=PROGRAM, now=NOW)

    def take(self, customer: str, amount: str, day: str) -> int:
        """Take in a receipt that no bank told of and return its id."""
        receipt = NewReceipt(
            line=1,
            entity_id=self.entity.id,
            customer_number=customer,
            bank_reference=f"hand-{day}",
            value_date=date.fromisoformat(f"2026-{day}"),
            currency="EUR",
            amount=Decimal(amount),
            payer_name="",
            text="",
            number=f"HAND-{day}",
        )
        cash.post_receipts(receipts=[receipt], source="test", actor=PROGRAM, now=NOW)
        return ledger_queries.receipts_by_number(numbers=[(self.entity.id, f"HAND-{day}")])[
            self.entity.id, f"HAND-{day}"
        ]

    def usual(self) -> None:
        """Bill and pay: the first by the bank, the second by hand; 50.00 for HD002 wait at the bank."""
        self.bill("K-1", "HD001-D1", "500.00", "01-10")
        second = self.bill("K-1", "HD001-D2", "300.00", "02-10")
        self.bill("K-1", "HD001-D3", "180.00", "03-10")
        self.bill("K-1", "HD001-D4", "100.00", None)
        self.bill("K-2", "HD002-D1", "400.00", "01-15")
        self.tell("500.00", "HD001-D1", "01-09", payer="Nguyen Van Binh")
        self.tell("400.00", "HD002-D1", "01-15", payer="Tran Thi Mai")
        self.apply(self.take("K-1", "300.00", "02-11"), second, "300.00", "02-11")
        self.tell("50.00", "nop tien HD002 dot 2", "03-20", payer="Tran Thi Mai")

    def bring(
        self,
        content: str = SCHEDULE,
        *,
        actor: Actor | None = None,
        coverage: Coverage = Coverage.SOME_CONTRACTS,
        name: str = "schedule.csv",
        as_of: date = AS_OF,
    ) -> ReconciliationRecord:
        """Bring a schedule in."""
        upload = ScheduleUpload(
            name=name,
            media_type="text/csv",
            content=io.BytesIO(content.encode()),
            entity_id=self.entity.id,
            coverage=coverage,
            as_of=as_of,
            currency="EUR",
        )
        return operations.receive_schedule(upload=upload, actor=actor or self.cora, now=NOW)

    def compare(self, content: str = SCHEDULE, **how: object) -> ReconciliationRecord:
        """Bring a schedule in and compare it."""
        found = self.bring(content, **how)  # type: ignore[arg-type]  # the test names fields of `bring`
        return schedules.compare_schedule(reconciliation_id=found.id, actor=self.cora, now=NOW)
