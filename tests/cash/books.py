"""The books of one company for tests of cash: post, pay and look, each in one line."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from decimal import Decimal
from itertools import count

from recoup.cash import operations as cash
from recoup.cash.models import Receipt
from recoup.cash.types import AppliedReceipts, NewReceipt, PostedReceipts
from recoup.kernel.actor import Actor
from recoup.ledger import operations as ledger
from recoup.ledger.models import Item
from recoup.ledger.types import ItemKind, NewItem
from tests.companies import make_company

CLERK = Actor.program("daily run")
NOW = datetime(2026, 4, 1, 8, tzinfo=UTC)
MARCH = date(2026, 3, 1)
APRIL = date(2026, 4, 1)


@dataclass
class Books:
    """A company with customers K-1 and K-2; amounts are written as text."""

    entity_id: int = field(default_factory=lambda: make_company(customers=("K-1", "K-2")))
    lines: count[int] = field(default_factory=lambda: count(1))

    def invoice(
        self,
        number: str,
        amount: str,
        *,
        customer: str = "K-1",
        on: date = MARCH,
        due: date = APRIL,
        kind: ItemKind = ItemKind.INVOICE,
        part: int = 1,
        currency: str = "EUR",
    ) -> int:
        """Post one item and return its id."""
        item = NewItem(
            *(next(self.lines), self.entity_id, customer, kind, number, part, "", on, due, currency),
            Decimal(amount),
        )
        posted = ledger.post_items(items=[item], source="test", actor=CLERK, now=NOW)
        assert posted.accepted == 1, posted.refused
        return Item.objects.get(number=number, part=part, kind=kind, is_reversed=False).id

    def receipt(
        self,
        amount: str,
        text: str = "",
        *,
        customer: str = "",
        on: date = APRIL,
        reference: str = "",
        **more: str,
    ) -> NewReceipt:
        """Return a receipt to post."""
        line = next(self.lines)
        return NewReceipt(
            line=line,
            entity_id=self.entity_id,
            customer_number=customer,
            bank_reference=reference or f"TRX-{line}",
            value_date=on,
            currency=more.pop("currency", "EUR"),
            amount=Decimal(amount),
            text=text,
            **more,
        )

    def post(self, *receipts: NewReceipt) -> PostedReceipts:
        """Post receipts."""
        return cash.post_receipts(receipts=receipts, source="bank", actor=CLERK, now=NOW)

    def pay(self, amount: str, text: str = "", **more: str) -> None:
        """Post one receipt that nobody refuses."""
        assert self.post(self.receipt(amount, text, **more)).accepted == 1

    def apply(self, on: date = APRIL) -> AppliedReceipts:
        """Apply what can be applied on that day."""
        return cash.apply_receipts(entity_id=self.entity_id, on=on, actor=CLERK, now=NOW)

    def open_amount(self, number: str) -> Decimal:
        """Return what is open of a document, all its parts together."""
        items = Item.objects.filter(number=number, entity_id=self.entity_id).exclude(kind=ItemKind.RECEIPT)
        return sum((item.amount_open for item in items), start=Decimal(0))

    def unapplied(self) -> dict[str | None, Decimal]:
        """Return the money left to apply by customer number; None is suspense."""
        left: dict[str | None, Decimal] = {}
        for item in (
            Item.objects.filter(kind=ItemKind.RECEIPT).exclude(amount_open=0).select_related("customer")
        ):
            payer = item.customer.number if item.customer else None
            left[payer] = left.get(payer, Decimal(0)) - item.amount_open
        return left

    def refusals(self) -> list[str]:
        """Return the codes that the receipts keep, in the order in which they came."""
        return list(Receipt.objects.order_by("item_id").values_list("refusal_code", flat=True))
