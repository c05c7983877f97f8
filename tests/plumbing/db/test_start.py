"""What must be there before Django loads: a home folder, a secret key, a database that is new enough."""

import os
import stat
from pathlib import Path
from types import SimpleNamespace

import psycopg
import pytest

from recoup.plumbing.db import embedded, schema
from recoup.plumbing.db.errors import SchemaBehind, ServerTooOld, ServerUnreachable
from recoup.project import cli, start


@pytest.fixture
def fresh(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A program that has nothing yet: its home, which is not there."""
    for name in ("DATABASE_URL", "RECOUP_DATABASE", "RECOUP_SECRET_KEY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("RECOUP_HOME", str(tmp_path / "home"))
    monkeypatch.setattr(embedded, "start", lambda home: "postgresql://embedded")
    return tmp_path / "home"


def server(version: int) -> object:
    """A connection to a server of this version, as psycopg would give it."""

    class Connection:
        info = SimpleNamespace(server_version=version)

        def __enter__(self) -> "Connection":
            return self

        def __exit__(self, *error: object) -> None:
            pass

    return lambda url, connect_timeout: Connection()


def test_without_an_address_the_embedded_database_is_used(fresh: Path) -> None:
    start.prepare()

    assert os.environ["DATABASE_URL"] == "postgresql://embedded"
    assert os.environ["RECOUP_DATABASE"] == "embedded"


def test_a_child_takes_a_share_of_its_own_in_the_embedded_database(
    fresh: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shares: list[Path] = []
    monkeypatch.setattr(embedded, "start", lambda home: shares.append(home) or "postgresql://embedded")

    start.prepare()
    start.prepare()

    assert shares == [fresh, fresh]


def test_the_secret_key_is_made_once_and_for_this_user_alone(fresh: Path) -> None:
    start.prepare()
    key = fresh / "secret-key"
    first = key.read_text()

    start.prepare()

    assert key.read_text() == first
    assert len(first) > 50
    assert stat.S_IMODE(key.stat().st_mode) == 0o600
    assert [path.name for path in fresh.iterdir()] == ["secret-key"]


def test_a_secret_key_from_outside_is_not_kept(fresh: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RECOUP_SECRET_KEY", "from outside")

    start.prepare()

    assert not (fresh / "secret-key").exists()


@pytest.mark.parametrize("version", [150004, 160000, 180006])
def test_a_named_server_of_a_good_version_is_used(
    fresh: Path, monkeypatch: pytest.MonkeyPatch, version: int
) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://db.example.com/recoup")
    monkeypatch.setattr(psycopg, "connect", server(version))

    start.prepare()

    assert os.environ["DATABASE_URL"] == "postgresql://db.example.com/recoup"
    assert "RECOUP_DATABASE" not in os.environ


def test_a_named_server_that_is_too_old_is_refused(fresh: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://db.example.com/recoup")
    monkeypatch.setattr(psycopg, "connect", server(140011))

    with pytest.raises(ServerTooOld, match="is PostgreSQL 14; version 15 or newer is needed"):
        start.prepare()


def test_a_named_server_that_does_not_answer_is_said(fresh: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", f"postgresql:///recoup?host={fresh}/nowhere")

    with pytest.raises(ServerUnreachable, match=r"can't be reached: .*No such file or directory"):
        start.prepare()


def test_the_command_says_what_is_wrong_in_one_line_and_fails(
    fresh: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DATABASE_URL", f"postgresql:///recoup?host={fresh}/nowhere")

    with pytest.raises(SystemExit) as ended:
        cli.main()

    assert ended.value.code == 1
    assert capsys.readouterr().err.startswith("The database named by DATABASE_URL can't be reached")


def test_a_database_that_lags_behind_is_changed_only_where_that_is_ours_to_do(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(schema, "pending_migrations", lambda: ["ledger.0009_seals"])

    with pytest.raises(SchemaBehind, match="older than this program"):
        schema.ensure(may_change=False)


@pytest.mark.django_db
def test_a_database_that_is_up_to_date_is_left_alone() -> None:
    assert schema.pending_migrations() == []
    schema.ensure(may_change=False)
