"""Reversals and returns: which receipt a line takes back, where that is beyond doubt."""

from __future__ import annotations

import json
from collections.abc import Sequence

from django.db import connection

from recoup.kernel.sentences import N_, Sentence

NOTHING_FITS = N_("The bank takes money back, but no receipt is known that it could be.")
SEVERAL_FIT = N_("The bank takes money back, and it could be more than one receipt.")

# The receipt must be of the same account and amount, not taken back yet, no younger, and share a reference that
# the bank or the payer gave: one such receipt is certain, two or none are for a person.
_LINK = """
WITH taking AS (
    SELECT l.id, l.account_id, l.amount, l.currency, l.line_date, l.end_to_end_id, l.bank_reference, l."references"
    FROM cash_statementline AS l
    WHERE l.statement_id = ANY(%(statements)s) AND l.state = 'TO_WORK' AND l.reason IS NULL
      AND l.kind IN ('RECEIPT_REVERSED', 'RETURNED') AND l.amount < 0
), found AS (
    SELECT t.id, min(r.id) AS receipt_id, count(r.id) AS fitting
    FROM taking AS t
    LEFT JOIN cash_statementline AS r ON r.account_id = t.account_id AND r.amount = -t.amount
        AND r.currency = t.currency AND r.kind = 'RECEIPT' AND r.state IN ('POSTED', 'TO_POST')
        AND r.line_date <= t.line_date
        AND (
            t.end_to_end_id <> '' AND r.end_to_end_id = t.end_to_end_id
            OR t.bank_reference <> '' AND r.bank_reference = t.bank_reference
            OR r.bank_reference <> '' AND t."references" @>
                jsonb_build_array(jsonb_build_object('value', r.bank_reference))
        )
        AND NOT EXISTS (SELECT FROM cash_statementline AS u WHERE u.undoes_id = r.id)
    GROUP BY t.id
), claimed AS (
    SELECT *, count(*) OVER (PARTITION BY receipt_id) AS claims FROM found
)
UPDATE cash_statementline AS l SET
    undoes_id = CASE WHEN c.fitting = 1 AND c.claims = 1 THEN c.receipt_id END,
    state = CASE WHEN c.fitting = 1 AND c.claims = 1 THEN 'TO_UNDO' ELSE 'TO_WORK' END,
    reason = CASE WHEN c.fitting = 1 AND c.claims = 1 THEN NULL
                  WHEN c.fitting = 0 THEN %(nothing)s::jsonb ELSE %(several)s::jsonb END
FROM claimed AS c WHERE c.id = l.id
"""


def link_undone(statement_ids: Sequence[int]) -> None:
    """Link the lines of these statements that take money back to the receipts that they take back."""
    with connection.cursor() as cursor:
        cursor.execute(
            _LINK,
            {
                "statements": list(statement_ids),
                "nothing": json.dumps(Sentence(NOTHING_FITS).to_json()),
                "several": json.dumps(Sentence(SEVERAL_FIT).to_json()),
            },
        )
