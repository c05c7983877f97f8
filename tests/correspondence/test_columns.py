"""Columns of a letter's table are told before it is set: what stands in them fits."""

import pytest

from recoup.correspondence.letters.columns import column_widths

HEADINGS = ("Document", "Due date", "Open (EUR)")


def test_a_column_holds_its_longest_cell_and_its_heading_on_two_lines() -> None:
    rows = (("INV-1", "2026-06-01", "1.00"), ("INV-2", "2026-06-02", "12,345,678.90"))
    assert column_widths(HEADINGS, rows) == (6_000, 7_800)
    assert column_widths(HEADINGS, (("", "", ""),)) == (2_400, 3_000)
    assert column_widths(("", "Số ngày quá hạn"), (("", "5"),)) == (4_500,)


@pytest.mark.parametrize(
    ("cell", "width"),
    [("2026年6月1日", 6 * 600 + 3 * 1_040), ("đ", 600), ("đ\u0301", 600), ("۱۲", 1_200)],
    ids=["Chinese takes a whole square", "Vietnamese", "marks stand over their letters", "Persian digits"],
)
def test_signs_are_as_wide_as_their_script(cell: str, width: int) -> None:
    assert column_widths(("A", ""), (("x", cell),)) == (width,)
