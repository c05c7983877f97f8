"""Stored files come back byte for byte, take no second place and can't be changed."""

import io
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.db import DatabaseError, connection, transaction
from pytest_django.fixtures import Settings

from recoup.kernel.actor import Actor
from recoup.kernel.errors import NotFound
from recoup.plumbing.audit import queries as audit
from recoup.plumbing.storage import content, operations, queries
from recoup.plumbing.storage.types import StoredFileRef

NOW = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
PROGRAM = Actor.program("test")

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def root(settings: Settings, tmp_path: Path) -> Path:
    settings.FILES_ROOT = tmp_path / "files"
    return tmp_path / "files"


def store(content: bytes, name: str = "items.csv") -> StoredFileRef:
    return operations.store(name=name, media_type="text/csv", content=content, actor=PROGRAM, now=NOW)


def kept(root: Path) -> list[Path]:
    return [path for path in root.rglob("*") if path.is_file()]


def test_content_comes_back_byte_for_byte() -> None:
    ref = store(b"number;amount\r\nA1;10,00\r\n")

    with queries.open_file(ref.id) as file:
        assert file.read() == b"number;amount\r\nA1;10,00\r\n"
    assert queries.get_file(ref.id) == ref
    assert ref.size == 25
    [event] = audit.trail(subject_kind="stored_file", subject_id=ref.id)
    assert event.action == "storage.file.stored"


def test_a_stream_larger_than_one_chunk_is_kept_whole(root: Path) -> None:
    big = bytes(range(256)) * 10_000

    ref = operations.store(
        name="big", media_type="application/octet-stream", content=io.BytesIO(big), actor=PROGRAM, now=NOW
    )

    with queries.open_file(ref.id) as file:
        assert file.read() == big


def test_equal_content_is_kept_once_under_both_names(root: Path) -> None:
    first, second = store(b"same", "a.csv"), store(b"same", "b.csv")

    assert first.id != second.id
    assert queries.get_file(second.id).name == "b.csv"
    assert [path.name for path in kept(root)] == [first.sha256]


@pytest.mark.parametrize("name", ["../../etc/passwd", "/etc/passwd", "a/../../b", "..", "x\x00y.csv"])
def test_a_name_is_only_data_and_never_a_path(root: Path, name: str) -> None:
    ref = store(b"content", name)

    assert queries.get_file(ref.id).name == name.replace("\x00", "")
    assert kept(root) == [root / ref.sha256[:2] / ref.sha256[2:4] / ref.sha256]


def test_a_name_without_end_keeps_its_end_and_an_empty_one_gets_a_name() -> None:
    assert store(b"a", "x" * 400 + ".csv").name == "x" * 296 + ".csv"
    assert store(b"a", "\n").name == "file"


def test_only_a_hash_leads_to_a_path(root: Path) -> None:
    for wrong in ("../secret-key", "A" * 64, "0" * 63, "0" * 64 + "\n", ""):
        with pytest.raises(ValueError, match="not a SHA-256"):
            content.path_of(root, wrong)


class Breaking(io.RawIOBase):
    """A source that breaks in the middle."""

    def __init__(self) -> None:
        self.reads = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]  # RawIOBase takes any buffer
        self.reads += 1
        if self.reads > 2:
            raise OSError("the line went dead")
        buffer[:3] = b"abc"
        return 3


def test_a_source_that_breaks_leaves_nothing_behind(root: Path) -> None:
    with pytest.raises(OSError, match="the line went dead"):
        operations.store(
            name="x", media_type="text/csv", content=io.BufferedReader(Breaking()), actor=PROGRAM, now=NOW
        )

    assert kept(root) == []


def test_an_unknown_file_is_not_found() -> None:
    with pytest.raises(NotFound):
        queries.open_file(999_999)
    assert queries.get_files([999_999]) == {}


@pytest.mark.parametrize(
    "statement", ["UPDATE storage_storedfile SET name = 'x'", "DELETE FROM storage_storedfile"]
)
def test_the_database_refuses_to_change_a_stored_file(statement: str) -> None:
    store(b"content")

    with pytest.raises(DatabaseError, match="never changed or removed"), transaction.atomic():
        connection.cursor().execute(statement)
