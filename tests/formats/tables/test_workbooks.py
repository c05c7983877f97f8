"""Workbooks are read by content, their values come as text, and no bomb goes off."""

import datetime
import io
import struct
import zipfile

import pytest
import xlsxwriter

from recoup.formats.tables import archives
from recoup.formats.tables.layouts import (
    DamagedWorkbook,
    FileKind,
    LayoutChoice,
    NoSuchSheet,
    NotATable,
    Row,
    RowProblem,
    UnopenableWorkbook,
    UnreadableTable,
    WorkbookBomb,
    WorkbookTooLarge,
)


def workbook(*sheets: tuple[str, list[list[object]]], hidden: str = "") -> bytes:
    content = io.BytesIO()
    book = xlsxwriter.Workbook(content, {"default_date_format": "yyyy-mm-dd", "strings_to_numbers": False})
    for name, rows in sheets:
        sheet = book.add_worksheet(name)
        for line, row in enumerate(rows):
            for column, value in enumerate(row):
                sheet.write(line, column, value)
        if name == hidden:
            sheet.hide()
    book.close()
    return content.getvalue()


HEADER = ["Invoice number", "Due date", "Amount"]


def test_values_come_as_plain_text(opened):
    rows = [
        HEADER,
        ["00123", datetime.date(2026, 1, 2), 1250.0],
        ["A2", datetime.datetime.fromisoformat("2026-01-02 14:30"), 0.1 + 0.2],
        ["A3", "2026-01-05", -12345678901234.0],
        [True, datetime.date(2026, 1, 6), 1e-7],
    ]
    table = opened(workbook(("Items", rows)))
    assert table.layout.kind is FileKind.XLSX
    assert [row.cells for row in table.rows()] == [
        ("00123", "2026-01-02", "1250"),
        ("A2", "2026-01-02 14:30:00", "0.3"),
        ("A3", "2026-01-05", "-12345678901234"),
        ("TRUE", "2026-01-06", "0.0000001"),
    ]


def test_digits_past_the_fifteenth_are_warned_about(opened):
    table = opened(workbook(("Items", [HEADER, ["A1", "2026-01-01", 6212345678901234567]])))
    row = next(iter(table.rows()))
    assert "E" not in row.cells[2].upper()
    assert len(row.cells[2]) == 19
    assert [warning.values["line"] for warning in table.warnings()] == [2]


def test_the_header_may_stand_below_a_title_and_a_total_below_the_rows(opened):
    rows = [
        ["Open items of Acme"],
        [],
        HEADER,
        ["A1", "2026-01-01", 5.5],
        ["A2", "2026-01-02", 1],
        ["Total", "", 6.5],
    ]
    table = opened(workbook(("Items", rows)))
    assert table.layout.header_line == 3
    found = list(table.rows())
    assert found[:2] == [Row(4, ("A1", "2026-01-01", "5.5")), Row(5, ("A2", "2026-01-02", "1"))]
    assert isinstance(found[2], RowProblem)
    assert found[2].is_footer


def test_the_sheet_with_the_table_is_chosen_and_can_be_chosen(opened):
    content = workbook(
        ("Cover", [["Prepared by finance"]]),
        ("Secret", [HEADER, ["X", "2026-01-01", 1]]),
        ("Items", [HEADER, ["A1", "2026-01-01", 1]]),
        ("More", [HEADER, ["B1", "2026-01-01", 1]]),
        hidden="Secret",
    )
    table = opened(content)
    assert (table.layout.sheet, table.sheets) == ("Items", ("Cover", "Items", "More"))
    chosen = opened(content, choice=LayoutChoice(sheet="More"))
    assert [row.cells[0] for row in chosen.rows()] == ["B1"]
    with pytest.raises(NoSuchSheet):
        opened(content, choice=LayoutChoice(sheet="Nowhere"))


