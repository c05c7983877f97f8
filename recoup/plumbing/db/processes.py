"""Which processes of a database server are alive, and as which system user they run."""

from __future__ import annotations

import contextlib
import os
import pwd
import shutil
import signal
import stat
import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from recoup.kernel.errors import DomainError
from recoup.kernel.sentences import N_

_SYSTEM_USER = "recoup-postgres"
_EXECUTE = stat.S_IXOTH
_READ_EXECUTE = stat.S_IROTH | stat.S_IXOTH


class NoServerUser(DomainError):
    """PostgreSQL refuses to run as root and no other system user could be made for it."""

    text = N_(
        "The database server can't run as root, and the system user {name} for it could not be made: "
        "{reason}. Run the program as an ordinary user."
    )


@dataclass(frozen=True, slots=True)
class SystemUser:
    """Whom the server's processes run as."""

    uid: int
    gid: int

    @property
    def is_other(self) -> bool:
        """Whether this program has to change into that user, which only root can."""
        return self.uid != os.geteuid()

    @property
    def other_groups(self) -> list[str | int] | None:
        """The further groups to run with: none at all, where they can be chosen."""
        return [] if self.is_other else None


def server_user(data: Path) -> SystemUser:
    """Return the user to run the server on `data` as: whoever runs this program, unless it is root.

    PostgreSQL refuses to run as root: then it is the owner of the data folder, or a system user of its own.

    :raises NoServerUser: there is no such user and it can't be made
    """
    if os.geteuid() != 0:
        return SystemUser(os.geteuid(), os.getegid())
    if data.exists() and (owner := data.stat()).st_uid != 0:
        return SystemUser(owner.st_uid, owner.st_gid)
    try:
        entry = pwd.getpwnam(_SYSTEM_USER)
    except KeyError:
        entry = _make_user()
    return SystemUser(entry.pw_uid, entry.pw_gid)


def _make_user() -> pwd.struct_passwd:
    program = shutil.which("useradd", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin")
    if program is None:
        raise NoServerUser(name=_SYSTEM_USER, reason="there is no useradd")
    command = [program, "--system", "--no-create-home", "--shell", "/usr/sbin/nologin", _SYSTEM_USER]
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    try:
        return pwd.getpwnam(_SYSTEM_USER)
    except KeyError:
        raise NoServerUser(name=_SYSTEM_USER, reason=result.stderr.strip()) from None


def open_to_server_user(folder: Path) -> None:
    """Let the server's own user, to whom root's folders are closed, pass through to `folder`.

    Only the right to pass is given on the folders above, never the right to list them.
    """
    for parent in folder.parents:
        _allow(parent, _EXECUTE)


def open_programs(folder: Path) -> None:
    """Let the server's own user read and run the programs under `folder`, whatever umask they came with."""
    open_to_server_user(folder)
    for path in (folder, *folder.rglob("*")):
        _allow(path, _READ_EXECUTE if path.stat().st_mode & stat.S_IXUSR else stat.S_IROTH)


def _allow(path: Path, rights: int) -> None:
    mode = path.stat().st_mode
    if mode & rights != rights:
        path.chmod(mode | rights)


def living_servers(data: Path) -> list[int]:
    """Return the ids of the server processes at work in the folder `data`; zombies are not alive."""
    folder = str(data.resolve())
    return [int(entry.name) for entry in Path("/proc").glob("[0-9]*") if _works_in(entry, folder)]


def _works_in(process: Path, folder: str) -> bool:
    try:
        # Every PostgreSQL process makes the data folder its working directory; the command's name keeps us
        # from taking a person's shell standing in the folder for a server.
        return (
            (process / "comm").read_text().strip() == "postgres"
            and str((process / "cwd").readlink()) == folder
            and not (process / "stat").read_text().rpartition(")")[2].startswith(" Z")
        )
    except OSError:
        return False


def postmaster(data: Path) -> int | None:
    """Return the id of the living postmaster of the folder `data`, or None."""
    try:
        pid = int((data / "postmaster.pid").read_text().splitlines()[0])
    except (OSError, ValueError, IndexError):
        return None
    return pid if _works_in(Path("/proc") / str(pid), str(data.resolve())) else None


def clear_remains(data: Path, socket: Path) -> None:
    """Wait until what a killed postmaster left behind in `data` is gone, then drop its stale lock files.

    Its children end by themselves as soon as they notice; one that is deep in a long query doesn't, so it is
    told to quit, as the postmaster would have told it. The lock files go only when nobody is left: their
    process id may belong to a zombie or, after a restart of the machine, to any other program.
    """
    for patience, demand in ((2.0, signal.SIGQUIT), (10.0, signal.SIGKILL)):
        if wait_until(lambda: not living_servers(data), patience):
            break
        for pid in living_servers(data):
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, demand)
    if wait_until(lambda: not living_servers(data), 10.0):
        for stale in (data / "postmaster.pid", socket / ".s.PGSQL.5432.lock", socket / ".s.PGSQL.5432"):
            stale.unlink(missing_ok=True)


def wait_until(condition: Callable[[], bool], seconds: float) -> bool:
    """Return whether `condition` came true within `seconds`."""
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.05)
    return True
