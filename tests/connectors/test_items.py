"""Items from files: what is posted, what is known, and what is refused with which reason."""

from datetime import date
from decimal import Decimal

import pytest

from recoup.connectors.types import RunStatus
from recoup.formats.tables.vocabulary.fields import TableKind
from recoup.ledger import operations as ledger
from recoup.ledger.types import ItemKind
from tests.connectors.files import balances, counts, import_file, item_rows, items, refusals, table
from tests.people import NOW, PROGRAM, make_entity

pytestmark = pytest.mark.django_db


@pytest.mark.duty("E9")
@pytest.mark.duty("A1.1")
def test_a_file_of_invoices_becomes_open_items_of_its_customers() -> None:
    entity = make_entity("LONDON")
    run = import_file(
        table("C-1,INV-1,2026-01-05,2026-02-04,100.00", "C-2,INV-2,2026-01-06,2026-02-05,50.50"),
        entity_id=entity.id,
    )

    assert run.status is RunStatus.DONE
    assert counts(run) == (2, 0, 0)
    assert [str(total.amount) for total in run.outcome.totals] == ["150.50"]
    assert items() == [
        ("C-1", "INVOICE", "INV-1", 1, date(2026, 1, 5), date(2026, 2, 4), "GBP", Decimal(100), Decimal(100)),
        ("C-2", "INVOICE", "INV-2", 1, date(2026, 1, 6), date(2026, 2, 5), "GBP", Decimal("50.5"), Decimal("50.5")),
    ]  # fmt: skip


def test_the_same_file_again_changes_nothing() -> None:
    make_entity()
    content = table(*(f"C-{n % 3},INV-{n},2026-01-05,2026-02-04,{n}.00" for n in range(1, 400)))
    import_file(content)
    before = item_rows()

    again = import_file(content)

    assert counts(again) == (0, 399, 0)
    assert item_rows() == before


def test_an_overlapping_file_adds_only_what_is_new() -> None:
    make_entity()
    lines = [f"C-1,INV-{n},2026-01-05,2026-02-04,10.00" for n in range(10)]
    import_file(table(*lines[:6]))

    run = import_file(table(*lines[4:]))

    assert counts(run) == (4, 2, 0)
    assert balances() == {"C-1": Decimal(100)}


def test_a_number_with_other_content_is_refused_in_the_file_and_against_the_ledger() -> None:
    make_entity()
    import_file(table("C-1,INV-1,2026-01-05,2026-02-04,100.00"))

    run = import_file(
        table(
            "C-1,INV-1,2026-01-05,2026-02-04,101.00",
            "C-1,INV-2,2026-01-05,2026-02-04,10.00",
            "C-1,INV-2,2026-01-05,2026-02-04,20.00",
            "C-1,INV-2,2026-01-05,2026-02-04,10.00",
        )
    )

    assert counts(run) == (1, 1, 2)
    assert refusals(run) == {
        2: "Number INV-1 is in the ledger already, with other content (amount 100).",
        4: "Number INV-2 stands in line 3 already, with other content.",
    }


def test_a_negative_invoice_is_a_credit_note_and_a_credit_note_may_be_written_positive() -> None:
    make_entity()
    run = import_file(
        table(
            "C-1,1,2026-01-05,2026-02-04,-10.00,Invoice",
            "C-1,2,2026-01-05,2026-02-04,20.00,Credit note",
            "C-1,3,2026-01-05,2026-02-04,30.00,Faktura VAT",
            "C-1,4,2026-01-05,2026-02-04,40.00,借项通知单",
            "C-1,5,2026-01-05,2026-02-04,5.00,Đặt cọc",
            "C-1,6,2026-01-05,2026-02-04,6.00,فاکتور",
            "C-1,7,2026-01-05,2026-02-04,7.00,Hullabaloo",
            "C-1,8,2026-01-05,2026-02-04,-8.00,Fee",
            header="customer number,invoice number,invoice date,due date,amount,document type",
        )
    )

    assert [(kind, int(amount)) for _, kind, _, _, _, _, _, amount, _ in items()] == [
        ("CREDIT_NOTE", -10),
        ("CREDIT_NOTE", -20),
        ("INVOICE", 30),
        ("DEBIT_NOTE", 40),
        ("DEPOSIT", -5),
        ("INVOICE", 6),
    ]
    assert refusals(run) == {
        8: "“Hullabaloo” is not a kind of item that we know.",
        9: "The amount -8 has the wrong sign for this kind of document.",
    }


