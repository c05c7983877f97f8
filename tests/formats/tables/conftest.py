"""Tables made on the spot, and the real files that stand beside the repository."""

from collections.abc import Callable
from pathlib import Path

import pytest

from recoup.formats.tables.layouts import LayoutChoice
from recoup.formats.tables.reading import Table, open_table
from tests.real_files import DATA

Opener = Callable[..., Table]


@pytest.fixture
def opened(tmp_path: Path) -> Opener:
    """Return a function that opens bytes as a table."""

    def open_bytes(content: bytes, *, choice: LayoutChoice | None = None) -> Table:
        path = tmp_path / "table"
        path.write_bytes(content)
        return open_table(path, name="items.csv", choice=choice)

    return open_bytes


@pytest.fixture
def real_file() -> Callable[[str], Path]:
    """Return a function that finds a real file, or skips the test when the files aren't there."""

    def find(place: str) -> Path:
        path = DATA / place
        if not path.exists():
            pytest.skip(f"the real file {place} is not beside this repository")
        return path

    return find
