"""Whether every cent that the banks told stands somewhere: what `recoup verify` asks beyond the ledger itself."""

from __future__ import annotations

from collections.abc import Iterator

from django.db import connection

from recoup.ledger.types import Difference

# Each check selects (subject, expected, found) of what is wrong; an empty result is the proof.
CHECKS = {
    "posted bank line is its receipt": """
        SELECT 'bank line ' || l.id, l.amount || ' ' || l.currency,
            coalesce(-i.amount || ' ' || i.currency, 'no receipt')
        FROM cash_statementline AS l LEFT JOIN ledger_item AS i ON i.id = l.receipt_item_id AND i.kind = 'RECEIPT'
        WHERE l.state = 'POSTED' AND (-i.amount, i.currency) IS DISTINCT FROM (l.amount, l.currency)
    """,
    "receipt stands for one bank line": """
        SELECT 'item ' || receipt_item_id, '1', count(*)::text FROM cash_statementline
        WHERE receipt_item_id IS NOT NULL AND state = 'POSTED' GROUP BY receipt_item_id HAVING count(*) > 1
    """,
    "receipt is taken back by the bank's own line": """
        SELECT 'bank line ' || l.id, 'taken back', 'standing'
        FROM cash_statementline AS back
        JOIN cash_statementline AS l ON l.id = back.undoes_id JOIN ledger_item AS i ON i.id = l.receipt_item_id
        WHERE back.state = 'UNDONE' AND NOT i.is_reversed
    """,
    "batch is the sum of its parts": """
        SELECT 'bank line ' || l.id, l.amount::text, coalesce(sum(p.amount), 0)::text
        FROM cash_statementline AS l LEFT JOIN cash_statementline AS p ON p.parent_id = l.id
        WHERE l.state = 'IN_PARTS' GROUP BY l.id HAVING coalesce(sum(p.amount), 0) <> l.amount
    """,
    "statement is the sum of its lines": """
        SELECT 'statement ' || s.id, (s.sum_in + s.sum_out)::text, coalesce(sum(l.amount), 0)::text
        FROM cash_statement AS s JOIN cash_bankaccount AS a ON a.id = s.account_id
        LEFT JOIN (
            SELECT statement_id, id AS line_id FROM cash_statementline WHERE parent_id IS NULL
            UNION SELECT statement_id, line_id FROM cash_retelling
        ) AS told ON told.statement_id = s.id
        LEFT JOIN cash_statementline AS l ON l.id = told.line_id AND l.status = 'BOOKED' AND l.currency = a.currency
            AND l.parent_id IS NULL
        GROUP BY s.id HAVING coalesce(sum(l.amount), 0) <> s.sum_in + s.sum_out
    """,
    # Moved to customers or not: what was given out and what is left of a receipt are what the bank told.
    "receipt is applied, unapplied, in suspense or passed on": """
        WITH RECURSIVE family AS (
            SELECT id AS line_id, receipt_item_id AS item_id, amount FROM cash_statementline WHERE state = 'POSTED'
            UNION
            SELECT f.line_id, there.item_id, f.amount
            FROM family AS f
            JOIN ledger_posting AS here ON here.item_id = f.item_id AND here.amount > 0
            JOIN ledger_entry AS e ON e.id = here.entry_id AND e.kind = 'IDENTIFICATION'
            JOIN ledger_posting AS there ON there.entry_id = e.id AND there.amount < 0 AND there.item_id IS NOT NULL
        ), moved AS (
            SELECT f.line_id, -sum(p.amount) AS left_over,
                sum(p.amount) FILTER (
                    WHERE e.kind NOT IN ('RECEIPT', 'IDENTIFICATION', 'OPENING')
                      AND coalesce(original.kind, '') <> 'IDENTIFICATION'
                ) AS given
            FROM family AS f JOIN ledger_posting AS p ON p.item_id = f.item_id
            JOIN ledger_entry AS e ON e.id = p.entry_id
            LEFT JOIN ledger_entry AS original ON original.id = e.reverses_id
            GROUP BY f.line_id
        )
        SELECT 'bank line ' || l.id, l.amount::text, (m.left_over + coalesce(m.given, 0))::text
        FROM cash_statementline AS l JOIN moved AS m ON m.line_id = l.id
        WHERE m.left_over + coalesce(m.given, 0) <> l.amount
    """,
}


def verify_bank() -> Iterator[Difference]:
    """Yield every difference between what the banks told and what stands in the ledger; none proves the cash.

    The law: of each statement applied + unapplied + suspense + not ours + out + taken back + to be worked is what
    moved on it.
    """
    with connection.cursor() as cursor:
        for check, statement in CHECKS.items():
            cursor.execute(statement)
            for subject, expected, found in cursor:
                yield Difference(check=check, subject=subject, expected=expected, found=found)
