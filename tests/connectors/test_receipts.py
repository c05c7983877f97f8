"""Receipts from files of banks and others: money in is posted, money out is left aside."""

from decimal import Decimal

import pytest
from django.db import connection

from recoup.formats.tables.vocabulary.fields import TableKind
from tests.connectors.files import balances, counts, import_file, item_rows, refusals, table
from tests.people import make_entity

pytestmark = pytest.mark.django_db

HEADER = "transaction id,value date,amount,payer,description,customer number,invoice number"


def receipts() -> list[tuple[str, str, str, Decimal]]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT r.bank_reference, r.payer_name, r.text, i.amount FROM cash_receipt AS r"
            " JOIN ledger_item AS i ON i.id = r.item_id ORDER BY r.item_id"
        )
        return cursor.fetchall()


def test_receipts_are_posted_and_applied_to_the_item_that_they_name_outright() -> None:
    make_entity()
    import_file(table("C-1,INV-1,2026-01-05,2026-02-04,100.00"))
    content = table(
        "T1,2026-02-10,100.00,First Ltd,thanks,C-1,INV-1",
        "T2,2026-02-11,30.00,Somebody,for rent,,",
        "T3,2026-02-11,-30.00,Bank,fee,,",
        header=HEADER,
    )
    run = import_file(content, kind=TableKind.RECEIPTS)

    assert counts(run) == (2, 0, 0)
    assert receipts() == [
        ("T1", "First Ltd", "thanks", Decimal(-100)),
        ("T2", "Somebody", "for rent", Decimal(-30)),
    ]
    assert balances() == {"C-1": Decimal(0)}
    notes = [note.text for note in run.outcome.notes]
    assert notes == [
        "{count} receipt was applied to the item that it names.",
        "{count} line is money that went out and was left aside.",
    ]

    before = item_rows()
    assert counts(import_file(content, kind=TableKind.RECEIPTS)) == (0, 2, 0)
    assert item_rows() == before


@pytest.mark.parametrize(
    ("header", "line_in", "line_out"),
    [
        ("id,date,credit,debit", "T1,2026-02-10,50.00,", "T2,2026-02-10,,50.00"),
        ("id,date,amount,debit/credit", "T1,2026-02-10,50.00,C", "T2,2026-02-10,50.00,D"),
        ("交易流水号,交易日期,收入,支出", "T1,2026-02-10,50.00,", "T2,2026-02-10,,50.00"),
        ("Numer operacji;Data operacji;Kwota", "T1;2026-02-10;50,00", "T2;2026-02-10;-50,00"),
    ],
)
def test_money_in_is_told_from_money_out(header: str, line_in: str, line_out: str) -> None:
    make_entity()
    run = import_file(table(line_in, line_out, header=header), kind=TableKind.RECEIPTS)
    assert counts(run) == (1, 0, 0), refusals(run)
    assert [amount for *_, amount in receipts()] == [Decimal(-50)]


def test_what_can_not_be_posted_says_why() -> None:
    make_entity()
    run = import_file(
        table(
            "T1,2026-02-10,10.00,,,,",
            "T2,,10.00,,,,",
            "T3,2026-02-10,,,,,",
            "T4,2026-02-10,much,,,,",
            "T5,2026-02-10,10.005,,,,",
            "T6,2026-02-10,10.00,,,C-77,",
            header=HEADER,
        ),
        kind=TableKind.RECEIPTS,
    )
    assert counts(run) == (1, 0, 5)
    assert refusals(run) == {
        3: "The row has no value date.",
        4: "The row has no amount.",
        5: "“much” is not an amount.",
        6: "The amount 10.005 has more decimals than GBP allows.",
        7: "There is no customer C-77 in this entity.",
    }
