"""The PostgreSQL inside the program: made at the first start, shared by programs, stopped by the last.

Two lock files in the home folder do the counting. `database.lock` is held alone by whoever starts or stops
the server. `database.users` is held, shared, by every program that uses it, so whoever can take it alone is
the last. The kernel lets go of a killed program's locks: nothing stale can stay behind.
"""

from __future__ import annotations

import atexit
import errno
import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from recoup.plumbing.db import cluster, processes
from recoup.plumbing.db.errors import DiskFull, FolderUnusable, ServerBusy

_LOCK_SECONDS = 960.0


def start(home: Path) -> str:
    """Start the server in the folder `home`, or share the one that runs there, until this program ends.

    Returns the address of its database.

    :raises FolderUnusable: the folder can't be read or written
    :raises DiskFull: there is no room
    :raises OtherVersion: the data was made by another major version
    :raises ServerDidNotStart: the server ended instead of starting
    :raises ServerBusy: another program holds the lock for too long
    """
    with _explained(home):
        home.mkdir(mode=0o700, parents=True, exist_ok=True)
        data = _data(home)
        users = (home / "database.users").open("a")
        with _alone(home):
            fcntl.flock(users, fcntl.LOCK_SH)
            _ensure_running(data)
        atexit.register(_leave, home, users, os.getpid())
        socket = cluster.socket_folder(data, processes.server_user(data))
    return cluster.url(socket, cluster.ROLE, cluster.DATABASE)


def ensure_running(home: Path) -> None:
    """Start the server again if it was killed under a program that has called `start`.

    :raises ServerDidNotStart: it ended instead of starting
    """
    if processes.postmaster(_data(home)) is None:
        with _explained(home), _alone(home):
            _ensure_running(_data(home))


def _data(home: Path) -> Path:
    return home.resolve() / "database"


def _ensure_running(data: Path) -> None:
    made = cluster.is_made(data)
    user = processes.server_user(data)
    if not made:
        cluster.make(data, user)
    cluster.check_version(data)
    if processes.postmaster(data) is None:
        processes.clear_remains(data, cluster.socket_folder(data, user))
        cluster.launch(data, user)


def _leave(home: Path, users: IO[str], program: int) -> None:
    """Stop the server if nobody else uses it; a forked child of the program is not its user."""
    data = _data(home)
    if os.getpid() != program or not data.exists():
        return
    with _alone(home):
        fcntl.flock(users, fcntl.LOCK_UN)
        try:
            fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return
        if processes.postmaster(data) is not None:
            cluster.stop(data, processes.server_user(data))
        users.close()


@contextmanager
def _alone(home: Path) -> Iterator[None]:
    """Hold the lock of starting and stopping."""
    with (home / "database.lock").open("a") as file:

        def taken() -> bool:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                return False
            return True

        if not processes.wait_until(taken, _LOCK_SECONDS):
            raise ServerBusy(folder=str(home))
        yield


@contextmanager
def _explained(home: Path) -> Iterator[None]:
    """Turn what the operating system says into a sentence that names the folder."""
    try:
        yield
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise DiskFull(folder=str(home)) from error
        raise FolderUnusable(folder=str(error.filename or home), reason=str(error.strerror)) from error
