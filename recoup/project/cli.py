"""The `recoup` command: Django's commands behind one name."""

import sys

import django
from django.conf import settings
from django.core.management import execute_from_command_line, get_commands

from recoup.kernel.errors import DomainError
from recoup.plumbing.db import schema
from recoup.project import start

_OURS = "recoup.ops"


def main() -> None:
    """Make database and home folder ready, then run the command that the arguments name."""
    try:
        start.prepare()
        django.setup()
        if get_commands().get(_command(sys.argv)) == _OURS:
            schema.ensure(may_change=settings.DATABASE_IS_EMBEDDED)
        execute_from_command_line(sys.argv)
    except DomainError as error:
        sys.stderr.write(f"{error}\n")
        sys.exit(1)


def _command(arguments: list[str]) -> str:
    return arguments[1] if len(arguments) > 1 else ""
