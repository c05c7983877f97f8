"""What changed about a customer, when and by whom: kept by the database itself, whoever wrote."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path

from django.db import connection

from recoup.kernel.actor import Actor
from recoup.parties.queries.customers import readable
from recoup.parties.types import Change, ChangeKind, FieldChange

_SQL = Path(__file__).parent / "sql" / "change_history.sql"
# Fields that tell a reader nothing.
_SILENT = frozenset(
    {
        "approval_id",
        "created_at",
        "customer_id",
        "entity_id",
        "id",
        "name_folded",
        "placed_at",
        "placed_by_id",
    }
)


def change_history(*, customer_id: int, actor: Actor, limit: int = 200) -> list[Change]:
    """Return the latest changes of a customer, its contacts, addresses, accounts, payer names and holds.

    Changes written past the operations of this program are there too, without a name. Nothing for who may not
    read the customer.
    """
    if not readable(actor).filter(id=customer_id).exists():
        return []
    with connection.cursor() as cursor:
        cursor.execute(_SQL.read_text(), {"customer_id": customer_id, "limit": limit})
        return [
            Change(
                at=at,
                actor_name=actor_name or "",
                subject=subject,
                subject_id=subject_id,
                kind=ChangeKind(label),
                fields=tuple(_differences(subject, ChangeKind(label), _state(before), _state(after))),
            )
            for at, actor_name, subject, subject_id, label, before, after in cursor.fetchall()
        ]


def _state(value: object) -> Mapping[str, object]:
    """Return a row as JSON gives it; Django leaves JSON of raw queries as text."""
    loaded = json.loads(value) if isinstance(value, str) else value
    return loaded if isinstance(loaded, dict) else {}


def _differences(
    subject: str, kind: ChangeKind, before: Mapping[str, object], after: Mapping[str, object]
) -> Iterator[FieldChange]:
    if kind is ChangeKind.REMOVED:
        before, after = after, {}
    elif kind is ChangeKind.ADDED:
        before = {}
    for name in sorted({*before, *after}):
        if name.startswith("pgh_") or name in _SILENT:
            continue
        change = FieldChange(subject, name, _text(before.get(name)), _text(after.get(name)))
        if change.before != change.after:
            yield change


def _text(value: object) -> str:
    return "" if value is None else str(value)
