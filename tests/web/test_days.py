"""Days are entered in the reader's own calendar and digits."""

from datetime import date

import pytest
from django import forms

from recoup.plumbing.localization import Reader
from recoup.web.shared.days import DayField, read_day
from recoup.web.shared.reading import Reading, reading_as


class DayForm(forms.Form):
    """A form with a day."""

    day = DayField(required=False)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-03-02", date(2026, 3, 2)),
        ("2026/3/2", date(2026, 3, 2)),
        (" 1404/12/11 ", date(2026, 3, 2)),
        ("۱۴۰۴/۱۲/۱۱", date(2026, 3, 2)),
        ("1404.12.11", date(2026, 3, 2)),
        ("2026-02-30", None),
        ("1404/13/01", None),
        ("02.03.2026", None),
        ("soon", None),
        ("", None),
    ],
)
def test_years_tell_the_calendar(text: str, day: date | None) -> None:
    assert read_day(text) == day


def test_a_gregorian_reader_picks_the_day() -> None:
    with reading_as(Reading(Reader.for_language("en"), "UTC")):
        html = str(DayForm(initial={"day": date(2026, 3, 2)})["day"])
    assert 'type="date"' in html and 'value="2026-03-02"' in html


def test_a_persian_reader_writes_it() -> None:
    with reading_as(Reading(Reader.for_language("fa"), "UTC")):
        html = str(DayForm(initial={"day": date(2026, 3, 2)})["day"])
    assert 'type="text"' in html and 'value="۱۴۰۴/۱۲/۱۱"' in html


def test_what_is_no_day_is_said_and_kept() -> None:
    form = DayForm({"day": "1404/13/01"})
    assert not form.is_valid()
    assert "1404/13/01" in str(form["day"])
    assert DayForm({"day": ""}).is_valid()
