"""Signing in and making oneself at home, in a real browser."""

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from playwright.sync_api import Page, expect

from recoup.team import queries as team
from recoup.team.types import Role, Theme
from tests.browser.conftest import SignIn, make_colleague
from tests.people import PASSWORD, make_entity

pytestmark = pytest.mark.django_db(transaction=True)


def test_one_signs_in_and_out(page: Page, sign_in: SignIn) -> None:
    make_entity()
    mia = make_colleague("Mia", Role.MANAGER)
    sign_in(page, mia)
    expect(page.locator(".rail [aria-current=page]")).to_be_visible()
    page.click(".menu:not(.start) > summary")
    page.click("text=Sign out")
    expect(page).to_have_title("Sign in · Recoup")
    page.goto("/team/")
    expect(page.locator("h1")).to_have_text("Sign in")


def test_a_wrong_password_is_said(page: Page) -> None:
    make_colleague("Mia", Role.MANAGER)
    page.goto("/team/")
    page.fill("input[name=login]", "mia@example.com")
    page.fill("input[name=password]", "not my password")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_have_text("E-mail address or password is not right.")


def test_the_second_step_from_start_to_end(page: Page, sign_in: SignIn) -> None:
    mia = make_colleague("Mia", Role.MANAGER)
    sign_in(page, mia)
    page.goto("/account/second-step")
    page.click("text=Switch on")
    page.fill("input[name=password]", PASSWORD)
    page.click("main button[type=submit]")
    expect(page.locator("img.qr")).to_be_visible()
    secret = page.locator("main code").inner_text()
    page.fill("input[name=code]", code(secret))
    page.click("main button[type=submit]")
    expect(page.locator(".codes li")).to_have_count(10)
    page.context.clear_cookies()

    page.goto("/account/sign-in")
    page.fill("input[name=login]", "mia@example.com")
    page.fill("input[name=password]", PASSWORD)
    page.click("main button[type=submit]")
    expect(page.locator("h1")).to_have_text("Second step")
    page.fill("input[name=code]", "123")
    page.click("main button:has-text('Sign in')")
    expect(page.locator(".error")).to_contain_text("This code is not right")
    page.fill("input[name=code]", code(secret, ahead=1))
    page.click("main button:has-text('Sign in')")
    expect(page.locator(".rail")).to_be_visible()


def code(secret: str, ahead: int = 0) -> str:
    """Return a code of the authenticator app, `ahead` periods from now: no code opens twice."""
    counters = sorted(yield_hotp_counters_from_time())
    return format_hotp_value(hotp_value(secret, counters[len(counters) // 2] + ahead))


def test_the_language_changes_the_whole_desk(page: Page, sign_in: SignIn) -> None:
    mia = make_colleague("Mia", Role.MANAGER)
    sign_in(page, mia)
    page.goto("/team/")
    page.click(".menu:not(.start) > summary")
    page.click("button[lang=fa]")
    expect(page.locator("html")).to_have_attribute("dir", "rtl")
    rail, main = page.locator(".rail").bounding_box(), page.locator("main").bounding_box()
    assert rail is not None and main is not None and rail["x"] > main["x"]
    page.click(".menu:not(.start) > summary")
    page.click("button[lang=en]")
    expect(page.locator("html")).to_have_attribute("dir", "ltr")


def test_the_sign_in_page_speaks_five_languages(page: Page) -> None:
    page.goto("/account/sign-in")
    for language in ("vi", "zh-Hans", "fa", "pl", "en"):
        page.click(f".languages a[lang={language}]")
        expect(page.locator("html")).to_have_attribute("lang", language)


def test_the_theme_changes_at_once_and_stays(page: Page, sign_in: SignIn) -> None:
    mia = make_colleague("Mia", Role.MANAGER)
    sign_in(page, mia)
    page.goto("/team/")
    page.click(".menu:not(.start) > summary")
    with page.expect_response("**/preferences/theme"):
        page.click("[data-set-theme=dark]")
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(20, 24, 21)"
    page.reload()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    assert team.preferences(mia.id).theme is Theme.DARK
