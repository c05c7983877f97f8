"""`recoup import` as people type it."""

from __future__ import annotations

from django.core.management import CommandError, call_command


def recoup_import(kind: str, *arguments: str) -> int:
    """Run the command and return the exit code.

    :raises CommandError: the command says at once why it stops
    """
    try:
        call_command("import", kind, *arguments)
    except SystemExit as stop:
        return int(stop.code or 0)
    return 0


def exit_code(kind: str, *arguments: str) -> int:
    """Run the command and return the exit code, also when it stops at once."""
    try:
        return recoup_import(kind, *arguments)
    except CommandError as error:
        return error.returncode
