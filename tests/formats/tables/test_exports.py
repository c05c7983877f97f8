"""What leaves for a spreadsheet is shown, never calculated, and comes back as it was."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recoup.formats.tables.exports import safe_for_spreadsheet
from recoup.formats.tables.values import clean_text


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "+49 say",
        "-2+3+cmd|' /C calc'!A0",
        "@SUM(A1)",
        "\t=1",
        " =1+1",
        "=HYPERLINK(1)",
        "＝1+1",
        "-",
        "|x",
        "%x",
    ],
)
def test_formulas_become_text(text):
    assert safe_for_spreadsheet(text) == f"'{text}"


@pytest.mark.parametrize(
    "text", ["-12.50", "+3", "-1,234.50", "-1 234,50", "1", "", "Acme", "O'Neil", "-5%", "A=B", "a@b.c"]
)
def test_numbers_and_plain_text_stay(text):
    assert safe_for_spreadsheet(text) == text


@given(
    st.text(st.characters(codec="utf-8"), max_size=30)
    .map(str.strip)
    .filter(lambda text: not text.startswith("'"))
)
def test_reading_takes_the_mark_off_again(text):
    assert clean_text(safe_for_spreadsheet(text)) == clean_text(text) or text.startswith("=")
