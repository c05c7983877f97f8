"""Signing in: password, second step, recovery codes, and the language before anybody is known."""

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.contrib.auth import get_user_model
from django.http import HttpResponse
from django.test import Client

from recoup.kernel.actor import Actor
from recoup.team import operations as team
from recoup.team.types import Role
from tests.people import NOW, PASSWORD, PROGRAM, make_person
from tests.web.conftest import Desk

pytestmark = pytest.mark.django_db
SIGN_IN = "/account/sign-in"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


@pytest.fixture
def bob() -> Actor:
    return make_person("Bob", Role.MANAGER, password=PASSWORD)


def enter(client: Client, password: str = PASSWORD) -> HttpResponse:
    return client.post(SIGN_IN, {"login": "bob@example.com", "password": password})


def code() -> str:
    return format_hotp_value(hotp_value(SECRET, next(yield_hotp_counters_from_time())))


def switch_second_step_on(actor: Actor) -> None:
    user = get_user_model().objects.get(pk=actor.id)
    TOTP.activate(user, SECRET)
    RecoveryCodes.activate(user)


def test_with_the_right_password_one_is_in(stranger: Client, bob: Actor) -> None:
    answer = enter(stranger)
    assert answer.status_code == 302 and answer["Location"] == "/"
    assert stranger.get("/team/").status_code == 200


@pytest.mark.parametrize("password", ["wrong", ""])
def test_with_a_wrong_one_not(stranger: Client, bob: Actor, password: str) -> None:
    answer = enter(stranger, password)
    assert "_auth_user_id" not in stranger.session
    assert "errors" in answer.content.decode() or "error" in answer.content.decode()


def test_a_wrong_password_and_an_unknown_person_sound_alike(stranger: Client, bob: Actor) -> None:
    wrong = enter(stranger, "wrong password").content.decode()
    unknown = stranger.post(
        SIGN_IN, {"login": "eve@example.com", "password": "wrong password"}
    ).content.decode()
    assert "E-mail address or password is not right." in wrong
    assert "E-mail address or password is not right." in unknown


def test_guessing_is_stopped(stranger: Client, bob: Actor) -> None:
    answers = [enter(stranger, f"wrong password {n}").content.decode() for n in range(7)]
    assert "Too many attempts" in answers[-1]


def test_a_closed_account_does_not_open(stranger: Client, bob: Actor) -> None:
    team.deactivate_user(user_id=bob.id, actor=PROGRAM, now=NOW)
    enter(stranger)
    assert "_auth_user_id" not in stranger.session


def test_nobody_signs_up_and_no_password_goes_by_mail(stranger: Client) -> None:
    for path in ("/account/signup/", "/account/password/reset/", "/account/email/"):
        assert stranger.get(path).status_code == 404


def test_the_second_step_is_asked_for(stranger: Client, bob: Actor) -> None:
    switch_second_step_on(bob)
    answer = enter(stranger)
    assert answer["Location"].startswith("/account/second-step/code")
    assert stranger.get("/team/").status_code == 302
    assert (
        "This code is not right"
        in stranger.post("/account/second-step/code", {"code": "000000"}).content.decode()
    )
    assert stranger.post("/account/second-step/code", {"code": code()}).status_code == 302
    assert stranger.get("/team/").status_code == 200


def test_a_recovery_code_opens_once(stranger: Client, bob: Actor) -> None:
    switch_second_step_on(bob)
    stored = Authenticator.objects.get(user_id=bob.id, type=Authenticator.Type.RECOVERY_CODES)
    recovery = stored.wrap().get_unused_codes()[0]
    for expected in (302, 200):
        client = Client()
        enter(client)
        assert client.post("/account/second-step/code", {"code": recovery}).status_code == expected


def test_the_second_step_is_switched_on_and_off(stranger: Client, bob: Actor) -> None:
    enter(stranger)
    stranger.post("/account/confirm", {"password": PASSWORD})
    page = stranger.get("/account/second-step/switch-on")
    html = page.content.decode()
    assert "data:image/svg+xml" in html
    secret = page.context["form"].secret
    value = format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time())))
    answer = stranger.post("/account/second-step/switch-on", {"code": value})
    assert answer["Location"] == "/account/second-step/recovery"
    assert stranger.get("/account/second-step/recovery").content.decode().count("<li>") >= 10
    assert "attachment" in stranger.get("/account/second-step/recovery/file")["Content-Disposition"]
    assert "Switch off" in stranger.get("/account/second-step").content.decode()
    assert stranger.get("/account/second-step/recovery/new").status_code == 200
    assert stranger.post("/account/second-step/recovery/new").status_code == 302
    assert stranger.get("/account/second-step/switch-off").status_code == 200
    stranger.post("/account/second-step/switch-off")
    assert not Authenticator.objects.filter(user_id=bob.id, type=Authenticator.Type.TOTP).exists()


def test_the_password_is_changed_by_whoever_knows_it(stranger: Client, bob: Actor) -> None:
    enter(stranger)
    new = {"password1": "another horse battery", "password2": "another horse battery"}
    wrong = stranger.post("/account/password", {"oldpassword": "wrong"} | new)
    assert "Please type your present password." in wrong.content.decode()
    assert stranger.post("/account/password", {"oldpassword": PASSWORD} | new).status_code == 302
    assert enter(Client(), "another horse battery").status_code == 302


def test_old_sign_ins_confirm_before_they_change_what_protects(bob: Actor, desk: Desk) -> None:
    client = desk(bob)
    answer = client.get("/account/second-step/switch-on")
    assert answer.status_code == 302 and answer["Location"].startswith("/account/confirm")
    assert "Confirm that it is you" in client.get(answer["Location"]).content.decode()
    wrong = client.post("/account/confirm", {"password": "wrong"}).content.decode()
    assert "This password is not right." in wrong


def test_one_signs_out(stranger: Client, bob: Actor) -> None:
    enter(stranger)
    assert "Sign out" in stranger.get("/account/sign-out").content.decode()
    assert stranger.post("/account/sign-out")["Location"] == SIGN_IN
    assert stranger.get("/team/").status_code == 302


@pytest.mark.parametrize(
    ("accepted", "language", "direction"),
    [
        ("fa-IR", "fa", "rtl"),
        ("zh-CN", "zh-Hans", "ltr"),
        ("vi", "vi", "ltr"),
        ("de", "en", "ltr"),
        ("", "en", "ltr"),
    ],
)
def test_the_page_speaks_as_the_browser_asks(
    stranger: Client, accepted: str, language: str, direction: str
) -> None:
    html = stranger.get(SIGN_IN, headers={"Accept-Language": accepted}).content.decode()
    assert f'<html lang="{language}" dir="{direction}"' in html


def test_another_language_can_be_chosen_before_the_sign_in(stranger: Client) -> None:
    answer = stranger.get("/account/language/pl", {"next": "/account/sign-in?next=/team/"})
    assert answer["Location"] == "/account/sign-in?next=/team/"
    assert '<html lang="pl"' in stranger.get(SIGN_IN).content.decode()
    assert stranger.get("/account/language/xx").status_code == 404
    assert stranger.get("/account/language/pl", {"next": "//elsewhere.example"})["Location"] == SIGN_IN
    assert stranger.post("/account/language/pl").status_code == 405


def test_a_signed_in_persons_language_rules(stranger: Client, bob: Actor) -> None:
    enter(stranger)
    html = stranger.get("/team/", headers={"Accept-Language": "fa"}).content.decode()
    assert '<html lang="en"' in html
