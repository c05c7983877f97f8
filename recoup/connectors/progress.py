"""How far a running import is, told to those who look from outside of its transaction."""

from __future__ import annotations

import time
from types import TracebackType

from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper

_EVERY_SECONDS = 1.0

# A run that this program itself still holds is passed over: waiting for it would be waiting forever.
_TELL = """
UPDATE connectors_importrun SET rows_read = %s
WHERE id = (SELECT id FROM connectors_importrun WHERE id = %s FOR UPDATE SKIP LOCKED)
"""


class ToldProgress:
    """Writes the number of rows read beside the run, once a second, over a connection of its own."""

    def __init__(self, run_id: int) -> None:
        self._run_id = run_id
        self._connection: BaseDatabaseWrapper | None = None
        self._told_at = time.monotonic()

    def __enter__(self) -> ToldProgress:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._connection is not None:
            self._connection.close()

    def __call__(self, rows: int) -> None:
        """Hear how many rows are read."""
        if time.monotonic() - self._told_at < _EVERY_SECONDS:
            return
        if self._connection is None:
            self._connection = connections.create_connection("default")
        with self._connection.cursor() as cursor:
            cursor.execute(_TELL, [rows, self._run_id])
        self._told_at = time.monotonic()
