"""A column decides the form of its dates; each cell is a day that exists or is refused with a reason."""

import datetime
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recoup.formats.tables.values import (
    Calendar,
    DateForm,
    DateStyle,
    agreed_date_styles,
    date_parser,
    guess_date_style,
    parse_date,
)
from recoup.formats.tables.values import dates as texts
from recoup.kernel import solar_hijri
from recoup.kernel.sentences import Sentence


def read(*column: str) -> list[date | str | None]:
    parse = date_parser(guess_date_style(column) or DateStyle())
    return [found.text if isinstance(found, Sentence) else found for found in map(parse, column)]


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("2026-01-31", date(2026, 1, 31)),
        ("2026/1/31", date(2026, 1, 31)),
        ("31.01.2026", date(2026, 1, 31)),
        ("31/01/2026", date(2026, 1, 31)),
        ("31-1-2026", date(2026, 1, 31)),
        ("1/31/2026", date(2026, 1, 31)),
        ("20260131", date(2026, 1, 31)),
        ("20260131143000", date(2026, 1, 31)),
        ("31012026", date(2026, 1, 31)),
        ("2025/12/03  14:06:51", date(2025, 12, 3)),
        ("2026-01-31T23:59:59Z", date(2026, 1, 31)),
        ("2023-02-12 21:32:14 ", date(2023, 2, 12)),
        ("2026年8月5日", date(2026, 8, 5)),
        ("۱۴۰۵/۰۶/۰۲", date(2026, 8, 24)),
        ("1405/06/02", date(2026, 8, 24)),
        ("۲ شهریور ۱۴۰۵", date(2026, 8, 24)),
        ("45292", date(2024, 1, 1)),
        ("45292.75", date(2024, 1, 1)),
        ("31 Jan 2026", date(2026, 1, 31)),
        ("31-Jan-26", date(2026, 1, 31)),
        ("January 31, 2026", date(2026, 1, 31)),
        ("Sat, 31 January 2026", date(2026, 1, 31)),
        ("5 stycznia 2026", date(2026, 1, 5)),
        ("ngày 5 tháng 8 năm 2026", date(2026, 8, 5)),
        ('="20230212"', date(2023, 2, 12)),
        ("31.12.26", date(2026, 12, 31)),
    ],
)
def test_dates_of_many_forms(cell, expected):
    assert read(cell) == [expected]


@pytest.mark.parametrize(
    "cell", ["", "-", "n/a", "00000000", "00.00.0000", "0000-00-00", "0000-00-00 00:00:00"]
)
def test_cells_that_say_nothing(cell):
    assert parse_date(cell, DateStyle()) is None


def test_days_that_do_not_exist_are_refused():
    assert read("2026-02-28", "2026-02-30", "2026-13-01")[1:] == [texts.NO_SUCH_DAY] * 2


@pytest.mark.parametrize("cell", ["0202-05-01", "1889-05-01", "2101-01-01", "202-05-01", "9999-12-31"])
def test_years_out_of_reason_are_refused(cell):
    assert read("2026-01-31", cell)[1] == texts.STRANGE_YEAR


@pytest.mark.parametrize("cell", ["abc", "INV-1", "12.50", "31/01", "2026-01-31 or so"])
def test_what_is_no_date_is_refused(cell):
    assert read("2026-01-31", cell)[1] == texts.NOT_A_DATE


def test_one_cell_settles_the_whole_column():
    assert read("02/08/2026", "13/04/2026")[0] == date(2026, 8, 2)
    assert read("02/08/2026", "04/13/2026")[0] == date(2026, 2, 8)
    assert guess_date_style(["02/08/2026", "13/04/2026"]).is_certain


def test_a_cell_against_its_column_is_refused():
    assert read(*["13/04/2026"] * 9, "04/13/2026")[-1] == texts.NO_SUCH_DAY


