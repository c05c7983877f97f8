"""The embedded database starts for anybody, is shared, survives kills, and says clearly why it can't start.

These tests start real servers in folders of their own.
"""

import os
import pwd
import signal
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import psycopg
import pytest

from recoup.plumbing.db import cluster, embedded, processes
from recoup.plumbing.db.errors import DiskFull, FolderUnusable, OtherVersion, ServerDidNotStart
from tests.plumbing.db.program import Program

IS_ROOT = os.geteuid() == 0
NOBODY = pwd.getpwnam("nobody").pw_uid


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home folder whose database is made by the first test and used by all."""
    return tmp_path_factory.mktemp("home")


@pytest.fixture(autouse=True)
def nothing_left_running(home: Path) -> Iterator[None]:
    yield
    assert processes.wait_until(lambda: not processes.living_servers(home / "database"), 60)


def value(url: str, query: str) -> object:
    with psycopg.connect(url) as connection:
        row = connection.execute(query).fetchone()
    return row and row[0]


def postmaster(home: Path) -> int:
    pid = processes.postmaster(home / "database")
    assert pid is not None
    return pid


def test_the_first_start_makes_a_database_that_no_system_locale_can_change(home: Path) -> None:
    program = Program(home)

    url = program.answer
    assert value(url, "SELECT current_setting('server_encoding')") == "UTF8"
    assert value(url, "SELECT datlocale FROM pg_database WHERE datname = 'recoup'") == "C.UTF-8"
    assert value(url, "SELECT lower('ĐƯỜNG ŁÓDŹ')") == "đường łódź"
    assert value(url, "SELECT rolsuper FROM pg_roles WHERE rolname = current_user") is False
    assert value(url, "SELECT current_setting('listen_addresses')") == ""
    assert (home / "database").stat().st_mode & 0o077 == 0
    assert program.end() == ""


def test_two_programs_share_the_server_and_the_last_one_stops_it(home: Path) -> None:
    first, second = Program(home), Program(home)
    pid = postmaster(home)

    assert first.answer == second.answer
    first.end()
    assert postmaster(home) == pid
    assert value(second.answer, "SELECT 1") == 1
    second.end()
    assert processes.postmaster(home / "database") is None


def test_a_killed_program_leaves_a_server_that_the_next_one_shares_and_stops(home: Path) -> None:
    killed = Program(home)
    pid = postmaster(home)
    killed.kill()
    assert postmaster(home) == pid

    following = Program(home)

    assert value(following.answer, "SELECT 1") == 1
    assert postmaster(home) == pid
    following.end()
    assert processes.postmaster(home / "database") is None


def test_after_a_kill_of_server_and_program_everything_committed_is_there(home: Path) -> None:
    program = Program(home)
    with psycopg.connect(program.answer, options="-c synchronous_commit=on") as connection:
        connection.execute("CREATE TABLE kept AS SELECT generate_series(1, 1000) AS number")
    server = postmaster(home)
    # A child deep in a query doesn't notice by itself that its server is gone.
    busy = psycopg.connect(program.answer, autocommit=True)
    busy.pgconn.send_query(b"SELECT count(*) FROM generate_series(1, 100000000000)")
    os.kill(server, signal.SIGKILL)
    program.kill()

    following = Program(home)

    assert value(following.answer, "SELECT count(*) FROM kept") == 1000
    following.end()
    busy.close()


def test_a_stale_lock_file_that_names_a_living_program_is_no_hindrance(home: Path) -> None:
    stale = home / "database" / "postmaster.pid"
    stale.write_text(f"{os.getppid()}\n{home / 'database'}\n")
    os.chown(stale, (home / "database").stat().st_uid, -1)

    program = Program(home)

    assert value(program.answer, "SELECT 1") == 1
    program.end()


def test_a_server_that_dies_under_its_programs_is_started_again(home: Path) -> None:
    program = Program(home)
    os.kill(postmaster(home), signal.SIGKILL)
    processes.wait_until(lambda: processes.postmaster(home / "database") is None, 10)

    embedded.ensure_running(home)

    assert value(program.answer, "SELECT 1") == 1
    program.end()


@pytest.mark.skipif(not IS_ROOT, reason="only root can become another user; the other tests run as this one")
def test_an_ordinary_user_has_a_database_too(tmp_path: Path) -> None:
    processes.open_to_server_user(tmp_path / "home")
    (tmp_path / "home").mkdir()
    os.chown(tmp_path / "home", NOBODY, NOBODY)

    program = Program(tmp_path / "home", uid=NOBODY)

    assert value(program.answer, "SELECT 1") == 1
    assert (tmp_path / "home" / "database").stat().st_uid == NOBODY
    as_root = Program(tmp_path / "home")
    assert as_root.answer == program.answer
    program.end()
    as_root.end()
    assert processes.postmaster(tmp_path / "home" / "database") is None


def test_a_folder_that_may_not_be_written_is_named_with_the_reason(tmp_path: Path) -> None:
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o500)
    processes.open_to_server_user(closed)

    program = Program(closed / "home", uid=NOBODY if IS_ROOT else None)

    assert program.answer.startswith(f"FolderUnusable: The folder {closed}")
    assert "Permission denied" in program.answer
    program.end()


@pytest.mark.skipif(not IS_ROOT, reason="needs a database that belongs to another user")
def test_a_database_of_another_user_is_named_with_the_reason(home: Path, tmp_path: Path) -> None:
    (tmp_path / "home").mkdir(mode=0o777)
    (tmp_path / "home").chmod(0o777)
    processes.open_to_server_user(tmp_path / "home")
    (tmp_path / "home" / "database").mkdir(mode=0o700)

    program = Program(tmp_path / "home", uid=NOBODY)

    assert program.answer.startswith(
        f"FolderUnusable: The folder {tmp_path / 'home' / 'database'} can't be used"
    )
    program.end()


def test_a_home_that_is_a_file_is_named_with_the_reason(tmp_path: Path) -> None:
    (tmp_path / "home").write_text("not a folder")

    with pytest.raises(FolderUnusable, match="File exists"):
        embedded.start(tmp_path / "home")


def test_a_database_of_another_version_is_left_alone(tmp_path: Path) -> None:
    data = tmp_path / "database"
    data.mkdir()
    (data / "PG_VERSION").write_text("16\n")

    with pytest.raises(OtherVersion, match="made by PostgreSQL 16, but this program brings PostgreSQL"):
        embedded.start(tmp_path)

    assert [path.name for path in data.iterdir()] == ["PG_VERSION"]


def test_a_full_disk_is_said_before_anything_is_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster.shutil, "disk_usage", lambda folder: SimpleNamespace(free=1024))

    with pytest.raises(DiskFull, match="is full: make room"):
        embedded.start(tmp_path)

    assert not (tmp_path / "database").exists()


def test_what_the_server_said_last_is_passed_on(home: Path) -> None:
    configuration = home / "database" / "postgresql.conf"
    sound = configuration.read_text()
    configuration.write_text(sound + "no_such_setting = on\n")
    try:
        with pytest.raises(ServerDidNotStart, match="no_such_setting"):
            embedded.start(home)
    finally:
        configuration.write_text(sound)


def test_a_folder_with_a_very_long_name_has_its_socket_elsewhere(tmp_path: Path) -> None:
    deep = tmp_path / ("d" * 100)

    program = Program(deep)

    assert value(program.answer, "SELECT 1") == 1
    program.end()
    assert processes.postmaster(deep / "database") is None


def test_what_a_kill_during_the_making_left_is_made_anew(tmp_path: Path) -> None:
    (tmp_path / "database.new" / "base").mkdir(parents=True)
    (tmp_path / "database.new" / "PG_VERSION").write_text("18\n")

    program = Program(tmp_path)

    assert value(program.answer, "SELECT 1") == 1
    assert not (tmp_path / "database.new").exists()
    program.end()
