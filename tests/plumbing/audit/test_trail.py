"""The trail keeps who did what, exactly, and nobody can change it afterwards."""

import threading
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.db import DatabaseError, connection, transaction

from recoup.kernel.actor import Actor, ActorKind
from recoup.kernel.money import Money
from recoup.plumbing.audit import operations, queries
from recoup.plumbing.audit.types import Deed

AT = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
ALICE = Actor(ActorKind.USER, 7, "Alice Nguyễn")

pytestmark = pytest.mark.django_db


def test_an_event_is_read_back_exactly() -> None:
    operations.record(
        "ledger.item.written_off",
        subject_kind="item",
        subject_id=12,
        entity_id=3,
        actor=ALICE,
        at=AT,
        before={"amount_open": Money(Decimal("10.10"), "EUR"), "due_date": date(2026, 1, 31)},
        after={"amount_open": Decimal("0.00"), "reasons": ["too small", None, True]},
    )

    [event] = queries.trail(subject_kind="item", subject_id=12)

    assert event.action == "ledger.item.written_off"
    assert event.actor == ALICE
    assert event.at == AT
    assert event.entity_id == 3
    assert event.before == {
        "amount_open": {"amount": "10.10", "currency": "EUR"},
        "due_date": "2026-01-31",
    }
    assert event.after == {"amount_open": "0.00", "reasons": ["too small", None, True]}


def test_many_deeds_are_written_at_once_and_read_latest_first() -> None:
    deeds = (Deed(number % 2, 3, None, {"number": number}) for number in range(10))

    written = operations.record_many("x.y.done", subject_kind="y", deeds=deeds, actor=ALICE, at=AT)

    assert written == 10
    events = queries.trail(subject_kind="y", subject_id=1, limit=3)
    assert [event.after for event in events] == [{"number": 9}, {"number": 7}, {"number": 5}]


def test_the_latest_events_are_those_of_the_readers_entities_page_by_page() -> None:
    deeds = [Deed(number, entity) for number, entity in enumerate([1, 2, None, 1])]
    operations.record_many("x.y.done", subject_kind="y", deeds=deeds, actor=ALICE, at=AT)

    assert [event.subject_id for event in queries.latest(entity_ids=frozenset({1}))] == [3, 0]
    first, *_ = everything = queries.latest(entity_ids=None, limit=2)
    assert [event.subject_id for event in everything] == [3, 2]
    earlier = queries.latest(entity_ids=None, before_id=first.id)
    assert [event.subject_id for event in earlier if event.subject_kind == "y"] == [2, 1, 0]


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_auditevent SET actor_name = 'Bob'",
        "DELETE FROM audit_auditevent",
        "DELETE FROM audit_auditevent WHERE false",
        "TRUNCATE audit_auditevent",
    ],
)
def test_the_database_refuses_to_change_what_was_written(statement: str) -> None:
    operations.record("x.y.done", subject_kind="y", subject_id=1, entity_id=None, actor=ALICE, at=AT)

    with (
        pytest.raises(DatabaseError, match="rows of audit_auditevent are never changed"),
        transaction.atomic(),
    ):
        connection.cursor().execute(statement)

    assert len(queries.trail(subject_kind="y", subject_id=1)) == 1


def test_what_json_cannot_keep_is_refused_instead_of_being_guessed() -> None:
    with pytest.raises(TypeError, match="can't keep a lock"):
        operations.record(
            "x.y.done",
            subject_kind="y",
            subject_id=1,
            entity_id=None,
            actor=ALICE,
            at=AT,
            after={"lock": threading.Lock()},
        )
