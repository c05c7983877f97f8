"""SQL kept in files beside the code that runs it."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from uuid import UUID

from django.db import connection

Value = bool | int | float | Decimal | str | bytes | date | UUID | tuple[object, ...] | list[object] | None
Parameters = Sequence[Value] | Mapping[str, Value] | None


def run(statement: str | Path, parameters: Parameters = None) -> int:
    """Run one statement, given as text or as the file that holds it, and return how many rows it touched."""
    with connection.cursor() as cursor:
        cursor.execute(_text(statement), parameters)
        return int(cursor.rowcount)


def rows(statement: str | Path, parameters: Parameters = None) -> list[tuple[object, ...]]:
    """Run one query, given as text or as the file that holds it, and return all its rows."""
    with connection.cursor() as cursor:
        cursor.execute(_text(statement), parameters)
        return list(cursor.fetchall())


def _text(statement: str | Path) -> str:
    return statement.read_text() if isinstance(statement, Path) else statement
