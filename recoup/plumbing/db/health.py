"""Whether the database answers, and how it is."""

from dataclasses import dataclass
from decimal import Decimal

from django.db import DatabaseError

from recoup.plumbing.db import schema, sql

_STATE = """
    SELECT current_setting('server_version'),
           pg_database_size(current_database()),
           (SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()),
           current_setting('max_connections')::int,
           coalesce((SELECT extract(epoch FROM max(now() - xact_start))
                       FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()), 0)
"""


@dataclass(frozen=True, slots=True)
class DatabaseState:
    """How the database is: `size` in bytes, `oldest_transaction` in seconds, `pending` migrations by name."""

    version: str
    size: int
    connections: int
    connections_max: int
    oldest_transaction: int
    pending: tuple[str, ...]


def answers() -> bool:
    """Return whether the database answers a question."""
    try:
        sql.rows("SELECT 1")
    except DatabaseError:
        return False
    return True


def database_state() -> DatabaseState:
    """Return how the database is."""
    [(version, size, connections, connections_max, oldest)] = sql.rows(_STATE)
    assert isinstance(size, int) and isinstance(connections, int) and isinstance(connections_max, int)
    assert isinstance(oldest, Decimal)
    return DatabaseState(
        version=str(version),
        size=size,
        connections=connections,
        connections_max=connections_max,
        oldest_transaction=int(oldest),
        pending=tuple(schema.pending_migrations()),
    )
