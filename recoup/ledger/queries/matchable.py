"""Items that receipts may pay: those that they name, then all of those who may have paid. Never the whole ledger."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from django.db import connection

from recoup.plumbing.db.copy import copy_rows


class MatchableItem(NamedTuple):
    """An item that a receipt may pay or, settled, may have paid already; credits have negative amounts.

    `settled_date` is the day on which the last of it was settled, None while anything is open.
    """

    item_id: int
    entity_id: int
    customer_id: int
    number: str
    part: int
    currency: str
    amount: Decimal
    amount_open: Decimal
    issue_date: date
    due_date: date | None
    reference: str
    settled_date: date | None


class OpenBook(NamedTuple):
    """How many items are open, and how many signs the longest of their folded numbers has."""

    size: int
    longest: int


_SIZE = """
SELECT count(*), coalesce(max(length(number_folded)), 0) FROM ledger_item
WHERE entity_id = %s AND amount_open <> 0 AND kind NOT IN ('RECEIPT', 'DEPOSIT', 'CHEQUE_CREDIT')
"""

_WANTED_KEYS = """
DROP TABLE IF EXISTS pg_temp.wanted_key;
CREATE TEMPORARY TABLE wanted_key (way text NOT NULL, number text NOT NULL) ON COMMIT DROP
"""

_WANTED_BOOKS = """
DROP TABLE IF EXISTS pg_temp.wanted_customer, pg_temp.wanted_amount;
CREATE TEMPORARY TABLE wanted_customer (customer_id bigint NOT NULL) ON COMMIT DROP;
CREATE TEMPORARY TABLE wanted_amount (currency text NOT NULL, amount numeric NOT NULL) ON COMMIT DROP
"""

_COLUMNS = """
SELECT i.id, i.entity_id, i.customer_id, i.number, i.part, i.currency, i.amount, i.amount_open, i.issue_date,
    i.due_date, i.reference"""

_MAY_BE_PAID = """
    NOT i.is_reversed AND i.customer_id IS NOT NULL AND i.kind NOT IN ('RECEIPT', 'DEPOSIT', 'CHEQUE_CREDIT')"""

_OPEN = f"""
{_COLUMNS}, NULL::date
FROM (SELECT DISTINCT id FROM found) AS chosen JOIN ledger_item AS i ON i.id = chosen.id
JOIN ledger_entry AS opened ON opened.id = i.entry_id
WHERE {_MAY_BE_PAID} AND i.issue_date <= %(until)s AND opened.effective_date <= %(until)s
"""

_SETTLED_ON = """
CROSS JOIN LATERAL (SELECT max(p.effective_date) AS on_date FROM ledger_posting AS p WHERE p.item_id = i.id) AS settled
"""

# One look into an index for each key, whatever the planner thinks of the sizes: OFFSET 0 keeps it from joining.
# The expressions are those of the indexes of `sql/numbers.sql`, and mean what recoup.kernel.folding does.
_NAMED = f"""
WITH found AS (
    SELECT i.id FROM wanted_key AS w CROSS JOIN LATERAL (
        SELECT id FROM ledger_item
        WHERE entity_id = %(entity)s AND number_folded = w.number AND amount_open <> 0 OFFSET 0
    ) AS i WHERE w.way = 'NUMBER'
    UNION ALL
    SELECT i.id FROM wanted_key AS w CROSS JOIN LATERAL (
        SELECT id FROM ledger_item
        WHERE entity_id = %(entity)s AND upper(replace(reference, ' ', '')) = w.number AND amount_open <> 0
          AND reference <> '' OFFSET 0
    ) AS i WHERE w.way = 'NUMBER'
    UNION ALL
    SELECT i.id FROM wanted_key AS w CROSS JOIN LATERAL (
        SELECT id FROM ledger_item
        WHERE entity_id = %(entity)s AND recoup_reference_digits(number_folded) = w.number AND amount_open <> 0
        OFFSET 0
    ) AS i WHERE w.way = 'DIGITS'
    UNION ALL
    SELECT i.id FROM wanted_key AS w CROSS JOIN LATERAL (
        SELECT id FROM ledger_item
        WHERE entity_id = %(entity)s AND recoup_reference_lookalike(number_folded) = w.number AND amount_open <> 0
        OFFSET 0
    ) AS i WHERE w.way = 'LOOKALIKE'
)
{_OPEN}
"""

# A payer may name what is settled since long, or what is owed to another company of ours.
_NAMED_BEYOND = f"""
{_COLUMNS}, CASE WHEN i.amount_open = 0 THEN settled.on_date END
FROM team_entity AS e CROSS JOIN wanted_key AS w
CROSS JOIN LATERAL (
    SELECT * FROM ledger_item AS own WHERE own.entity_id = e.id AND own.number_folded = w.number OFFSET 0
) AS i
{_SETTLED_ON}
WHERE w.way = 'NUMBER' AND {_MAY_BE_PAID} AND (
    e.id = %(entity)s AND i.amount_open = 0 AND i.amount > 0 AND i.issue_date <= %(until)s
    OR e.id <> %(entity)s AND i.amount_open <> 0)
