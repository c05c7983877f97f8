"""A table written in any supported encoding, delimiter and quoting reads back equal."""

import csv
import io
import tempfile
from pathlib import Path

import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from recoup.formats.tables.layouts import LayoutChoice, Row
from recoup.formats.tables.reading import open_table

LETTERS = {
    "utf-8": "aZ9 éłđ发ش‌",
    "utf-8-sig": "aZ9 éłđ发ش",
    "utf-16-le": "aZ9 éłđ发ش",
    "utf-16-be": "aZ9 éłđ发ش",
    "gb18030": "aZ9 客户上海䶮",
    "cp1250": "aZ9 łąęśźż",
    "iso-8859-2": "aZ9 łąęśźż",
    "cp852": "aZ9 łąęśźż",
    "cp1258": "aZ9 ăâđêôơư",
    "cp1256": "aZ9 شرکت",
    "cp1252": "aZ9 éüß",
}


@st.composite
def tables(draw):
    encoding = draw(st.sampled_from(sorted(LETTERS)))
    cells = st.text(LETTERS[encoding] + ",;|\"'.-=\n", max_size=12).filter(lambda text: text == text.strip())
    width = draw(st.integers(2, 6))
    rows = draw(st.lists(st.lists(cells, min_size=width, max_size=width), min_size=1, max_size=30))
    numbered = [[f"INV-{place}", *row, "1.00"] for place, row in enumerate(rows)]
    return encoding, numbered


@settings(deadline=None, max_examples=200)
@given(
    table=tables(),
    delimiter=st.sampled_from(",;\t|"),
    quoting=st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]),
    line_end=st.sampled_from(["\n", "\r\n"]),
)
def test_text_files(table, delimiter, quoting, line_end):
    """Encoding and delimiter are given, as in a saved profile; the cells may hold every trap."""
    encoding, rows = table
    header = ["Invoice number", *(f"Note {'abcdef'[place]}" for place in range(len(rows[0]) - 2)), "Amount"]
    text = io.StringIO()
    writer = csv.writer(text, delimiter=delimiter, quoting=quoting, lineterminator=line_end)
    writer.writerows([header, *rows])
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "table"
        path.write_bytes(text.getvalue().encode(encoding))
        opened = open_table(path, name="t", choice=LayoutChoice(encoding=encoding, delimiter=delimiter))
        found = list(opened.rows())
    assert list(opened.header) == header
    hidden = [row for row in rows if any(_holds_a_row(cell, delimiter, len(row)) for cell in row)]
    assert [list(row.cells) for row in found if isinstance(row, Row)] == [
        row for row in rows if row not in hidden
    ]
    assert len(found) == len(rows)


def _holds_a_row(cell: str, delimiter: str, width: int) -> bool:
    return "\n" in cell and any(line.count(delimiter) >= width - 1 for line in cell.splitlines())


@settings(deadline=None, max_examples=100)
@given(
    rows=st.lists(
        st.tuples(
            st.integers(1, 10**6),
            st.sampled_from(["Zakład Łódź", "Sp. z o.o.", "Żółć"]),
            st.integers(1, 10**9),
        ),
        min_size=3,
        max_size=40,
    ),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-16-be", "cp1250", "cp852"]),
    delimiter=st.sampled_from(";\t|"),
    preamble=st.integers(0, 20),
)
def test_everything_is_found_out_without_help(rows, encoding, delimiter, preamble):
    lines = [f"Zestawienie nr {place}" for place in range(preamble)]
    lines.append(delimiter.join(["Nr faktury", "Kontrahent", "Kwota"]))
    cells = [(f"FV/{number}", name, f"{grosze // 100},{grosze % 100:02d}") for number, name, grosze in rows]
    lines += [delimiter.join(row) for row in cells]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "table"
        path.write_bytes("\r\n".join(lines).encode(encoding))
        table = open_table(path, name="t")
        assert table.layout.header_line == preamble + 1
        assert table.layout.delimiter == delimiter
        assert [row.cells for row in table.rows()] == cells


@settings(deadline=None, max_examples=20)
@given(
    rows=st.lists(
        st.tuples(
            st.text("aZ łđ发ش=-", min_size=1, max_size=10).map(str.strip).filter(bool),
            st.integers(-(10**14), 10**14),
        ),
        min_size=1,
        max_size=20,
    )
)
def test_workbooks(rows):
    content = io.BytesIO()
    book = xlsxwriter.Workbook(content, {"strings_to_formulas": False, "strings_to_urls": False})
    sheet = book.add_worksheet("Items")
    sheet.write_row(0, 0, ["Customer name", "Amount"])
    for line, (name, amount) in enumerate(rows, start=1):
        sheet.write_string(line, 0, name)
        sheet.write_number(line, 1, amount)
    book.close()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "table"
        path.write_bytes(content.getvalue())
        found = list(open_table(path, name="t").rows())
    assert [row.cells for row in found] == [(name, str(amount)) for name, amount in rows]
