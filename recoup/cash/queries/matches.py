"""All matches as rows: what was applied and what is proposed, share by share, with the reasons."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db import connection, transaction

from recoup.cash import permissions
from recoup.kernel.actor import Actor
from recoup.kernel.sentences import Sentence
from recoup.team import queries as team

# Deeds that stand, then the proposals for what is left, then receipts that nothing is proposed for.
_MATCHES = """
SELECT r.item_id, r.bank_reference, came.number, r.value_date, came.currency, -came.amount, i.number, i.part,
    share.one->>'amount', 'applied', d.rank, d.score, d.evidence::text, NULL
FROM cash_receiptdeed AS d
JOIN cash_receipt AS r ON r.item_id = d.receipt_id JOIN ledger_item AS came ON came.id = r.item_id
CROSS JOIN LATERAL jsonb_array_elements(d.shares) AS share(one)
JOIN ledger_item AS i ON i.id = (share.one->>'item')::bigint
WHERE d.undone_at IS NULL AND d.kind = 'APPLIED' AND r.entity_id = ANY(%(entities)s)
UNION ALL
SELECT r.item_id, r.bank_reference, came.number, r.value_date, came.currency, -came.amount, i.number, i.part,
    share.one->>'amount', 'proposed', p.rank, p.score, p.evidence::text, r.refusal::text
FROM cash_proposal AS p
JOIN cash_receipt AS r ON r.item_id = p.receipt_id JOIN ledger_item AS came ON came.id = r.item_id
CROSS JOIN LATERAL jsonb_array_elements(p.shares) AS share(one)
JOIN ledger_item AS i ON i.id = (share.one->>'item')::bigint
WHERE r.entity_id = ANY(%(entities)s)
UNION ALL
SELECT r.item_id, r.bank_reference, came.number, r.value_date, came.currency, -came.amount, NULL, NULL,
    NULL, 'none', NULL, NULL, NULL, r.refusal::text
FROM cash_receipt AS r JOIN ledger_item AS came ON came.id = r.item_id
WHERE r.entity_id = ANY(%(entities)s)
  AND NOT EXISTS (SELECT FROM cash_proposal AS p WHERE p.receipt_id = r.item_id)
  AND NOT EXISTS (
    SELECT FROM cash_receiptdeed AS d WHERE d.receipt_id = r.item_id AND d.undone_at IS NULL AND d.kind = 'APPLIED'
  )
ORDER BY 4, 1, 10, 11, 7, 8
"""
_BATCH = 2_000


@dataclass(frozen=True, slots=True)
class MatchRow:
    """A share of a receipt: `amount` of the item, in its currency. Without a proposal there is no item.

    `decision` is applied, proposed or none; `reasons` are the evidence, then why it is not applied.
    """

    receipt_id: int
    bank_reference: str
    receipt_number: str
    value_date: date
    currency: str
    received: Decimal
    item_number: str
    part: int | None
    amount: Decimal | None
    decision: str
    rank: int | None
    score: int | None
    reasons: tuple[Sentence, ...]


def matches(*, actor: Actor, entity_ids: frozenset[int] | None = None) -> Iterator[MatchRow]:
    """Yield all that was applied and stands, what is proposed, and receipts with neither; read as a stream.

    Amounts that came in are positive.
    """
    entities = team.entity_ids(actor=actor, permission=permissions.READ)
    if entity_ids is not None:
        entities &= entity_ids
    with transaction.atomic(), connection.chunked_cursor() as cursor:
        cursor.execute(_MATCHES, {"entities": [*sorted(entities)]})
        while rows := cursor.fetchmany(_BATCH):
            for row in rows:
                *facts, number, part, amount, decision, rank, score, evidence, refusal = row
                receipt_id, reference, receipt_number, value_date, currency, received = facts
                yield MatchRow(
                    receipt_id=receipt_id,
                    bank_reference=reference,
                    receipt_number=receipt_number,
                    value_date=value_date,
                    currency=currency,
                    received=received,
                    item_number=number or "",
                    part=part,
                    amount=None if amount is None else Decimal(amount),
                    decision=decision,
                    rank=rank,
                    score=score,
                    reasons=_reasons(evidence, refusal),
                )


def _reasons(evidence: str | None, refusal: str | None) -> tuple[Sentence, ...]:
    told = [Sentence.from_json(piece["sentence"]) for piece in json.loads(evidence or "[]")]
    if refusal:
        told.append(Sentence.from_json(json.loads(refusal)))
    return tuple(told)
