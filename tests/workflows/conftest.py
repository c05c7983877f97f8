"""An office in a folder of its own."""

from pathlib import Path

import pytest
from pytest_django import Settings

from tests.companies import make_company
from tests.workflows.office import Office, let_reminders_go


@pytest.fixture
def office(db: None, settings: Settings, tmp_path: Path) -> Office:
    """Return the office of a company with customers K-1 and K-2, whose inbox is empty."""
    settings.HOME = tmp_path
    settings.FILES_ROOT = tmp_path / "files"
    let_reminders_go()
    return Office(make_company(customers=("K-1", "K-2")))
