"""Recompute the ledger from its journal and list whatever does not agree."""

from __future__ import annotations

from collections.abc import Iterator

from django.db import connection

from recoup.ledger.types import Difference

# Each check selects (subject, expected, found) of what is wrong; an empty result is the proof.
CHECKS = {
    "entry balances": """
        SELECT 'entry ' || entry_id || ' ' || currency, '0', sum(amount)::text
        FROM ledger_posting GROUP BY entry_id, currency HAVING sum(amount) <> 0
    """,
    "entry is whole": """
        SELECT 'entry ' || e.id, e.posting_count::text, count(p.entry_id)::text
        FROM ledger_entry AS e LEFT JOIN ledger_posting AS p ON p.entry_id = e.id
        GROUP BY e.id HAVING count(p.entry_id) <> e.posting_count
    """,
    "posting has its entry's dates": """
        SELECT 'posting ' || p.entry_id || '/' || p.line,
            coalesce(e.effective_date || ' ' || e.recorded_at || ' ' || e.entity_id, 'an entry'),
            p.effective_date || ' ' || p.recorded_at || ' ' || p.entity_id
        FROM ledger_posting AS p LEFT JOIN ledger_entry AS e ON e.id = p.entry_id
        WHERE (e.effective_date, e.recorded_at, e.entity_id)
            IS DISTINCT FROM (p.effective_date, p.recorded_at, p.entity_id)
    """,
    "posting fits its item": """
        SELECT 'posting ' || p.entry_id || '/' || p.line, coalesce(i.currency, 'an item'), p.currency
        FROM ledger_posting AS p LEFT JOIN ledger_item AS i ON i.id = p.item_id
        WHERE p.item_id IS NOT NULL AND (
            i.id IS NULL OR i.currency <> p.currency OR i.entity_id <> p.entity_id
            OR (p.account = 'SUSPENSE') <> (i.customer_id IS NULL)
        )
    """,
    "item is opened by its entry": """
        SELECT 'item ' || i.id, i.amount::text, coalesce(sum(p.amount)::text, 'no posting')
        FROM ledger_item AS i LEFT JOIN ledger_posting AS p ON p.entry_id = i.entry_id AND p.item_id = i.id
        GROUP BY i.id HAVING sum(p.amount) IS DISTINCT FROM i.amount
    """,
    "open amount is the sum of the postings": """
        SELECT 'item ' || i.id, coalesce(sum(p.amount), 0)::text, i.amount_open::text
        FROM ledger_item AS i LEFT JOIN ledger_posting AS p ON p.item_id = i.id
        GROUP BY i.id HAVING coalesce(sum(p.amount), 0) <> i.amount_open
    """,
    "open amount lies between zero and the amount": """
        SELECT 'item ' || id, amount::text, amount_open::text FROM ledger_item
        WHERE amount_open NOT BETWEEN least(amount, 0) AND greatest(amount, 0)
    """,
    "item is marked reversed when its entry is": """
        SELECT 'item ' || i.id, (e.id IS NOT NULL)::text, i.is_reversed::text
        FROM ledger_item AS i LEFT JOIN ledger_entry AS e ON e.reverses_id = i.entry_id
        WHERE i.is_reversed <> (e.id IS NOT NULL)
    """,
    "reversal is equal and opposite": """
        SELECT 'entry ' || r.id, (-original.amount)::text, coalesce(p.amount::text, 'no posting')
        FROM ledger_entry AS r
        JOIN ledger_posting AS original ON original.entry_id = r.reverses_id
        LEFT JOIN ledger_posting AS p ON p.entry_id = r.id AND p.line = original.line
        WHERE (p.account, p.item_id, p.amount) IS DISTINCT FROM (original.account, original.item_id, -original.amount)
    """,
    "item has a customer of its entity": """
        SELECT 'item ' || i.id, 'a customer of entity ' || i.entity_id, coalesce(i.customer_id::text, 'none')
        FROM ledger_item AS i LEFT JOIN parties_customer AS c ON c.id = i.customer_id
        WHERE i.customer_id IS NOT NULL AND c.entity_id IS DISTINCT FROM i.entity_id
    """,
    "control account ties out to the open items": """
        SELECT 'entity ' || entity_id || ' ' || account || ' ' || currency, sum(control)::text, sum(items)::text
        FROM (
            SELECT entity_id, account, currency, amount AS control, 0 AS items
            FROM ledger_posting WHERE account IN ('RECEIVABLE', 'SUSPENSE')
            UNION ALL
            SELECT entity_id, CASE WHEN customer_id IS NULL THEN 'SUSPENSE' ELSE 'RECEIVABLE' END, currency,
                0, amount_open
            FROM ledger_item
        ) AS both_sides
        GROUP BY entity_id, account, currency HAVING sum(control) <> sum(items)
    """,
    "guards stand": """
        SELECT wanted.name || ' on ' || wanted.relation, 'enabled', coalesce(t.tgenabled::text, 'missing')
        FROM (VALUES
            ('guard_new', 'ledger_entry'), ('guard_new', 'ledger_posting'), ('guard_new', 'ledger_item'),
            ('refuse_change', 'ledger_entry'), ('refuse_change', 'ledger_posting'), ('refuse_change', 'ledger_item')
        ) AS wanted(name, relation)
        LEFT JOIN pg_trigger AS t ON t.tgname = wanted.name AND t.tgrelid = wanted.relation::regclass
        WHERE t.tgenabled IS DISTINCT FROM 'O'
    """,
}


def verify() -> Iterator[Difference]:
    """Yield every difference between the journal and what the program keeps from it; none proves the ledger.

    Recomputes open amounts, entries, reversals and the tie-out of the control accounts from the postings alone,
    and looks whether the database's guards stand.
    """
    with connection.cursor() as cursor:
        for check, statement in CHECKS.items():
            cursor.execute(statement)
            for subject, expected, found in cursor:
                yield Difference(check=check, subject=subject, expected=expected, found=found)
