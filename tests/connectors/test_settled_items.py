"""Items that the file says were paid: their receipts stand in the ledger, dated and applied."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection

from recoup.ledger import operations as ledger
from tests.connectors.files import counts, import_file, item_rows, items, refusals, table
from tests.people import NOW, PROGRAM, make_entity

pytestmark = pytest.mark.django_db

SETTLED = "customer number,invoice number,invoice date,due date,amount,settled date"
OPEN = "customer number,invoice number,invoice date,due date,amount,open amount"


def applications() -> list[tuple[str, date, Decimal]]:
    """Return what was applied to which item on which day."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT i.number, e.effective_date, -p.amount FROM ledger_entry AS e"
            " JOIN ledger_posting AS p ON p.entry_id = e.id AND p.line = 2 JOIN ledger_item AS i ON i.id = p.item_id"
            " WHERE e.kind = 'ALLOCATION' ORDER BY e.id"
        )
        return cursor.fetchall()


def test_a_paid_item_is_posted_with_its_receipt_of_that_date() -> None:
    make_entity()
    run = import_file(
        table(
            "C-1,1,2026-01-05,2026-02-04,100.00,2026-02-10",
            "C-1,2,2026-01-05,2026-02-04,60.00,",
            header=SETTLED,
        )
    )

    assert counts(run) == (2, 0, 0)
    assert applications() == [("1", date(2026, 2, 10), Decimal(100))]
    assert [(kind, number, issued, int(left)) for _, kind, number, _, issued, _, _, _, left in items()] == [
        ("INVOICE", "1", date(2026, 1, 5), 0),
        ("INVOICE", "2", date(2026, 1, 5), 60),
        ("RECEIPT", "PAID/1/2026-02-10", date(2026, 2, 10), 0),
    ]
    assert run.outcome.notes[-1].values == {"count": 1}


def test_the_same_paid_items_again_change_nothing_and_a_later_file_settles_what_was_open() -> None:
    make_entity()
    first = table(
        "C-1,1,2026-01-05,2026-02-04,100.00,2026-02-10", "C-1,2,2026-01-05,2026-02-04,60.00,", header=SETTLED
    )
    import_file(first)
    before = item_rows()
    assert counts(import_file(first)) == (0, 2, 0)
    assert item_rows() == before

    later = table(
        "C-1,1,2026-01-05,2026-02-04,100.00,2026-02-10",
        "C-1,2,2026-01-05,2026-02-04,60.00,2026-02-20",
        header=SETTLED,
    )
    import_file(later)

    assert applications() == [("1", date(2026, 2, 10), Decimal(100)), ("2", date(2026, 2, 20), Decimal(60))]


def test_money_that_came_before_the_invoice_is_applied_when_the_invoice_is_there() -> None:
    make_entity()
    import_file(table("C-1,1,2026-01-05,2026-02-04,100.00,2026-01-02", header=SETTLED))
    assert applications() == [("1", date(2026, 1, 5), Decimal(100))]


def test_without_an_issue_date_an_item_is_not_younger_than_its_payment() -> None:
    make_entity()
    import_file(table("C-1,1,,2026-02-04,100.00,2026-01-20", header=SETTLED))
    assert [issued for _, kind, _, _, issued, *_ in items() if kind == "INVOICE"] == [date(2026, 1, 20)]


@pytest.mark.duty("A1.1")
def test_what_is_paid_in_part_counts_from_the_issue_date() -> None:
    make_entity()
    content = table(
        "C-1,1,2026-01-05,2026-02-04,100.00,40.00",
        "C-1,2,2026-01-05,2026-02-04,50.00,50.00",
        "C-1,3,2026-01-05,2026-02-04,30.00,0.00",
        "C-1,4,2026-01-05,2026-02-04,30.00,31.00",
        "C-1,5,2026-01-05,2026-02-04,-30.00,-10.00",
        header=OPEN,
    )
    run = import_file(content)

    assert applications() == [("1", date(2026, 1, 5), Decimal(60)), ("3", date(2026, 1, 5), Decimal(30))]
    assert {number: int(left) for _, kind, number, *_, left in items() if kind == "INVOICE"} == {
        "1": 40,
        "2": 50,
        "3": 0,
    }
    assert refusals(run) == {
        5: "The open amount 31.00 does not lie between zero and the amount 30.00.",
        6: "A credit that was used up or paid out before can't be imported; leave this row out.",
    }
    before = item_rows()
    import_file(content)
    assert item_rows() == before


def test_an_item_that_moved_on_in_the_ledger_is_left_alone_and_said_so() -> None:
    make_entity()
    import_file(table("C-1,1,2026-01-05,2026-02-04,100.00,40.00", header=OPEN))
    before = item_rows()

    run = import_file(table("C-1,1,2026-01-05,2026-02-04,100.00,10.00", header=OPEN))

    assert item_rows() == before
    assert "open in the ledger with another amount" in run.outcome.notes[0].text


def test_parts_are_paid_from_the_first_on() -> None:
    make_entity()
    header = "customer number,invoice number,invoice date,amount,open amount,terms"
    import_file(table("C-1,1,2026-01-05,100.00,60.00,30%NET0+70%NET60", header=header))
    assert {part: int(left) for _, kind, _, part, *_, left in items() if kind == "INVOICE"} == {1: 0, 2: 60}


def test_a_payment_that_can_not_be_posted_leaves_its_item_out_too() -> None:
    entity = make_entity()
    closed = {"first_date": date(2026, 2, 1), "last_date": date(2026, 2, 28)}
    ledger.close_period(entity_id=entity.id, **closed, actor=PROGRAM, now=NOW)

    run = import_file(
        table(
            "C-1,1,2026-01-05,2026-02-04,100.00,2026-02-10",
            "C-1,2,2026-01-05,2026-02-04,60.00,2026-01-31",
            header=SETTLED,
        )
    )

    assert counts(run) == (1, 0, 1)
    assert refusals(run) == {2: "The period of 2026-02-10 is closed."}
    assert [number for _, _, number, *_ in items()] == ["2", "PAID/2/2026-01-31"]


def test_numbers_of_any_length_can_be_paid() -> None:
    make_entity()
    number = "9" * 100
    import_file(table(f"C-1,{number},2026-01-05,2026-02-04,100.00,2026-02-10", header=SETTLED))
    assert [left for *_, left in items()] == [0, 0]
