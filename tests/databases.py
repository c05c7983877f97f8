"""The database of the tests, migrated once: every worker gets a copy of it, and so does the next run."""

from __future__ import annotations

import fcntl
import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.db import connection

_ROOT = Path(__file__).resolve().parents[1]
_PREFIX = "recoup_migrated_"


def migrated_database() -> str:
    """Return the name of a database in which every migration was run, making it where there is none yet.

    Running the migrations takes longer than many tests; a copy takes a moment.
    """
    name = _PREFIX + _fingerprint()
    with _one_at_a_time():
        others = _databases() - {name}
        if name not in _databases():
            _make(name)
        _drop(others)
    return name


def _fingerprint() -> str:
    """Return what the database depends on: our migrations, and the versions of the libraries that bring others."""
    digest = hashlib.sha256((_ROOT / "requirements" / "base.txt").read_bytes())
    for path in sorted((_ROOT / "recoup").rglob("migrations/*.py")):
        digest.update(str(path.relative_to(_ROOT)).encode() + path.read_bytes())
    return digest.hexdigest()[:16]


@contextmanager
def _one_at_a_time() -> Iterator[None]:
    with (settings.HOME / "migrated.lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _databases() -> set[str]:
    with connection._nodb_cursor() as cursor:
        cursor.execute("SELECT datname FROM pg_database WHERE starts_with(datname, %s)", [_PREFIX])
        return {name for (name,) in cursor.fetchall()}


def _drop(names: set[str]) -> None:
    with connection._nodb_cursor() as cursor:
        for name in names:
            cursor.execute(f"DROP DATABASE IF EXISTS {name}")


def _make(name: str) -> None:
    """Make it under another name first: one half made is never taken for a whole."""
    test, own_name = connection.settings_dict["TEST"], connection.settings_dict["NAME"]
    test["NAME"], kept = f"{_PREFIX}half", test["NAME"]
    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    connection.close()
    connection.close_pool()
    test["NAME"] = kept
    connection.settings_dict["NAME"] = settings.DATABASES["default"]["NAME"] = own_name
    with connection._nodb_cursor() as cursor:
        cursor.execute(f"ALTER DATABASE {_PREFIX}half RENAME TO {name}")
