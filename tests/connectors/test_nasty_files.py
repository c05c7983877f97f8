"""Files that nobody should have to deal with: each is refused with a plain reason, or read as it was meant."""

import io
import zipfile

import pytest
import xlsxwriter

from recoup.connectors.types import RunStatus
from recoup.parties import queries as parties
from tests.connectors.files import HEADER, balances, counts, import_file, items, receive, refusals, table
from tests.people import PROGRAM, make_entity

pytestmark = pytest.mark.django_db


def workbook(*rows: tuple[object, ...]) -> bytes:
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream) as book:
        sheet = book.add_worksheet("Open items")
        for place, row in enumerate(rows):
            sheet.write_row(place, 0, row)
    return stream.getvalue()


def reason(content: bytes, name: str = "file.csv") -> str:
    run = receive(content, name=name)
    assert run.status is RunStatus.REFUSED
    assert run.plan is None
    assert run.reason is not None
    return run.reason.text


def test_files_that_are_no_tables_are_refused_as_a_whole() -> None:
    make_entity()
    assert "is empty" in reason(b"")
    assert "is empty" in reason(b"\xef\xbb\xbf \n")
    assert "not a table" in reason(b"%PDF-1.7 something")
    assert "not a table" in reason(b"<html><body>Session expired</body></html>", "export.xls")
    assert "damaged" in reason(workbook(("customer number", "amount"), ("C-1", 10))[:-200], "cut.xlsx")
    assert items() == []


def test_a_workbook_that_explodes_is_not_opened() -> None:
    make_entity()
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("xl/workbook.xml", "<workbook/>")
        with archive.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as sheet:
            for _ in range(700):
                sheet.write(b" " * (1 << 20))
    assert len(bomb.getvalue()) < 1 << 20
    assert "safe to open" in reason(bomb.getvalue(), "bomb.xlsx")


def test_a_cell_of_ten_megabytes_and_rows_of_the_wrong_width_are_single_refused_rows() -> None:
    make_entity()
    run = import_file(
        table(
            "C-1,1,2026-01-05,2026-02-04,10.00",
            f"C-1,{'9' * (10 << 20)},2026-01-05,2026-02-04,10.00",
            "C-1,3,2026-01-05,2026-02-04,10.00,extra,cells",
            "C-1,4,2026-01-05",
            "C-1,5,2026-01-05,2026-02-04,10.00",
        )
    )
    assert counts(run) == (2, 0, 3)
    assert sorted(refusals(run)) == [3, 4, 5]
    assert "10000" in refusals(run)[3]


def test_a_file_cut_short_keeps_its_whole_rows_and_tells_of_the_last() -> None:
    make_entity()
    content = table(*(f'C-1,{n},2026-01-05,2026-02-04,"10.00"' for n in range(5)))
    run = import_file(content[:-4])
    assert counts(run) == (4, 0, 1)
    assert refusals(run) == {
        6: "The file ends inside a quoted cell: it was cut short, or a quotation mark is missing."
    }


@pytest.mark.parametrize(
    ("encoding", "name"),
    [
        ("utf-8-sig", "Nguyễn Đạt"),
        ("utf-16", "Łódź"),
        ("gbk", "恒达集团有限公司"),
        ("cp1250", "Żółta Łódź sp. z o.o."),
        ("cp1256", "شركت بازرگاني پارس"),
    ],
)
def test_letters_survive_their_encoding(encoding: str, name: str) -> None:
    make_entity()
    header = "customer number,customer name,invoice number,due date,amount"
    lines = [f"C-1,{name},{n},2026-02-04,10.00" for n in range(20)]
    content = "\n".join([header, *lines, ""]).encode(encoding)
    run = import_file(content)
    assert counts(run) == (20, 0, 0)
    customers = parties.customer_page(actor=PROGRAM).customers
    assert [customer.name_legal for customer in customers] == [name]


def test_a_workbook_is_a_table_too_and_its_totals_are_not_rows() -> None:
    make_entity()
    content = workbook(
        ("Open items of March",),
        (),
        tuple(HEADER.split(",")),
        ("C-1", "00123", "2026-01-05", "2026-02-04", 100.10),
        ("C-1", "00124", "2026-01-05", "2026-02-04", 0.2),
        ("Total", "", "", "", 100.3),
    )
    run = import_file(content, name="march.xlsx")
    assert counts(run) == (2, 0, 0), refusals(run)
    assert [number for _, _, number, *_ in items()] == ["00123", "00124"]
    assert [note.text for note in run.outcome.notes][-1].startswith("{count} line below the table")


def test_decimal_commas_thousand_marks_and_other_calendars() -> None:
    make_entity("TEHRAN", "IR")
    content = "\n".join(
        [
            "کد مشتری;شماره فاکتور;تاریخ فاکتور;سررسید;مبلغ",
            "۱۰۰۱;۱;۱۴۰۴/۱۰/۱۵;۱۴۰۴/۱۱/۱۵;۱۲٬۵۰۰٬۰۰۰",
            "۱۰۰۲;۲;۱۴۰۴/۱۲/۲۹;۱۴۰۵/۰۱/۳۱;۷٬۰۰۰",
            "",
        ]
    ).encode()
    run = import_file(content)
    assert counts(run) == (2, 0, 0), refusals(run)
    assert [(str(issued), str(due), int(amount)) for *_, issued, due, _, amount, _ in items()] == [
        ("2026-01-05", "2026-02-04", 12_500_000),
        ("2026-03-20", "2026-04-20", 7_000),
    ]
    assert sum(balances().values()) == 12_507_000


def test_marks_of_direction_in_numbers_do_not_make_them_different() -> None:
    make_entity()
    import_file(table("C-1,INV-1,2026-01-05,2026-02-04,10.00"))
    run = import_file(table("\u200fC-1,\u200bINV-1\u200e,2026-01-05,2026-02-04,\u200e10.00"))
    assert counts(run) == (0, 1, 0)


def test_a_file_without_the_columns_that_are_needed_is_not_imported() -> None:
    make_entity()
    run = import_file(b"name,city\nOne,Paris\nTwo,Rome\n")
    assert run.status is RunStatus.FAILED
    assert run.reason is not None
    assert run.reason.text == "No column was found for: {field}. Say which one it is."
