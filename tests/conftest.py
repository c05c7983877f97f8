"""Every test runs against a real PostgreSQL: the embedded one, in a home folder of the tests' own."""

import os
from collections.abc import Iterator
from pathlib import Path

import django
import hypothesis
import pytest
from django.db import connection
from pytest_django.plugin import DjangoDbBlocker

from recoup.project import start
from tests.databases import migrated_database

os.environ.setdefault("RECOUP_HOME", str(Path(__file__).resolve().parents[1] / "build" / "test-home"))
# A crash of the machine may cost us a test database: that buys quick commits.
os.environ.setdefault("PGOPTIONS", "-c synchronous_commit=off")
# Static files under their plain names: the hashed ones exist only after collectstatic.
os.environ.setdefault("RECOUP_DEBUG", "1")
start.prepare()
django.setup()

# A busy machine is slow, not wrong.
hypothesis.settings.register_profile(
    "patient", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow]
)
hypothesis.settings.load_profile("patient")

# Filled by migrations, so part of the program and not of a test.
_SHIPPED = {"reports_bucketset"}

_SWITCH_GUARDS = """
DO $$ DECLARE guarded regclass; BEGIN
    FOR guarded IN
        SELECT DISTINCT tgrelid::regclass FROM pg_trigger WHERE tgtype & 32 <> 0 AND NOT tgisinternal
    LOOP EXECUTE format('ALTER TABLE %%s %s TRIGGER USER', guarded); END LOOP;
END $$
"""


@pytest.fixture(scope="session", autouse=True)
def emptying_guarded_tables() -> Iterator[None]:
    """Let Django empty the tables after a test that commits, though their guards refuse it to everybody."""
    operations = type(connection.ops)
    empty = operations.sql_flush

    def sql_flush(self: object, style: object, tables: list[str], **options: object) -> list[str]:
        emptied = [table for table in tables if table not in _SHIPPED]
        statements = empty(self, style, emptied, **options)
        return [_SWITCH_GUARDS % "DISABLE", *statements, _SWITCH_GUARDS % "ENABLE"] if statements else []

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(operations, "sql_flush", sql_flush)
        yield


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix: None, django_db_blocker: DjangoDbBlocker
) -> None:
    """Let the tests' database begin as a copy of the one in which every migration was run."""
    with django_db_blocker.unblock():
        connection.settings_dict["TEST"]["TEMPLATE"] = migrated_database()


@pytest.fixture
def in_an_empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a command write into a folder of its own, and print wide lines."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "200")
