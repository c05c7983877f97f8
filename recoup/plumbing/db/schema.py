"""Whether the tables are those that this program knows, and bringing them up to date."""

from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from recoup.plumbing.db.errors import SchemaBehind

# Any number does, as long as nobody else takes it for another purpose.
_MIGRATION_LOCK = 7_264_863_801


def pending_migrations() -> list[str]:
    """Return the migrations that the database still lacks, as `room.name`, in the order they would run."""
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{migration.app_label}.{migration.name}" for migration, _ in plan]


def ensure(*, may_change: bool) -> None:
    """Bring the tables up to date where that is ours to do; programs that start together wait for each other.

    :raises SchemaBehind: migrations are missing and `may_change` is false
    """
    if not (pending := pending_migrations()):
        return
    if not may_change:
        raise SchemaBehind(pending=len(pending))
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [_MIGRATION_LOCK])
        try:
            call_command("migrate", interactive=False, verbosity=0)
        finally:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [_MIGRATION_LOCK])
