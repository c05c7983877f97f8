"""What the browser tests share: a real browser against the real program with its own database.

Where there is no browser, the tests say so and are skipped: `make test` gets one where it can.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator

import pytest
from django.core.cache import cache
from playwright.sync_api import Browser, BrowserContext, Error, Page, Playwright, expect, sync_playwright
from pytest_django.fixtures import Settings
from pytest_django.live_server_helper import LiveServer

from recoup.kernel.actor import Actor
from recoup.team.types import EntityRecord, Role
from tests.people import PASSWORD, make_person

SignIn = Callable[[Page, Actor], None]

# Playwright's own event loop makes Django think that it runs inside asynchronous code; it doesn't.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
_SYSTEM_BROWSERS = ("chromium", "chromium-browser", "google-chrome")
# A busy machine is slow, not wrong: in milliseconds.
_PATIENCE = 20_000
expect.set_options(timeout=_PATIENCE)
_ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]


# Of each file anew: as long as the driver runs, no other test in this process may start an event loop of its own.
@pytest.fixture(scope="module")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as driver:
        yield driver


@pytest.fixture(scope="module")
def browser(playwright: Playwright) -> Iterator[Browser]:
    """Return the system's Chromium, else the one that Playwright installed."""
    path = next(filter(None, map(shutil.which, _SYSTEM_BROWSERS)), None)
    try:
        started = playwright.chromium.launch(executable_path=path, args=_ARGUMENTS)
    except Error as error:
        pytest.skip(f"no browser here: {str(error).splitlines()[0]}")
    yield started
    started.close()


@pytest.fixture(autouse=True)
def plain_static_files(settings: Settings) -> None:
    """Name static files without the hashes that only a collected folder has, and count no failed sign-ins."""
    settings.STORAGES = {
        "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    cache.clear()


@pytest.fixture
def context(browser: Browser, live_server: LiveServer) -> Iterator[BrowserContext]:
    """Return a fresh browser context on a 1280 pixel screen, whose relative addresses lead to the program."""
    opened = browser.new_context(
        base_url=live_server.url, viewport={"width": 1280, "height": 800}, locale="en"
    )
    opened.set_default_timeout(_PATIENCE)
    yield opened
    opened.close()


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    """Return an empty page; the test fails when the page broke a rule of its policy or a script failed."""
    opened = context.new_page()
    faults: list[str] = []
    opened.on("pageerror", lambda error: faults.append(str(error)))
    opened.on(
        "console", lambda said: faults.append(said.text) if "Content Security Policy" in said.text else None
    )
    yield opened
    assert faults == []


@pytest.fixture
def sign_in() -> SignIn:
    """Return what signs an actor in by the sign-in page; the password is `tests.people.PASSWORD`."""

    def enter(page: Page, actor: Actor) -> None:
        page.goto("/account/sign-in")
        page.fill("input[name=login]", f"{actor.name.lower().replace(' ', '.')}@example.com")
        page.fill("input[name=password]", PASSWORD)
        page.click("main button[type=submit]")
        page.wait_for_url(lambda url: "/account/" not in url)

    return enter


def make_colleague(name: str, role: Role, entity: EntityRecord | None = None) -> Actor:
    """Make somebody who can sign in."""
    return make_person(name, role, entity=entity, password=PASSWORD)
