"""Amounts, numbers, dates and sentences are shown as the person reads."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from decimal import Decimal

from django.template import engines

from recoup.kernel.money import Money
from recoup.kernel.sentences import Sentence
from recoup.plumbing.localization import Reader
from recoup.web.shared.reading import Reading, reading_as

ENGLISH = Reading(Reader("en", "gregorian", "latin"), "Europe/London")
PERSIAN = Reading(Reader("fa", "solar_hijri", "native"), "Asia/Tehran")


def shown(template: str, **context: object) -> str:
    return engines["django"].from_string(template).render(context)


@contextmanager
def read_by(reading: Reading) -> Iterator[None]:
    with reading_as(reading):
        yield


def test_an_english_reader() -> None:
    with read_by(ENGLISH):
        assert shown("{{ m|money }}", m=Money(Decimal("1234.5"), "USD")) == "<bdi>1,234.50\u00a0USD</bdi>"
        assert shown("{{ m|amount }}", m=Money(Decimal("-1234.5"), "USD")) == "<bdi>-1,234.50</bdi>"
        assert shown("{{ n|number }}", n=1204) == "<bdi>1,204</bdi>"
        assert shown("{{ s|percent }}", s=Decimal("0.262")) == "<bdi>26.2%</bdi>"
        assert shown("{{ d|day }}", d=date(2026, 11, 22)) == "<bdi>22 Nov 2026</bdi>"
        assert "09:30" in shown("{{ i|instant }}", i=datetime(2026, 11, 22, 9, 30, tzinfo=UTC))


def test_a_persian_reader() -> None:
    with read_by(PERSIAN):
        assert "۱٬۲۰۴" in shown("{{ n|number }}", n=1204)
        assert "۱ آذر ۱۴۰۵" in shown("{{ d|day }}", d=date(2026, 11, 22))
        assert "۱۳:۰۰" in shown("{{ i|instant }}", i=datetime(2026, 11, 22, 9, 30, tzinfo=UTC))


def test_nothing_is_shown_as_nothing() -> None:
    for name in ("money", "amount", "number", "percent", "day", "instant", "sentence"):
        assert shown("{{ nothing|" + name + " }}", nothing=None) == ""


def test_a_name_in_a_sentence_cannot_become_markup() -> None:
    with read_by(ENGLISH):
        html = shown("{{ s|sentence }}", s=Sentence("Paid by {name}.", {"name": "<script>alert(1)</script>"}))
    assert "<script>" not in html and "&lt;script&gt;" in html


def test_part_of_a_page_can_be_read_by_somebody_else() -> None:
    with read_by(ENGLISH):
        html = shown(
            "{{ n|number }}{% reading how %}{{ n|number }}{% endreading %}{{ n|number }}", n=12, how=PERSIAN
        )
    assert html == "<bdi>12</bdi><bdi>۱۲</bdi><bdi>12</bdi>"
