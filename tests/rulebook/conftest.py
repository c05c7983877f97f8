"""The kinds of the tests are known to the rulebook while they run."""

from collections.abc import Iterator

import pytest

from recoup.rulebook import registry
from tests.rulebook.book import GRACE, LENIENT, TOLERANCE


@pytest.fixture(autouse=True)
def kinds_of_the_tests(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Register the kinds for one test."""
    monkeypatch.setattr(registry, "_KINDS", dict(registry._KINDS))
    registry.register([GRACE, LENIENT, TOLERANCE])
    yield