def test_the_due_date_comes_from_the_terms_of_the_row_else_of_the_customer() -> None:
    make_entity()
    from_file = "customer number,name,payment terms\nC-1,One,NET10\nC-2,Two,30%NET0+70%NET60\nC-3,Three,\n"
    import_file(from_file.encode(), kind=TableKind.CUSTOMERS)

    run = import_file(
        table(
            "C-1,1,2026-01-05,,100.00,30 days",
            "C-1,2,2026-01-05,,100.00,",
            "C-2,3,2026-01-05,,100.00,",
            "C-3,4,2026-01-05,,100.00,",
            "C-3,5,2026-01-05,,100.00,whenever",
            header="customer number,invoice number,invoice date,due date,amount,terms",
        )
    )

    found = [(number, part, due, int(amount)) for _, _, number, part, _, due, _, amount, _ in items()]
    assert sorted(found, key=lambda item: item[:2]) == [
        ("1", 1, date(2026, 2, 4), 100),
        ("2", 1, date(2026, 1, 15), 100),
        ("3", 1, date(2026, 1, 5), 30),
        ("3", 2, date(2026, 3, 6), 70),
        ("4", 1, None, 100),
    ]
    assert list(refusals(run)) == [6]
    assert "whenever" in refusals(run)[6]


def test_a_row_of_several_parts_is_taken_whole_or_not_at_all() -> None:
    entity = make_entity()
    header = "customer number,invoice number,invoice date,amount,terms"
    import_file(table("C-1,7,2026-01-05,30.00,NET0", header=header))

    run = import_file(
        table("C-1,7,2026-01-05,100.00,30%NET0+70%NET60", "C-1,8,2026-01-05,10.00,NET0", header=header)
    )

    # Part 1 of document 7 stands there already with the same content, part 2 would be new: that is accepted.
    assert counts(run) == (2, 1, 0)
    other = import_file(
        table("C-1,9,2026-01-05,50.00,NET0", "C-1,9,2026-01-05,100.00,30%NET0+70%NET60", header=header),
        entity_id=entity.id,
    )
    assert counts(other) == (1, 0, 1)
    assert [number for _, _, number, part, *_ in items() if number == "9"] == ["9"]


def test_without_an_issue_date_the_due_date_stands_for_it() -> None:
    make_entity()
    import_file(table("C-1,1,,2026-02-04,100.00"))
    assert [(issued, due) for _, _, _, _, issued, due, *_ in items()] == [
        (date(2026, 2, 4), date(2026, 2, 4))
    ]


def test_rows_without_a_number_get_one_from_their_content() -> None:
    make_entity()
    content = table(
        "C-1,2026-01-05,2026-02-04,100.00",
        "C-1,2026-01-05,2026-02-04,100.00",
        "C-1,2026-01-05,2026-02-04,60.00",
        header="customer number,invoice date,due date,amount",
    )
    assert counts(import_file(content)) == (3, 0, 0)
    numbers = [number for _, _, number, *_ in items()]
    assert len(set(numbers)) == 3
    assert numbers[1] == f"{numbers[0]}-2"

    assert counts(import_file(content)) == (0, 3, 0)
    overlapping = table(
        "C-9,2026-01-05,2026-02-04,1.00",
        "C-1,2026-01-05,2026-02-04,60.00",
        header="customer number,invoice date,due date,amount",
    )
    assert counts(import_file(overlapping, create_customers=True)) == (1, 1, 0)


