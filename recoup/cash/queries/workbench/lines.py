"""The lines to work: receipts with money left, one row for each item that holds some."""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from datetime import date, datetime
from decimal import Decimal

from django.db import connection

from recoup.cash import permissions
from recoup.cash.types import (
    ClaimRecord,
    RefusalCode,
    Standing,
    WorkFilter,
    WorkLine,
    WorkPage,
)
from recoup.kernel.actor import Actor
from recoup.kernel.money import Money
from recoup.kernel.sentences import Sentence
from recoup.plumbing.db import sql
from recoup.team import queries as team

# Open receipts stand in an index of their own: the size of the ledger doesn't matter.
_OPEN = """
WITH held AS (
    SELECT i.id, i.entity_id, i.customer_id, i.currency, -i.amount_open AS amount, r.item_id AS receipt_id,
        r.value_date, r.score, r.verdict, r.refusal_code, r.payer_name, r.payer_account, r.text,
        r.bank_reference, r.refusal, l.id AS line_id, l.account_id
    FROM ledger_item AS i
    LEFT JOIN cash_receiptpart AS part ON part.item_id = i.id
    JOIN cash_receipt AS r ON r.item_id = coalesce(part.receipt_id, i.id)
    LEFT JOIN cash_statementline AS l ON l.receipt_item_id = r.item_id
    WHERE i.entity_id = ANY(%(entities)s) AND i.kind = 'RECEIPT' AND i.amount_open <> 0 AND NOT i.is_reversed
      AND (%(account)s::bigint IS NULL OR l.account_id = %(account)s)
      AND (%(statement)s::bigint IS NULL OR l.statement_id = %(statement)s)
      AND (%(from)s::date IS NULL OR i.issue_date >= %(from)s)
      AND (%(to)s::date IS NULL OR i.issue_date <= %(to)s)
      AND (NOT %(suspense)s OR i.customer_id IS NULL)
      AND (%(score)s::int IS NULL OR r.verdict = 'PROPOSE' AND r.score >= %(score)s)
      AND (%(receipts)s::bigint[] IS NULL OR r.item_id = ANY(%(receipts)s))
      AND (%(text)s = '' OR concat_ws(' ', r.payer_name, r.payer_account, r.text, r.bank_reference) ILIKE %(like)s)
)
"""

_PAGE = f"""{_OPEN}
SELECT h.receipt_id, h.id, h.entity_id, h.value_date, h.amount, h.currency, -came.amount, h.payer_name,
    h.payer_account, h.text, h.bank_reference, h.customer_id, h.verdict, h.score, h.refusal_code, h.refusal::text,
    h.line_id, h.account_id, claim.user_id, claim.user_name, claim.until,
    (SELECT count(*) FROM cash_receiptnote AS n
     WHERE n.receipt_id = h.receipt_id AND n.asked_id IS NOT NULL AND n.answered_at IS NULL),
    (SELECT array_agg(i.number ORDER BY place) FROM cash_proposal AS p
     CROSS JOIN LATERAL jsonb_array_elements(p.shares) WITH ORDINALITY AS share(one, place)
     JOIN ledger_item AS i ON i.id = (share.one->>'item')::bigint
     WHERE p.receipt_id = h.receipt_id AND p.item_id = h.id AND p.rank = 1)
FROM (SELECT * FROM held ORDER BY value_date, receipt_id, id LIMIT %(limit)s OFFSET %(offset)s) AS h
JOIN ledger_item AS came ON came.id = h.receipt_id
LEFT JOIN cash_claim AS claim ON claim.receipt_id = h.receipt_id AND claim.until > %(now)s
ORDER BY h.value_date, h.receipt_id, h.id
"""

_COUNT = f"{_OPEN} SELECT currency, count(*), sum(amount) FROM held GROUP BY currency ORDER BY currency"

_STANDINGS = {"": Standing.NEW, "PROPOSE": Standing.PROPOSED}


