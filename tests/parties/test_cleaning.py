"""What files and people bring is made clean before it is kept."""

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from recoup.parties.cleaning import clean_lines, clean_name, clean_number

JOINER = "\u200c"


def test_marks_of_direction_and_zero_width_go_from_numbers() -> None:
    assert clean_number("\u202aC-\u200b1\u200c0\u202c\ufeff ") == "C-10"
    assert clean_number(" C\u00a0 1\t") == "C 1"


def test_a_joiner_stays_between_letters_only() -> None:
    assert clean_name(f"می{JOINER}خواهم") == f"می{JOINER}خواهم"
    assert clean_name(f"{JOINER}شرکت{JOINER} {JOINER}نو{JOINER}") == "شرکت نو"
    assert clean_name(f"می{JOINER}{JOINER}خواهم") == f"می{JOINER}خواهم"
    assert clean_name(f"1{JOINER}2") == "12"


def test_one_spelling_of_accents() -> None:
    assert clean_name("Hòa Bình") == "Hòa Bình"


def test_an_accent_behind_an_invisible_mark_joins_its_letter() -> None:
    assert clean_name("e\u200b\u0301") == clean_number("e\u200b\u0301") == "é"
    assert clean_name(f"e{JOINER}\u0301") == "é"


def test_lines_are_cleaned_one_by_one() -> None:
    assert clean_lines(" 1 High  Street \r\n\r\n\u200bLondon ") == "1 High Street\nLondon"


@given(st.text())
def test_cleaning_twice_is_cleaning_once_and_leaves_nothing_invisible(text: str) -> None:
    name, number = clean_name(text), clean_number(text)
    assert clean_name(name) == name
    assert clean_number(number) == number
    assert number.isprintable()
    assert all(sign.isprintable() or sign in "\u200c\u200d" for sign in name)
    assert name == unicodedata.normalize("NFC", name)
