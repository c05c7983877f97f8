"""People decide for themselves how the desk reads and looks."""

import pytest

from recoup.team import queries as team
from recoup.team.types import CalendarSystem, Digits, Theme
from tests.people import make_cast, make_person
from tests.web.conftest import Desk

pytestmark = pytest.mark.django_db
WANTED = {
    "language": "pl",
    "calendar": "gregorian",
    "digits": "latin",
    "theme": "dark",
    "time_zone": "Europe/Warsaw",
}


def test_the_page_shows_how_it_is(desk: Desk) -> None:
    html = desk(make_cast().alice).get("/preferences/").content.decode()
    assert "1,234,567.50" in html and 'value="en"' in html


def test_preferences_are_kept(desk: Desk) -> None:
    alice = make_cast().alice
    client = desk(alice)
    answer = client.post("/preferences/", WANTED)
    assert answer.status_code == 302
    kept = team.preferences(alice.id)
    assert (kept.language, kept.theme, kept.time_zone) == ("pl", Theme.DARK, "Europe/Warsaw")
    assert 'data-theme="dark"' in client.get("/preferences/").content.decode()


@pytest.mark.parametrize(
    "wrong", [{"language": "xx"}, {"time_zone": "Mars/Base"}, {"theme": ""}, {"calendar": "lunar"}]
)
def test_wrong_preferences_are_refused_on_the_form(desk: Desk, wrong: dict[str, str]) -> None:
    alice = make_cast().alice
    answer = desk(alice).post("/preferences/", WANTED | wrong)
    assert answer.status_code == 422
    assert "aria-invalid" in answer.content.decode()
    assert team.preferences(alice.id).language == "en"


def test_the_preview_reads_as_it_would(desk: Desk) -> None:
    client = desk(make_cast().alice)
    persian = WANTED | {"language": "fa", "calendar": "solar_hijri", "digits": "native"}
    html = client.get("/preferences/preview", persian, headers={"HX-Request": "true"}).content.decode()
    assert "۱٬۲۰۴" in html and 'dir="rtl"' in html and "<html" not in html
    assert client.get("/preferences/preview", {"language": "xx"}).status_code == 404


def test_a_language_from_the_menu_brings_its_calendar_and_digits(desk: Desk) -> None:
    alice = make_cast().alice
    client = desk(alice)
    answer = client.post("/preferences/language", {"language": "fa", "next": "/team/"})
    assert answer["Location"] == "/team/"
    kept = team.preferences(alice.id)
    assert (kept.language, kept.calendar, kept.digits) == ("fa", CalendarSystem.SOLAR_HIJRI, Digits.NATIVE)
    assert client.post("/preferences/language", {"language": "xx"}).status_code == 404
    assert client.get("/preferences/language").status_code == 405


def test_a_theme_from_the_menu(desk: Desk) -> None:
    nobody = make_person("Nobody")
    client = desk(nobody)
    assert (
        client.post("/preferences/theme", {"theme": "dark"}, headers={"HX-Request": "true"}).status_code
        == 204
    )
    assert client.post("/preferences/theme", {"theme": "light"}).status_code == 302
    assert team.preferences(nobody.id).theme is Theme.LIGHT
    assert client.post("/preferences/theme", {"theme": "pink"}).status_code == 404
    assert client.get("/preferences/theme").status_code == 405
