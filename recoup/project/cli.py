"""The `recoup` command: Django's commands behind one name."""

import os
import signal
import sys
from types import FrameType
from typing import NoReturn

import django
from django.conf import settings
from django.core.management import execute_from_command_line, get_commands

from recoup.kernel.errors import DomainError
from recoup.plumbing.db import schema
from recoup.project import start

_OURS = "recoup.ops"
_WITHOUT_DATABASE = frozenset(("read",))


def main() -> None:
    """Make database and home folder ready if they are needed, then run the command that the arguments name."""
    # Told to end, a program ends in order: it undoes its transaction and stops the database if it is the last.
    signal.signal(signal.SIGTERM, _end)
    try:
        needs_database = _command(sys.argv) not in _WITHOUT_DATABASE
        if needs_database:
            start.prepare()
        else:
            os.environ.setdefault("DJANGO_SETTINGS_MODULE", "recoup.project.settings")
        django.setup()
        if needs_database and get_commands().get(_command(sys.argv)) == _OURS:
            schema.ensure(may_change=settings.DATABASE_IS_EMBEDDED)
        execute_from_command_line(sys.argv)
    except DomainError as error:
        sys.stderr.write(f"{error}\n")
        sys.exit(1)


def _end(number: int, frame: FrameType | None) -> NoReturn:
    sys.exit(128 + number)


def _command(arguments: list[str]) -> str:
    return arguments[1] if len(arguments) > 1 else ""
