"""Bank files made on the spot, and the real ones that stand beside the repository."""

import io
from collections.abc import Callable
from pathlib import Path

import pytest

from recoup.formats.bank.reading import read_statements
from recoup.formats.bank.types import Statement
from tests.real_files import DATA

FILES = DATA / "bank-statements"
NOT_STATEMENTS = {"SOURCES.md", "TOTALS.csv"}

Reader = Callable[..., tuple[Statement, ...]]


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Give each test with a `real_path` every real file in the folders that its module names in `FOLDERS`."""
    if "real_path" not in metafunc.fixturenames:
        return
    folders = metafunc.module.FOLDERS
    paths = [
        path
        for folder in folders
        for path in sorted((FILES / folder).rglob("*"))
        if path.is_file() and path.name not in NOT_STATEMENTS
    ]
    if not paths:
        skip = pytest.mark.skip(reason="the real bank files are not beside this repository")
        metafunc.parametrize("real_path", [pytest.param(None, marks=skip)])
    else:
        metafunc.parametrize("real_path", paths, ids=lambda path: f"{path.parent.name}/{path.name}")


@pytest.fixture
def read() -> Reader:
    """Return a function that reads bytes or text as a bank file."""

    def read_bytes(content: bytes | str, **options: object) -> tuple[Statement, ...]:
        data = content.encode() if isinstance(content, str) else content
        return read_statements(io.BytesIO(data), name="statement", **options)

    return read_bytes


@pytest.fixture
def read_path() -> Callable[[Path], tuple[Statement, ...]]:
    """Return a function that reads a file."""

    def read_file(path: Path) -> tuple[Statement, ...]:
        with path.open("rb") as stream:
            return read_statements(stream, name=path.name)

    return read_file
