"""Bulk rows by COPY, the fastest way into PostgreSQL."""

from collections.abc import Iterable, Sequence

from django.db.backends.utils import CursorWrapper
from psycopg import sql


def copy_rows(
    cursor: CursorWrapper, table: str, columns: Sequence[str], rows: Iterable[Sequence[object]]
) -> int:
    """Write `rows` into `columns` of `table` and return how many there were.

    Rows are taken one at a time, so their source may be far larger than memory. psycopg adapts the values;
    wrap JSON in `psycopg.types.json.Jsonb`.
    """
    statement = sql.SQL("COPY {} ({}) FROM STDIN").format(
        sql.Identifier(*table.split(".")), sql.SQL(", ").join(map(sql.Identifier, columns))
    )
    count = 0
    with cursor.copy(statement) as copy:
        for row in rows:
            copy.write_row(row)
            count += 1
    return count
