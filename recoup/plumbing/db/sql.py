"""SQL kept in files beside the code that runs it."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from django.db import connection

Parameters = Sequence[object] | Mapping[str, object] | None


def run(statement: str | Path, parameters: Parameters = None) -> int:
    """Run one statement, given as text or as the file that holds it, and return how many rows it touched."""
    with connection.cursor() as cursor:
        cursor.execute(_text(statement), parameters)
        return cursor.rowcount


def rows(statement: str | Path, parameters: Parameters = None) -> list[tuple[object, ...]]:
    """Run one query, given as text or as the file that holds it, and return all its rows."""
    with connection.cursor() as cursor:
        cursor.execute(_text(statement), parameters)
        return cursor.fetchall()


def _text(statement: str | Path) -> str:
    return statement.read_text() if isinstance(statement, Path) else statement
