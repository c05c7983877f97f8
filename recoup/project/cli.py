"""The `recoup` command: Django's commands behind one name."""

import sys

from django.core.management import execute_from_command_line

from recoup.kernel.errors import DomainError
from recoup.project import start


def main() -> None:
    """Make database and home folder ready, then run the command that the arguments name."""
    try:
        start.prepare()
        execute_from_command_line(sys.argv)
    except DomainError as error:
        sys.stderr.write(f"{error}\n")
        sys.exit(1)
