"""What the tests of the desk share: people signed in at a browser without a window."""

from collections.abc import Callable

import pytest
from django.contrib.auth import get_user_model
from django.core.cache import cache
from django.test import Client
from pytest_django.fixtures import Settings

from recoup.kernel.actor import Actor

Desk = Callable[[Actor], Client]

PLAIN_STATIC_FILES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}


@pytest.fixture(autouse=True)
def plain_static_files(settings: Settings) -> None:
    """Name static files without the hashes that only a collected folder has."""
    settings.STORAGES = PLAIN_STATIC_FILES


@pytest.fixture(autouse=True)
def no_attempts_counted() -> None:
    """Forget the failed sign-ins of other tests."""
    cache.clear()


@pytest.fixture
def desk() -> Desk:
    """Return what signs a person in and gives the person's browser."""

    def open_desk(actor: Actor) -> Client:
        client = Client()
        client.force_login(get_user_model().objects.get(pk=actor.id))
        return client

    return open_desk


@pytest.fixture
def stranger() -> Client:
    """Return a browser in which nobody is signed in."""
    return Client()
