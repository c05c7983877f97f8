"""A database of the benchmark's own on the same server, made and dropped again."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit, urlunsplit

import psycopg
from psycopg import sql

NAME = "recoup_bench"


@contextmanager
def own_database(url: str) -> Iterator[str]:
    """Make the database beside that of `url`, give its address, and drop it in the end.

    What an interrupted run left of it is dropped first.
    """
    _drop(url)
    _execute(url, sql.SQL("CREATE DATABASE {}").format(sql.Identifier(NAME)))
    try:
        yield urlunsplit(urlsplit(url)._replace(path=f"/{NAME}"))
    finally:
        _drop(url)


def _drop(url: str) -> None:
    # Without FORCE the server itself sends its autovacuum home; with it, it says that we may not.
    _execute(url, sql.SQL("DROP DATABASE IF EXISTS {}").format(sql.Identifier(NAME)))


def _execute(url: str, statement: sql.Composed) -> None:
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(statement)
