"""Refused rows come back as a file, in the reader's language, and go in again when they are corrected."""

import csv
import io

import pytest

from recoup.connectors import queries
from recoup.connectors.types import RunRecord
from recoup.plumbing.storage import queries as storage
from tests.connectors.files import HEADER, counts, import_file, items, refusals, table
from tests.people import PROGRAM, make_entity

pytestmark = pytest.mark.django_db


def refused_file(run: RunRecord) -> bytes:
    _, content = queries.open_refused_file(run_id=run.id, actor=PROGRAM)
    with content:
        return content.read()


def cells(content: bytes, delimiter: str = ",") -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig")), delimiter=delimiter))


def test_the_file_has_the_same_header_and_cells_and_the_reason() -> None:
    make_entity()
    run = import_file(
        table(
            "C-1,1,2026-01-05,2026-02-04,10.00",
            "C-1,=cmd|' /C calc'!A0,soon,2026-02-04,1.00",
            "C-1,3,2026-01-05",
            'C-1,"4,\n5",2026-01-05,never,-7.00',
        ),
        name="march.csv",
    )
    content = refused_file(run)

    assert content.startswith(b"\xef\xbb\xbf")
    assert run.refused_file_id is not None
    assert storage.get_file(run.refused_file_id).name == "march-refused.csv"
    assert cells(content) == [
        [*HEADER.split(","), "Reason for refusal"],
        ["C-1", "'=cmd|' /C calc'!A0", "soon", "2026-02-04", "1.00", "“soon” is not a date in the form of its column."],
        ["C-1", "3", "2026-01-05", "", "", "The number of cells differs from the header: 3 here, 5 there."],
        ["C-1", "4,\n5", "2026-01-05", "never", "-7.00", "“never” is not a date in the form of its column."],
    ]  # fmt: skip


def test_corrected_rows_go_in_and_are_read_as_the_file_they_came_from() -> None:
    make_entity()
    # Only the first file proves that the month comes first; the refused row alone would be read the other way.
    first = import_file(
        table(
            "C-1,1,1/25/2026,2/24/2026,10.00",
            "C-1,2,2/3/2026,3/4/2026,ten",
        )
    )
    assert list(refusals(first)) == [3]

    corrected = refused_file(first).replace(b"ten", b"12.00")
    again = import_file(corrected, name="file-refused.csv")

    assert counts(again) == (1, 0, 0), refusals(again)
    assert [(str(issued), str(due)) for _, _, number, _, issued, due, *_ in items() if number == "2"] == [
        ("2026-02-03", "2026-03-04")
    ]


def test_formulas_come_back_as_the_data_they_were() -> None:
    make_entity()
    first = import_file(
        table("C-1,1,2026-01-05,2026-02-04,1.00", "C-1,=A1+1,2026-01-05,2026-02-04,none of it")
    )
    corrected = refused_file(first).replace(b"none of it", b"12.00")
    import_file(corrected)
    assert [number for _, _, number, *_ in items()] == ["1", "=A1+1"]


@pytest.mark.parametrize("language", ["vi", "zh-hans", "fa", "pl"])
def test_the_separator_stays_and_the_reason_is_written_for_the_reader(language: str) -> None:
    make_entity()
    run = import_file(
        b"customer number;invoice number;due date;amount\nC-1;1;2026-02-04;1,50\nC-1;2;2026-02-04;x\n",
        language=language,
    )
    rows = cells(refused_file(run), ";")
    assert rows[1][:4] == ["C-1", "2", "2026-02-04", "x"]
    assert "x" in rows[1][4]


def test_thousands_of_refused_rows_are_all_in_the_file_and_few_with_the_run() -> None:
    make_entity()
    good = [f"C-1,G{n},2026-01-05,2026-02-04,1.00" for n in range(300)]
    bad = [f"C-1,B{n},2026-01-05,2026-02-31,1.00" for n in range(3000)]
    run = import_file(table(*good, *bad))
    assert counts(run) == (300, 0, 3000)
    assert len(run.outcome.refused) == 200
    assert len(cells(refused_file(run))) == 3001
