"""The frame around every page in a real browser: keyboard, dialogs, notices, small screens."""

import re

import pytest
from playwright.sync_api import Page, expect

from recoup.kernel.actor import Actor
from recoup.team.types import Role
from tests.browser.conftest import SignIn, make_colleague
from tests.people import make_entity, make_person

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def ada(page: Page, sign_in: SignIn) -> Actor:
    """Ada administers, is signed in and looks at the team, where Bob and Carol are, too."""
    make_entity("ACME")
    make_entity("BOLT", "VN")
    ada = make_colleague("Ada", Role.ADMINISTRATOR)
    make_person("Bob", Role.COLLECTOR)
    make_person("Carol", Role.MANAGER)
    sign_in(page, ada)
    page.goto("/team/")
    return ada


def test_rows_are_walked_and_opened_by_keyboard(page: Page, ada: Actor) -> None:
    page.keyboard.press("j")
    page.keyboard.press("j")
    expect(page.locator("[data-row][aria-current=true]")).to_contain_text("Bob")
    page.keyboard.press("k")
    expect(page.locator("[data-row][aria-current=true]")).to_contain_text("Ada")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_contain_text("Bob")


def test_keys_are_letters_where_one_writes(page: Page, ada: Actor) -> None:
    page.focus("#q")
    page.keyboard.type("jn?")
    expect(page.locator("#q")).to_have_value("jn?")
    expect(page.locator("#shortcuts")).not_to_be_visible()


def test_the_list_of_keys(page: Page, ada: Actor) -> None:
    page.keyboard.press("?")
    expect(page.locator("#shortcuts")).to_contain_text("Add a person")
    page.keyboard.press("Escape")
    expect(page.locator("#shortcuts")).not_to_be_visible()
    page.keyboard.press("n")
    expect(page.locator("h1")).to_have_text("Add a person")


def test_search_as_one_types_changes_only_the_list(page: Page, ada: Actor) -> None:
    page.evaluate("document.documentElement.dataset.untouched = 'yes'")
    page.fill("#q", "carol")
    expect(page.locator("[data-row]")).to_have_count(1)
    expect(page).to_have_url(re.compile(r"/team/\?q=carol$"))
    page.click("[data-open]")
    expect(page.locator("h1")).to_contain_text("Carol")
    expect(page).to_have_url(re.compile(r"/team/people/\d+$"))
    page.go_back()
    expect(page.locator("[data-row]")).to_have_count(1)
    assert page.evaluate("document.documentElement.dataset.untouched") == "yes"


def test_of_two_pages_asked_for_only_the_last_one_comes(page: Page, ada: Actor) -> None:
    page.route("**/health/", lambda route: None)
    page.click(".rail a[href='/health/']")
    with page.expect_event("requestfailed", lambda request: request.url.endswith("/health/")):
        page.click(".rail a[href='/preferences/']")
    expect(page.locator("h1")).to_have_text("Preferences")
    expect(page).to_have_url(re.compile(r"/preferences/$"))


def test_an_act_is_done_without_a_new_page_and_said(page: Page, ada: Actor) -> None:
    page.evaluate("document.documentElement.dataset.untouched = 'yes'")
    page.click("text=Bob")
    page.click("text=Close the account")
    expect(page.locator(".toast")).to_contain_text("The account was closed")
    expect(page.locator("h1")).to_contain_text("account closed")
    page.click(".toast [data-dismiss]")
    expect(page.locator(".toast")).to_have_count(0)
    assert page.evaluate("document.documentElement.dataset.untouched") == "yes"


def test_a_refused_form_keeps_what_was_entered(page: Page, ada: Actor) -> None:
    page.goto("/team/people/add")
    page.fill("input[name=name]", "Dora")
    page.fill("input[name=email]", "ada@example.com")
    page.fill("input[name=password]", "correct horse battery")
    page.click("text=Make the account")
    expect(page.get_by_role("alert")).to_contain_text("Somebody already signs in")
    expect(page.locator("input[name=name]")).to_have_value("Dora")


def test_one_entity_is_chosen_in_the_top_bar(page: Page, ada: Actor) -> None:
    page.click(".menu.start > summary")
    page.click(".menu.start button:has-text('BOLT')")
    expect(page.locator(".menu.start > summary")).to_contain_text("BOLT")
    expect(page.locator("h1")).to_have_text("Team")


def test_a_missing_page_says_so(page: Page, ada: Actor) -> None:
    page.goto("/no-such-page")
    expect(page.locator("h1")).to_have_text("Not found")
    page.click("main a.btn")
    expect(page.locator(".rail [aria-current=page]")).to_be_visible()


@pytest.mark.parametrize(
    "path", ["/team/", "/team/people/add", "/team/entities", "/preferences/", "/health/"]
)
def test_a_phone_shows_every_page_without_scrolling_sideways(page: Page, ada: Actor, path: str) -> None:
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(path)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    rail = page.locator(".rail").bounding_box()
    assert rail is not None and rail["y"] > 600


def test_the_preview_of_preferences_follows_the_choice(page: Page, ada: Actor) -> None:
    page.goto("/preferences/")
    expect(page.locator("#preview")).to_contain_text("1,204")
    page.check("input[name=language][value=fa]", force=True)
    page.check("input[name=digits][value=native]", force=True)
    expect(page.locator("#preview")).to_contain_text("۱٬۲۰۴")


UNNAMED = """() => [...document.querySelectorAll("button, a[href], input, select, textarea, summary")]
    .filter((e) => e.getClientRects().length && e.type !== "hidden")
    .filter((e) => !(e.textContent.trim() || e.ariaLabel || e.labels?.length || e.title))
    .map((e) => e.outerHTML.slice(0, 120))"""


@pytest.mark.parametrize(
    "path",
    ["/team/", "/team/people/add", "/team/entities/add", "/preferences/", "/health/", "/account/second-step"],
)
def test_every_control_has_a_name_and_every_page_one_heading(page: Page, ada: Actor, path: str) -> None:
    page.goto(path)
    assert page.evaluate(UNNAMED) == []
    expect(page.locator("h1")).to_have_count(1)
    levels = [
        int(name[1]) for name in page.locator("h1, h2, h3").evaluate_all("all => all.map(e => e.tagName)")
    ]
    assert levels[0] == 1


def test_the_first_stop_of_the_keyboard_skips_the_rail(page: Page, ada: Actor) -> None:
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#main")).to_be_focused()