def test_the_currency_is_the_rows_own_else_the_chosen_one_else_the_entitys() -> None:
    make_entity("WARSAW", "PL")
    header = "customer number,invoice number,due date,amount,currency"
    import_file(table("C-1,1,2026-02-04,10.00,EUR", "C-1,2,2026-02-04,10.00,", header=header))
    import_file(table("C-1,3,2026-01-01,2026-02-04,10.00"), currency="USD")
    run = import_file(table("C-1,4,2026-02-04,10.00,Groats", header=header))

    assert [(number, currency) for _, _, number, _, _, _, currency, *_ in items()] == [
        ("1", "EUR"),
        ("2", "PLN"),
        ("3", "USD"),
    ]
    assert refusals(run) == {2: "“Groats” is not a known currency."}


def test_amounts_finer_than_the_currency_are_refused_or_rounded_as_chosen() -> None:
    make_entity()
    content = table("C-1,1,2026-01-05,2026-02-04,10.005", "C-1,2,2026-01-05,2026-02-04,10.00")
    assert refusals(import_file(content)) == {2: "The amount 10.005 has more decimals than GBP allows."}

    run = import_file(content, round_amounts=True)
    assert counts(run) == (1, 1, 0)
    assert balances() == {"C-1": Decimal("20.01")}
    assert "1 amount was rounded" in run.outcome.notes[0].text.format(count=1)


def test_nothing_goes_into_a_closed_period() -> None:
    entity = make_entity()
    ledger.close_period(
        entity_id=entity.id, first_date=date(2026, 1, 1), last_date=date(2026, 1, 31), actor=PROGRAM, now=NOW
    )
    run = import_file(
        table("C-1,1,2026-01-05,2026-02-04,10.00", "C-1,2,2026-02-01,2026-03-04,10.00"), entity_id=entity.id
    )
    assert counts(run) == (1, 0, 1)
    assert refusals(run) == {2: "The period of 2026-01-05 is closed."}


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("C-1,1,2026-02-05,2026-02-04,10.00", "The due date 2026-02-04 lies before the issue date 2026-02-05."),
        ("C-1,1,0202-02-05,2026-02-04,10.00", "The year 202 in “0202-02-05” can't be right."),
        ("C-1,1,2026-02-30,2026-03-04,10.00", "“2026-02-30” names a day that doesn't exist."),
        ("C-1,1,2026-02-05,soon,10.00", "“soon” is not a date in the form of its column."),
        ("C-1,1,,,10.00", "The row has neither an issue date nor a due date."),
        ("C-1,1,2026-02-05,2026-03-04,ten", "“ten” is not an amount."),
        ("C-1,1,2026-02-05,2026-03-04,1E5", "“1E5” is in exponent form: digits may be lost. Store the amount in full."),
        ("C-1,1,2026-02-05,2026-03-04,", "The row has no amount."),
        ("C-1,1,2026-02-05,2026-03-04,0.00", "The amount is zero."),
        (",1,2026-02-05,2026-03-04,10.00", "The row names no customer."),
        ("C-1,,2026-02-05,2026-03-04,10.00", "The document has no number."),
        ("C-1,1,2026-02-05,10.00", "The number of cells differs from the header: 4 here, 5 there."),
    ],
)  # fmt: skip
def test_what_can_not_be_posted_says_why(line: str, reason: str) -> None:
    make_entity()
    good = [f"C-1,G{n},2026-02-05,2026-03-04,10.00" for n in range(5)]
    run = import_file(table(*good, line))
    assert counts(run) == (5, 0, 1)
    assert refusals(run) == {7: reason}


def test_kinds_share_numbers_without_harm() -> None:
    make_entity()
    header = "customer number,invoice number,due date,amount,type"
    run = import_file(
        table("C-1,1,2026-02-04,10.00,Invoice", "C-1,1,2026-02-04,2.00,Interest", header=header)
    )
    assert counts(run) == (2, 0, 0)
    assert {kind for _, kind, *_ in items()} == {ItemKind.INVOICE, ItemKind.INTEREST}