def work_page(
    *, wanted: WorkFilter, actor: Actor, on: date, now: datetime, page: int = 1, size: int = 50
) -> WorkPage:
    """Return a page of the receipts with money left, oldest first, of the entities whose cash the actor may read.

    `on` is the day for ages, `now` tells which claims still hold. Amounts are positive, in their own currencies.
    """
    entities = team.entity_ids(actor=actor, permission=permissions.READ)
    if wanted.entity_ids is not None:
        entities &= wanted.entity_ids
    found = lines_by(wanted, entities, on=on, now=now, limit=size, offset=(page - 1) * size)
    count, totals = _counted(wanted, entities)
    return WorkPage(lines=tuple(found), count=count, totals=totals)


def left_to_work(*, wanted: WorkFilter, actor: Actor) -> tuple[Money, ...]:
    """Return all that the receipts of a list have left, positive, a sum for each currency."""
    entities = team.entity_ids(actor=actor, permission=permissions.READ)
    if wanted.entity_ids is not None:
        entities &= wanted.entity_ids
    return _counted(wanted, entities)[1]


def _counted(wanted: WorkFilter, entities: Collection[int]) -> tuple[int, tuple[Money, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(_COUNT, parameters(wanted, entities))
        sums = cursor.fetchall()
    return sum(count for _, count, _ in sums), tuple(Money(amount, currency) for currency, _, amount in sums)


def lines_by(
    criteria: WorkFilter,
    entities: Collection[int],
    *,
    on: date,
    now: datetime,
    limit: int,
    offset: int = 0,
    receipt_ids: Sequence[int] | None = None,
) -> list[WorkLine]:
    """Return lines of these entities; of `receipt_ids` only, where they are given."""
    values = parameters(criteria, entities) | {"limit": limit, "offset": offset, "now": now}
    values["receipts"] = list(receipt_ids) if receipt_ids is not None else None
    with connection.cursor() as cursor:
        cursor.execute(_PAGE, values)
        return [_line(row, on) for row in cursor]


def parameters(criteria: WorkFilter, entities: Collection[int]) -> dict[str, sql.Value]:
    """Return what the queries over open receipts are asked with."""
    escaped = criteria.text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return {
        "entities": [*sorted(entities)],
        "account": criteria.account_id,
        "statement": criteria.statement_id,
        "from": criteria.from_date,
        "to": criteria.to_date,
        "suspense": criteria.in_suspense,
        "score": criteria.score_min,
        "receipts": None,
        "text": criteria.text,
        "like": f"%{escaped}%",
    }


def _line(row: Sequence[object], on: date) -> WorkLine:
    (
        (receipt_id, item_id, entity_id, value_date, left, currency, amount, payer_name, payer_account, text),
        rest,
    ) = (
        row[:10],
        row[10:],
    )
    bank_reference, customer_id, verdict, score, code, refusal, line_id, account_id, *claim = rest
    user_id, user_name, until, questions, numbers = claim
    return WorkLine(
        receipt_id=_whole(receipt_id),
        item_id=_whole(item_id),
        entity_id=_whole(entity_id),
        value_date=_day(value_date),
        age=(on - _day(value_date)).days,
        left=Money(_amount(left), str(currency)),
        amount=Money(_amount(amount), str(currency)),
        payer_name=str(payer_name),
        payer_account=str(payer_account),
        text=str(text),
        bank_reference=str(bank_reference),
        customer_id=_whole_or_none(customer_id),
        standing=_STANDINGS.get(str(verdict), Standing.NOTHING_FOUND),
        best=_whole_or_none(score),
        numbers=tuple(numbers) if isinstance(numbers, list) else (),
        refusal_code=RefusalCode(str(code)) if code else None,
        refusal=Sentence.from_json(json.loads(str(refusal))) if refusal else None,
        claim=_claim(user_id, user_name, until),
        questions=_whole(questions),
        line_id=_whole_or_none(line_id),
        account_id=_whole_or_none(account_id),
    )


def _claim(user_id: object, user_name: object, until: object) -> ClaimRecord | None:
    return ClaimRecord(_whole(user_id), str(user_name), until) if isinstance(until, datetime) else None


def _whole(value: object) -> int:
    assert isinstance(value, int)
    return value


def _whole_or_none(value: object) -> int | None:
    return None if value is None else _whole(value)


def _day(value: object) -> date:
    assert isinstance(value, date)
    return value


def _amount(value: object) -> Decimal:
    assert isinstance(value, Decimal)
    return value
