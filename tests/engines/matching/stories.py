"""What the stories about matching are told with: two customers, their items, and receipts."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from recoup.engines.matching import (
    AdviceRow,
    Customer,
    Decision,
    OpenItem,
    Policy,
    Rate,
    Receipt,
    Verdict,
    build_index,
    decide,
    index_people,
)

ENTITY, OTHER_ENTITY = 1, 2
MUELLER, HENGDA, BAC_HA, DAUGHTER = 1, 2, 3, 4
DAY = date(2026, 3, 2)
RULES = Policy(charge_max={"EUR": Decimal("35")}, difference_max={"EUR": Decimal("0.50")})

CUSTOMERS = (
    Customer(
        MUELLER,
        ENTITY,
        "K20001",
        ("Müller Maschinenbau GmbH",),
        accounts=("DE89370400440532013000",),
        group_id=9,
    ),
    Customer(HENGDA, ENTITY, "K20002", ("广州恒达贸易有限公司",), virtual_accounts=("VA0002",)),
    Customer(BAC_HA, ENTITY, "K20003", ("Công ty TNHH Bắc Hà Nội Thất",), aliases=("BHNT Import",)),
    Customer(DAUGHTER, ENTITY, "K20004", ("Müller Druck GmbH",), group_id=9),
)


def item(item_id: int, number: str, amount: str, **facts: object) -> OpenItem:
    """Return an open invoice of Müller's unless `facts` say otherwise."""
    told: dict[str, object] = {
        "entity_id": ENTITY,
        "customer_id": MUELLER,
        "currency": "EUR",
        "issue_date": date(2026, 1, 1 + item_id % 28),
        "due_date": date(2026, 2, 1 + item_id % 28),
        "amount_open": Decimal(amount),
    }
    return OpenItem(item_id=item_id, number=number, amount=Decimal(amount), **(told | facts))  # type: ignore[arg-type]  # facts are fields


def receipt(amount: str, text: str = "", **facts: object) -> Receipt:
    """Return a receipt in euro without a known sender unless `facts` say otherwise."""
    told: dict[str, object] = {"line_id": 1, "entity_id": ENTITY, "currency": "EUR", "value_date": DAY}
    return Receipt(amount=Decimal(amount), text=text, **(told | facts))  # type: ignore[arg-type]  # facts are fields


def judged(
    paid: Receipt,
    items: Iterable[OpenItem],
    *,
    customers: Iterable[Customer] = CUSTOMERS,
    rates: Iterable[Rate] = (),
    policy: Policy = RULES,
) -> Decision:
    """Return the decision on one receipt."""
    return decide(paid, build_index(items, index_people(customers), rates), policy)


def shares(decision: Decision) -> dict[int, Decimal]:
    """Return what is applied: the cents on each item; nothing when nothing is."""
    if decision.verdict is not Verdict.APPLY:
        return {}
    return {share.item_id: share.amount for share in decision.proposals[0].shares}


def proposed(decision: Decision) -> list[dict[int, Decimal]]:
    """Return what is proposed, best first; nothing when it is applied."""
    if decision.verdict is Verdict.APPLY:
        return []
    return [{share.item_id: share.amount for share in p.shares} for p in decision.proposals]


def euros(**amounts: str) -> dict[int, Decimal]:
    """Return shares: `euros(_1="10.00")` is ten euros on item 1."""
    return {int(name[1:]): Decimal(amount) for name, amount in amounts.items()}


def advice(*rows: tuple[str, str | None]) -> tuple[AdviceRow, ...]:
    """Return a remittance advice."""
    return tuple(AdviceRow(number, Decimal(amount) if amount else None) for number, amount in rows)
