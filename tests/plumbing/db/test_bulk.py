"""Rows go in by COPY and statements are read from files beside the code."""

from decimal import Decimal
from pathlib import Path

import pytest
from django.db import connection

from recoup.plumbing.db import sql
from recoup.plumbing.db.copy import copy_rows

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def table() -> None:
    sql.run("CREATE TEMPORARY TABLE sample (number integer, name text, amount numeric(24, 4)) ON COMMIT DROP")


def test_rows_are_copied_as_they_come_and_counted() -> None:
    awkward = 'tab\t, "quotes", back\\slash, \nnewline, \\N, Nguyễn, ۱۲'
    rows = ((number, awkward if number else None, Decimal("0.0001")) for number in range(3))

    with connection.cursor() as cursor:
        assert copy_rows(cursor, "sample", ["number", "name", "amount"], rows) == 3

    assert sql.rows("SELECT * FROM sample ORDER BY number") == [
        (0, None, Decimal("0.0001")),
        (1, awkward, Decimal("0.0001")),
        (2, awkward, Decimal("0.0001")),
    ]


def test_names_are_quoted_and_may_name_the_schema() -> None:
    sql.run('CREATE TABLE public."odd name" ("select" integer)')

    with connection.cursor() as cursor:
        assert copy_rows(cursor, "public.odd name", ["select"], [(1,)]) == 1


def test_a_statement_is_read_from_its_file(tmp_path: Path) -> None:
    statement = tmp_path / "insert.sql"
    statement.write_text("INSERT INTO sample (number) SELECT generate_series(1, %(last)s)")

    assert sql.run(statement, {"last": 5}) == 5
    assert sql.rows("SELECT count(*), max(number) FROM sample WHERE number > %s", [1]) == [(4, 5)]