def test_notes_right_of_the_table_are_left_out(opened):
    rows = [HEADER, ["A1", "2026-01-01", 1, "", "checked by Ann"], ["A2", "2026-01-02", 2]]
    table = opened(workbook(("Items", rows)))
    assert [len(row.cells) for row in table.rows()] == [3, 3]


def test_a_workbook_cut_short_is_refused(opened):
    content = workbook(("Items", [HEADER, ["A1", "2026-01-01", 1]]))
    for size in (100, len(content) // 2, len(content) - 10):
        with pytest.raises(DamagedWorkbook):
            opened(content[:size])


def test_another_archive_is_no_workbook(opened):
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("items.csv", "a,b\n1,2\n")
    with pytest.raises(NotATable) as refused:
        opened(content.getvalue())
    assert refused.value.sentence.values["found"] == "ZIP"


def test_a_bomb_of_blanks_is_refused(opened, monkeypatch):
    content = io.BytesIO(workbook(("Items", [HEADER, ["A1", "2026-01-01", 1]])))
    with zipfile.ZipFile(content, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/media/blank.bin", b" " * (64 << 20))
    with pytest.raises(WorkbookBomb):
        opened(content.getvalue())
    monkeypatch.setattr(archives, "RATIO_MAX", 1 << 30)
    monkeypatch.setattr(archives, "UNPACKED_MAX", 32 << 20)
    with pytest.raises(WorkbookTooLarge) as refused:
        opened(content.getvalue())
    assert refused.value.sentence.values["limit"] == 32


def test_the_size_that_the_archive_states_is_not_believed(opened):
    """The directory says 10 bytes; the part unpacks to 64 MB."""
    name = b"xl/media/blank.bin"
    content = io.BytesIO(workbook(("Items", [HEADER, ["A1", "2026-01-01", 1]])))
    with zipfile.ZipFile(content, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name.decode(), b" " * (64 << 20))
    bytes_ = bytearray(content.getvalue())
    entry = bytes_.rfind(name) - 46
    assert bytes_[entry : entry + 4] == b"PK\x01\x02"
    struct.pack_into("<I", bytes_, entry + 24, 10)
    with pytest.raises(WorkbookBomb):
        opened(bytes(bytes_))


def test_two_cells_far_apart_do_not_take_all_memory(opened):
    """A1 and XFD1048576 span 17 thousand million cells, which the reader behind would try to hold."""
    content = io.BytesIO()
    book = xlsxwriter.Workbook(content)
    sheet = book.add_worksheet("Items")
    sheet.write(0, 0, "number")
    sheet.write(1_048_575, 16_383, "far")
    book.close()
    with pytest.raises(UnopenableWorkbook):
        opened(content.getvalue())


def test_an_old_workbook_whose_sectors_run_in_a_circle_is_refused(opened):
    """The reader behind follows the chain for ever and takes all memory; that must end its own process only."""
    header = bytearray(512)
    struct.pack_into("<8s16x5H6x", header, 0, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 0x3E, 3, 0xFFFE, 9, 6)
    struct.pack_into("<9I", header, 40, 0, 1, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0)
    struct.pack_into("<I", header, 76, 0)
    sectors = struct.pack("<128I", 0xFFFFFFFD, 1, *[0xFFFFFFFF] * 126) + bytes(512)
    with pytest.raises(UnreadableTable):
        opened(bytes(header) + sectors)


def test_too_many_parts_are_refused(opened, monkeypatch):
    monkeypatch.setattr(archives, "PARTS_MAX", 3)
    with pytest.raises(WorkbookBomb):
        opened(workbook(("Items", [HEADER])))


def test_a_huge_cell_refuses_its_row_only(opened):
    table = opened(workbook(("Items", [HEADER, ["A1", "x" * 20_000, 1], ["A2", "y", 2]])))
    found = list(table.rows())
    assert [type(row) for row in found] == [RowProblem, Row]


def test_every_refusal_has_a_sentence_with_the_name(opened):
    with pytest.raises(UnreadableTable) as refused:
        opened(b"PK\x03\x04 not really")
    assert refused.value.sentence.values["name"] == "items.csv"
