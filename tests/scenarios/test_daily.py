"""Three months of a small company, as its clerk lives them: files in the morning, the run, a look at the result.

| document   | customer | issued | due    | amount   | what happens                                              |
| ---------- | -------- | ------ | ------ | -------- | --------------------------------------------------------- |
| P-101      | PROMPT   | 2 Jan  | 1 Feb  | 500.00   | paid on 30 Jan, named                                     |
| L-101      | LATE     | 2 Jan  | 1 Feb  | 900.00   | noticed, reminded on 6 and 21 Feb, paid on 3 Mar, named   |
| L-102      | LATE     | 2 Feb  | 4 Mar  | 100.00   | not paid; reminded on 24 Mar, after days without a run    |
| S-101      | SHORT    | 2 Jan  | 1 Feb  | 1,000.00 | 950 on 2 Feb, short: looked at before it is reminded      |
| A-101      | ANGRY    | 2 Jan  | 1 Feb  | 300.00   | disputed from 3 Feb on                                    |
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from pytest_django import Settings

from recoup.collections import queries as collections
from recoup.correspondence import queries as correspondence
from recoup.kernel.actor import Actor
from recoup.kernel.money import Money
from recoup.ledger import operations as ledger
from recoup.ledger import queries as ledger_queries
from recoup.ledger.models import Item
from recoup.ledger.types import HoldReason, NewAllocation
from recoup.metrics.aging import AgingBy
from recoup.parties.models import Customer
from recoup.reports.queries.aging import AgingRequest, aging
from recoup.reports.queries.exceptions import ExceptionKind
from tests.companies import make_company
from tests.workflows.office import ITEMS_HEADER, RECEIPTS_HEADER, Office, let_reminders_go

PROGRAM = Actor.program("story")


@pytest.fixture
def office(db: None, settings: Settings, tmp_path: Path) -> Office:
    settings.HOME = tmp_path
    settings.FILES_ROOT = tmp_path / "files"
    let_reminders_go()
    return Office(make_company(customers=("PROMPT", "LATE", "SHORT", "ANGRY")))


@pytest.mark.duty("A1.3")
@pytest.mark.duty("A2.4")
@pytest.mark.duty("B12")
@pytest.mark.duty("C1")
@pytest.mark.duty("D1")
def test_three_months_of_a_small_company(office: Office) -> None:
    _january_and_february(office)

    office.bring(
        "receipts-march.csv",
        RECEIPTS_HEADER,
        "2026-03-03,900.00,EUR,B3,Late Ltd,invoice L-101",
        "2026-03-05,50.00,EUR,B4,Short Ltd,rest of S-101",
    )
    office.run("2026-03-24")
    assert office.open_amount("L-101") == 0
    assert _reminded(office)[6:] == [("2026-03-24", "LATE", 1, "100.00")]
    assert office.exceptions("2026-03-24")[ExceptionKind.SHORT] == 2

    _apply_by_hand(office)
    office.run("2026-03-31")
    assert office.open_amount("S-101") == 0
    assert office.exceptions("2026-03-31") == {ExceptionKind.LATE: 1}
    assert [line.number for line in _open_items()] == ["A-101", "L-102"]

    assert _owed_as_of("2026-02-01") == {"LATE": 900, "SHORT": 1000, "ANGRY": 300}
    assert _owed_as_of("2026-03-04") == {"LATE": 100, "SHORT": 50, "ANGRY": 300}
    assert _owed_as_of("2026-03-31") == {"LATE": 100, "ANGRY": 300}
    assert list(ledger_queries.verify()) == []


def _january_and_february(office: Office) -> None:
    office.bring(
        "items-january.csv",
        ITEMS_HEADER,
        "PROMPT,P-101,2026-01-02,2026-02-01,EUR,500.00",
        "LATE,L-101,2026-01-02,2026-02-01,EUR,900.00",
        "SHORT,S-101,2026-01-02,2026-02-01,EUR,1000.00",
        "ANGRY,A-101,2026-01-02,2026-02-01,EUR,300.00",
    )
    office.run("2026-01-30")
    assert office.worklist("2026-01-30") == [] and office.exceptions("2026-01-30") == {}

    office.receipt("B1", "500.00", "P-101", on="2026-01-30", payer="Prompt and sons")
    office.run("2026-01-31")
    assert office.open_amount("P-101") == 0

    office.bring("items-february.csv", ITEMS_HEADER, "LATE,L-102,2026-02-02,2026-03-04,EUR,100.00")
    office.receipt("B2", "950.00", "S-101", on="2026-02-02")
    office.run("2026-02-02")
    assert office.open_amount("S-101") == 1000
    assert office.reasons("2026-02-02", ExceptionKind.SHORT)[0].startswith(
        "The amount differs from what is open by {difference}"
    )
    assert len(office.worklist("2026-02-02")) == 3

    _hold("A-101")
    for day in range(3, 29):
        office.run(f"2026-02-{day:02}")
    assert _reminded(office) == [
        ("2026-01-30", "ANGRY", 0, "300.00"),
        ("2026-01-30", "LATE", 0, "900.00"),
        ("2026-01-30", "PROMPT", 0, "500.00"),
        ("2026-01-30", "SHORT", 0, "1000.00"),
        ("2026-02-06", "LATE", 1, "900.00"),
        ("2026-02-21", "LATE", 2, "900.00"),
    ]
    # Money of SHORT waits to be applied: a person is to look before it is reminded.
    (waiting,) = collections.proposals(
        business_date=date(2026, 2, 28), actor=PROGRAM, criteria=collections.ProposalFilter(looks_only=True)
    ).proposals
    assert waiting.looks[-1].values["amount"] == Money(Decimal(950), "EUR")


def _hold(number: str) -> None:
    """Hold an item from 3 February on, as the customer disputes it."""
    ledger.place_item_holds(
        item_ids=[Item.objects.get(number=number).id],
        reason=HoldReason.DISPUTED,
        note="The goods came broken.",
        from_date=date(2026, 2, 3),
        until_date=None,
        actor=PROGRAM,
        now=datetime(2026, 2, 3, tzinfo=UTC),
    )


def _reminded(office: Office) -> list[tuple[str, str, int, str]]:
    """Return day, customer, level and the amount asked for of each reminder."""
    numbers = dict(Customer.objects.values_list("id", "number"))
    found = [
        correspondence.get_message(message_id=letter.id, actor=PROGRAM).content for letter in office.letters()
    ]
    return sorted(
        (
            content.business_date.isoformat(),
            numbers[content.customer_id],
            content.level,
            f"{content.amount_to_pay.amount:.2f}",
        )
        for content in found
    )


def _apply_by_hand(office: Office) -> None:
    """Put both of SHORT's payments on the invoice, as the clerk does who called them."""
    invoice = Item.objects.get(number="S-101")
    receipts = Item.objects.filter(kind="RECEIPT", customer__number="SHORT").exclude(amount_open=0)
    posted = ledger.allocate(
        allocations=[
            NewAllocation(
                receipt.id, invoice.id, -receipt.amount_open, date(2026, 3, 25), f"hand/{receipt.id}"
            )
            for receipt in receipts
        ],
        source="desk",
        actor=PROGRAM,
        now=datetime(2026, 3, 25, tzinfo=UTC),
    )
    assert posted.posted == 2


def _open_items() -> list[Item]:
    return list(Item.objects.exclude(amount_open=0).order_by("number"))


def _owed_as_of(day: str) -> dict[str, int]:
    """Return what each customer owes at the end of a day."""
    table = aging(request=AgingRequest(by=AgingBy.CUSTOMER, as_of=date.fromisoformat(day)), actor=PROGRAM)
    assert all(proof.is_tied for proof in table.tie_out)
    return {row.code: int(row.total) for row in table.rows if row.total}
