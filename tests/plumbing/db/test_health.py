"""Health says how the database is, and that it does not answer without failing itself."""

import pytest
from django.db import DatabaseError, connection

from recoup.plumbing.db import health, schema

pytestmark = pytest.mark.django_db


def test_the_state_of_a_sound_database() -> None:
    state = health.database_state()

    assert int(state.version.split(".")[0]) >= 15
    assert state.size > 1_000_000
    assert 1 <= state.connections <= state.connections_max
    assert state.oldest_transaction >= 0
    assert state.pending == ()
    assert health.answers()


def test_missing_migrations_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(schema, "pending_migrations", lambda: ["ledger.0009_seals"])

    assert health.database_state().pending == ("ledger.0009_seals",)


def test_a_database_that_does_not_answer_is_no_fault_of_the_probe(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse() -> None:
        raise DatabaseError("gone")

    monkeypatch.setattr(connection, "cursor", refuse)

    assert health.answers() is False
