"""The frame around every page: who gets in, what the rail shows, what is said when something is missing or broken."""

import pytest
from django.test import Client, override_settings
from django.urls import reverse

from recoup.team.types import Role
from recoup.web.health import views as health_views
from tests.people import make_cast, make_entity, make_person
from tests.web.conftest import Desk

HTMX = {"HX-Request": "true"}
pytestmark = pytest.mark.django_db


def test_a_stranger_is_sent_to_the_sign_in(stranger: Client) -> None:
    answer = stranger.get("/team/")
    assert answer.status_code == 302
    assert answer["Location"] == "/account/sign-in?next=/team/"


def test_an_expired_session_sends_the_whole_page_to_the_sign_in(stranger: Client) -> None:
    answer = stranger.get("/team/", headers=HTMX)
    assert answer.status_code == 200
    assert answer["HX-Redirect"].startswith("/account/sign-in")
    assert "Location" not in answer


def test_pages_load_only_our_own_files_and_are_kept_by_nobody(desk: Desk) -> None:
    answer = desk(make_cast().alice).get("/team/")
    policy = answer["Content-Security-Policy"]
    assert "default-src 'none'" in policy and "unsafe" not in policy
    assert answer["Cache-Control"] == "no-store"
    assert "HX-Request" in answer["Vary"] and answer["X-Frame-Options"] == "DENY"


def test_the_rail_shows_what_one_may_see(desk: Desk) -> None:
    cast = make_cast(Role.MANAGER)
    manager = desk(cast.alice).get("/preferences/").content.decode()
    admin = desk(make_person("Ada", Role.ADMINISTRATOR)).get("/preferences/").content.decode()
    assert 'href="/approvals/"' in manager and 'href="/approvals/"' not in admin
    assert 'href="/team/"' in manager and 'href="/team/"' in admin


def test_the_first_page_is_one_that_the_person_may_see(desk: Desk) -> None:
    nobody = make_person("Nobody")
    assert desk(nobody).get("/")["Location"] == "/preferences/"


@pytest.mark.parametrize("path", ["/approvals/", "/team/", "/health/", "/team/people/add"])
def test_without_the_right_there_is_nothing(desk: Desk, path: str) -> None:
    assert desk(make_person("Nobody")).get(path).status_code == 404


def test_an_unknown_page_is_said_to_be_missing(desk: Desk) -> None:
    answer = desk(make_cast().alice).get("/no-such-page")
    assert answer.status_code == 404
    assert "There is no such page" in answer.content.decode()


def test_a_missing_fragment_leaves_the_page_and_says_why(desk: Desk) -> None:
    answer = desk(make_cast().alice).get("/no-such-page", headers=HTMX)
    assert answer.status_code == 404
    assert answer["HX-Reswap"] == "none"
    html = answer.content.decode()
    assert 'hx-swap-oob="beforeend:#toasts"' in html and "<html" not in html


def test_a_refusal_is_a_sentence_of_the_operation(desk: Desk) -> None:
    ada = make_person("Ada", Role.ADMINISTRATOR)
    answer = desk(ada).post(reverse("team:close", args=[ada.id]), headers=HTMX)
    assert answer.status_code == 403
    assert "another administrator must do it" in answer.content.decode()


def test_a_fault_shows_no_trace(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def break_down() -> None:
        raise RuntimeError("secret detail")

    monkeypatch.setattr(health_views.health, "database_state", break_down)
    client = desk(make_cast().alice)
    client.raise_request_exception = False
    answer = client.get("/health/")
    assert answer.status_code == 500
    assert "the fault is ours" in answer.content.decode() and "secret detail" not in answer.content.decode()


def test_a_forged_form_is_refused(desk: Desk) -> None:
    signed_in = desk(make_cast().alice)
    client = Client(enforce_csrf_checks=True)
    client.cookies = signed_in.cookies
    answer = client.post("/preferences/theme", {"theme": "dark"})
    assert answer.status_code == 403
    assert "open too long" in answer.content.decode()


def test_a_page_speaks_the_persons_language(desk: Desk) -> None:
    client = desk(make_cast().alice)
    client.post("/preferences/language", {"language": "fa"})
    html = client.get("/team/").content.decode()
    assert '<html lang="fa" dir="rtl"' in html


def test_htmx_gets_the_fragment_alone(desk: Desk) -> None:
    client = desk(make_cast().alice)
    fragment = client.get("/team/?q=bo", headers=HTMX).content.decode()
    assert "<html" not in fragment and "Bob" in fragment and "Alice" not in fragment
    for headers in (HTMX | {"HX-Boosted": "true"}, HTMX | {"HX-History-Restore-Request": "true"}, {}):
        assert "<html" in client.get("/team/", headers=headers).content.decode()


def test_one_entity_or_all_can_be_chosen(desk: Desk) -> None:
    first, second = make_entity("ONE"), make_entity("TWO", "VN")
    manager = make_person("Mia", Role.MANAGER)
    client = desk(manager)
    answer = client.post("/scope", {"entity": second.id, "next": "/team/"})
    assert answer.status_code == 303 and answer["Location"] == "/team/"
    assert client.session["scope"] == {"entity_id": second.id, "time_zone": "Asia/Ho_Chi_Minh"}
    assert client.get("/team/").wsgi_request.entity_ids == {second.id}
    client.post("/scope", {"entity": ""})
    assert client.get("/team/").wsgi_request.entity_ids == {first.id, second.id}


def test_an_entity_of_others_cannot_be_chosen(desk: Desk) -> None:
    cast = make_cast()
    client = desk(cast.alice)
    assert client.post("/scope", {"entity": cast.other_entity.id}).status_code == 404
    assert client.post("/scope", {"entity": "none"}).status_code == 404
    assert client.get("/scope").status_code == 405


def test_nobody_is_led_away_from_here(desk: Desk) -> None:
    answer = desk(make_cast().alice).post("/scope", {"entity": "", "next": "https://elsewhere.example/"})
    assert answer["Location"] == "/"


def test_the_business_day_can_be_named(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RECOUP_TODAY", "2026-11-22")
    assert "22 Nov 2026" in desk(make_cast().alice).get("/team/").content.decode()


@override_settings(ALLOWED_HOSTS=["testserver"])
def test_the_probe_is_open_and_says_little(stranger: Client) -> None:
    answer = stranger.get("/health/live")
    assert answer.status_code == 200
    assert answer.json() == {"database": "up"}