def test_day_or_month_first_is_asked():
    style = guess_date_style(["02/08/2026", "03/04/2026"])
    assert (style.form, style.is_certain) == (DateForm.DMY, False)
    assert style.question.values["chosen"] == date(2026, 8, 2)
    assert style.question.values["other"] == date(2026, 2, 8)
    assert guess_date_style(["02/08/2026"], prefer=DateForm.MDY).form is DateForm.MDY


def test_dots_are_never_american():
    assert guess_date_style(["02.08.2026"]) == DateStyle(DateForm.DMY)
    assert guess_date_style(["02.08.2026"]).is_certain


def test_short_years_are_asked_about_unless_only_one_reading_is_left():
    assert not guess_date_style(["01/04/20", "02/04/20"]).is_certain
    assert guess_date_style(["31/12/99", "25/11/98"]).is_certain
    assert read("31/12/99", "25/11/98") == [date(1999, 12, 31), date(1998, 11, 25)]


def test_a_doubtful_column_follows_its_certain_neighbor():
    styles = {
        "issue_date": guess_date_style(["1/15/2013"]),
        "due_date": guess_date_style(["2/1/2013"]),
    }
    agreed = agreed_date_styles(styles)
    assert agreed["due_date"] == DateStyle(DateForm.MDY)
    assert agreed["due_date"].is_certain


def test_iso_cells_among_others_are_still_iso():
    assert read("2026-01-05", "25/06/2026") == [date(2026, 1, 5), date(2026, 6, 25)]


def test_serials_of_the_macintosh_by_choice():
    assert parse_date("43830", DateStyle(DateForm.SERIAL_1904)) == date(2024, 1, 1)


def test_a_column_of_anything_else_has_no_form():
    assert guess_date_style(["Acme", "Beta"]) is None
    assert guess_date_style(["", "-"]) is None
    assert guess_date_style(["12.50", "7", "9999999"]) is None


def test_a_saved_style_is_the_same_style():
    style = DateStyle(DateForm.DMY, Calendar.SOLAR_HIJRI)
    assert DateStyle.from_json(style.to_json()) == style


DAYS = st.dates(date(1990, 1, 1), date(2100, 12, 31))


@given(
    days=st.lists(DAYS, min_size=1, max_size=30),
    pattern=st.sampled_from(
        [
            "%Y-%m-%d",
            "%Y/%m/%d",
            "%Y.%m.%d",
            "%Y%m%d",
            "%d.%m.%Y",
            "%d %b %Y",
            "%B %d, %Y",
            "%Y年%m月%d日",
            "%Y-%m-%d %H:%M:%S",
        ]
    ),
    digits=st.sampled_from(["0123456789", "۰۱۲۳۴۵۶۷۸۹", "０１２３４５６７８９"]),
)
def test_any_day_in_an_unambiguous_form_is_read_back(days, pattern, digits):
    column = [day.strftime(pattern).translate(str.maketrans("0123456789", digits)) for day in days]
    assert read(*column) == days


@given(days=st.lists(DAYS, min_size=1, max_size=30), pattern=st.sampled_from(["%d/%m/%Y", "%m/%d/%Y"]))
def test_a_form_in_doubt_is_asked_or_right(days, pattern):
    column = [day.strftime(pattern) for day in days]
    style = guess_date_style(column)
    if style.is_certain:
        assert [parse_date(text, style) for text in column] == days


@given(days=st.lists(st.dates(date(1991, 4, 1), date(2100, 3, 1)), min_size=1, max_size=30))
def test_any_solar_hijri_day_is_read_back(days):
    column = ["{:04d}/{:02d}/{:02d}".format(*solar_hijri.from_gregorian(day)) for day in days]
    assert read(*column) == days
    assert read(*(text.translate(str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")) for text in column)) == days


def test_reading_is_fast_because_days_repeat():
    parse = date_parser(DateStyle())
    first = parse("2026-01-31")
    assert parse("2026-01-31") is first
    assert isinstance(first, datetime.date)
