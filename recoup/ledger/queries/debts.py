"""Which items are parts of one debt."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from django.db import connection

# The parts of a document with split terms are one debt, named by the first of its items.
_DEBTS = """
SELECT i.id, coalesce((
    SELECT min(p.id) FROM ledger_item AS p
    WHERE NOT p.is_reversed AND (p.entity_id, p.kind, p.number) = (i.entity_id, i.kind, i.number)
), i.id)
FROM ledger_item AS i WHERE i.id = ANY(%s)
"""


def debts_of(*, item_ids: Collection[int]) -> Mapping[int, int]:
    """Return by item the debt it is part of: the number of its document's first item; for programs, by one query."""
    if not item_ids:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(_DEBTS, [sorted(item_ids)])
        return dict(cursor.fetchall())