"""

_OF_CUSTOMERS = f"""
WITH found AS (
    SELECT i.id FROM wanted_customer AS w CROSS JOIN LATERAL (
        SELECT id FROM ledger_item
        WHERE customer_id = w.customer_id AND entity_id = %(entity)s AND amount_open <> 0 OFFSET 0
    ) AS i
    UNION ALL
    SELECT i.id FROM wanted_amount AS w JOIN ledger_item AS i
        ON i.amount_open = w.amount AND i.currency = w.currency
    WHERE i.entity_id = %(entity)s AND i.amount_open <> 0
)
{_OPEN}
"""

_SETTLED_OF_CUSTOMERS = f"""
{_COLUMNS}, settled.on_date
FROM wanted_customer AS c CROSS JOIN LATERAL (
    SELECT * FROM ledger_item AS own WHERE own.customer_id = c.customer_id AND own.amount_open = 0 OFFSET 0
) AS i
JOIN wanted_amount AS w ON w.amount = i.amount AND w.currency = i.currency
{_SETTLED_ON}
WHERE i.entity_id = %(entity)s AND {_MAY_BE_PAID} AND i.issue_date <= %(until)s
  AND settled.on_date >= %(since)s
"""


def open_book(*, entity_id: int) -> OpenBook:
    """Return the size of what the entity has open."""
    with connection.cursor() as cursor:
        cursor.execute(_SIZE, [entity_id])
        return OpenBook(*cursor.fetchone())


def items_named_like(
    *,
    entity_id: int,
    until: date,
    numbers: Iterable[str],
    lookalikes: Iterable[str],
    digits: Iterable[str],
) -> Iterator[MatchableItem]:
    """Yield the items that one of the folded `numbers` names, by its number or its reference.

    Open ones are also found by `lookalikes` (`reference_lookalike`) and `digits` (`reference_digits` of
    recoup.kernel.folding). Settled ones, and open ones of other entities, only by their very number. Items that enter
    the ledger after `until` are left out. Needs a transaction; some items may come twice.
    """
    ways = (("NUMBER", numbers), ("LOOKALIKE", lookalikes), ("DIGITS", digits))
    rows = ((way, number) for way, texts in ways for number in sorted(set(texts)))
    with connection.cursor() as cursor:
        cursor.execute(_WANTED_KEYS)
        copy_rows(cursor, "wanted_key", ("way", "number"), rows)
        cursor.execute("ANALYZE wanted_key")
        for query in (_NAMED, _NAMED_BEYOND):
            cursor.execute(query, {"entity": entity_id, "until": until})
            yield from map(MatchableItem._make, cursor)


def items_of_payers(
    *,
    entity_id: int,
    until: date,
    settled_since: date,
    customer_ids: Iterable[int],
    amounts: Iterable[tuple[str, Decimal]],
) -> Iterator[MatchableItem]:
    """Yield what these customers have open, what anybody has open of just one of the `amounts` (currency, amount).

    With them come the items of these customers, of one of the amounts, that were settled since `settled_since`. Items
    that enter the ledger after `until` are left out. Needs a transaction; some items may come twice.
    """
    customers = ((customer_id,) for customer_id in sorted(set(customer_ids)))
    with connection.cursor() as cursor:
        cursor.execute(_WANTED_BOOKS)
        copy_rows(cursor, "wanted_customer", ("customer_id",), customers)
        copy_rows(cursor, "wanted_amount", ("currency", "amount"), sorted(set(amounts)))
        cursor.execute("ANALYZE wanted_customer, wanted_amount")
        for query in (_OF_CUSTOMERS, _SETTLED_OF_CUSTOMERS):
            cursor.execute(query, {"entity": entity_id, "until": until, "since": settled_since})
            yield from map(MatchableItem._make, cursor)
