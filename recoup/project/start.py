"""What must be there before Django loads: a home folder, a secret key and a database."""

import contextlib
import os
import secrets
from pathlib import Path

import psycopg

from recoup.plumbing.db import embedded
from recoup.plumbing.db.errors import ServerTooOld, ServerUnreachable

_VERSION_NEEDED = 15


def prepare() -> None:
    """Make the home folder ready and set DATABASE_URL, starting the embedded server unless one is named.

    :raises DomainError: there is no usable folder or database; the sentence says why
    """
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "recoup.project.settings")
    url = os.environ.get("DATABASE_URL")
    # A child of ours inherits the address but not the share in the server: it takes one of its own.
    if url is None or os.environ.get("RECOUP_DATABASE") == "embedded":
        os.environ["DATABASE_URL"] = embedded.start(home())
        os.environ["RECOUP_DATABASE"] = "embedded"
    else:
        _check_server(url)
    _ensure_secret_key(home())


def home() -> Path:
    """Return the folder with everything that the program keeps on this machine."""
    return Path(os.environ.get("RECOUP_HOME", "~/.local/share/recoup")).expanduser()


def _ensure_secret_key(folder: Path) -> None:
    path = folder / "secret-key"
    if "RECOUP_SECRET_KEY" in os.environ or path.exists():
        return
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    # Written beside its place and linked there: of two programs starting at once, the first one's key stays.
    draft = folder / f"secret-key.{os.getpid()}"
    draft.touch(mode=0o600)
    draft.write_text(secrets.token_urlsafe(50))
    with contextlib.suppress(FileExistsError):
        path.hardlink_to(draft)
    draft.unlink()


def _check_server(url: str) -> None:
    try:
        with psycopg.connect(url, connect_timeout=10) as connection:
            found = connection.info.server_version // 10000
    except psycopg.OperationalError as error:
        raise ServerUnreachable(reason=str(error).strip()) from error
    if found < _VERSION_NEEDED:
        raise ServerTooOld(found=found, wanted=_VERSION_NEEDED)
