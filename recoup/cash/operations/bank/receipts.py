"""Money in on a statement becomes receipts of the ledger, each linked to its line."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import NamedTuple

from django.db import connection

from recoup.cash.models import StatementLine
from recoup.cash.operations.posting import post_receipts, receipt_number
from recoup.cash.types import BankAccountRecord, NewReceipt
from recoup.formats.bank.types import ReferenceKind
from recoup.kernel.actor import Actor
from recoup.kernel.sentences import Sentence
from recoup.ledger import queries as ledger_queries
from recoup.ledger.types import Refusal

SOURCE = "bank statement"
_BATCH = 10_000
_SHOWN = (ReferenceKind.CREDITOR.value, ReferenceKind.DOCUMENT.value, ReferenceKind.CUSTOMER.value)

# A part of a batch that carries no reference of its own is called by the batch and its place in it.
_WAITING = """
SELECT id, account_id, statement_id, CASE
           WHEN parent_id IS NULL THEN reference
           WHEN bank_reference <> '' AND bank_reference <> reference THEN bank_reference
           ELSE reference || '-' || position END,
       bank_reference, coalesce(value_date, booking_date, line_date), currency, amount, party_name, party_account,
       coalesce(nullif(text, ''), information), "references", end_to_end_id
FROM cash_statementline
WHERE state = 'TO_POST' AND account_id = ANY(%s) AND id > %s ORDER BY id LIMIT %s
"""

_LINK = """
UPDATE cash_statementline AS l SET state = 'POSTED', receipt_item_id = linked.item_id
FROM unnest(%(lines)s::bigint[], %(items)s::bigint[]) AS linked(line_id, item_id) WHERE l.id = linked.line_id
"""

_REFUSE = """
UPDATE cash_statementline AS l SET state = 'TO_WORK', reason = refused.reason::jsonb
FROM unnest(%(lines)s::bigint[], %(reasons)s::text[]) AS refused(line_id, reason) WHERE l.id = refused.line_id
"""


class _Waiting(NamedTuple):
    """A line that is to be posted."""

    id: int
    account_id: int
    statement_id: int
    name: str
    bank_reference: str
    value_date: date
    currency: str
    amount: Decimal
    party_name: str
    party_account: str
    text: str
    references: str
    end_to_end_id: str


@dataclass(slots=True)
class Posted:
    """How many receipts came from each statement, and how much they come to."""

    counts: defaultdict[int, int] = field(default_factory=lambda: defaultdict(int))
    amounts: defaultdict[int, Decimal] = field(default_factory=lambda: defaultdict(Decimal))

    def of(self, statement_id: int) -> tuple[int, Decimal]:
        """Return count and sum of the receipts that a statement told first."""
        return self.counts[statement_id], self.amounts[statement_id]


def post_lines(accounts: Mapping[int, BankAccountRecord], *, actor: Actor, now: datetime) -> Posted:
    """Post what came in on `accounts` and waits to be posted; lines that the ledger refuses go to a person.

    A receipt that stands in the ledger already under the same reference, day and amount, and belongs to no line yet
    (it came by another way, such as the daily cash report), becomes the line's instead of a second one.
    """
    posted = Posted()
    last = 0
    while batch := _waiting(accounts, last):
        _post(batch, accounts, posted, actor=actor, now=now)
        last = batch[-1].id
    return posted


def _waiting(accounts: Mapping[int, BankAccountRecord], last: int) -> list[_Waiting]:
    with connection.cursor() as cursor:
        cursor.execute(_WAITING, [list(accounts), last, _BATCH])
        return [_Waiting(*row) for row in cursor]


def _post(
    batch: Sequence[_Waiting],
    accounts: Mapping[int, BankAccountRecord],
    posted: Posted,
    *,
    actor: Actor,
    now: datetime,
) -> None:
    numbers, links = _numbered(batch, accounts)
    receipts = [
        _receipt(line, accounts[line.account_id].entity_id, numbers[line.id])
        for line in batch
        if line.id in numbers
    ]
    result = post_receipts(receipts=receipts, source=SOURCE, actor=actor, now=now)
    refused = {refusal.line: refusal for refusal in result.refused}
    wanted = [(receipt.entity_id, receipt.number) for receipt in receipts if receipt.line not in refused]
    items = ledger_queries.receipts_by_number(numbers=wanted)
    links.update(
        {
            receipt.line: items[receipt.entity_id, receipt.number]
            for receipt in receipts
            if receipt.line not in refused
        }
    )
    _keep(links, refused.values())
    for line in batch:
        if line.id in links:
            posted.counts[line.statement_id] += 1
            posted.amounts[line.statement_id] += line.amount


def _numbered(
    batch: Sequence[_Waiting], accounts: Mapping[int, BankAccountRecord]
) -> tuple[dict[int, str], dict[int, int]]:
    """Return a free number for each line that needs a receipt, and the receipts that stand there for the others."""
    numbers: dict[int, str] = {}
    links: dict[int, int] = {}
    taken: set[tuple[int, str]] = set()
    claimed: set[int] = set()
    left, place = list(batch), 0
    while left:
        place += 1
        named = {line.id: (accounts[line.account_id].entity_id, _number(line, place)) for line in left}
        standing = ledger_queries.receipts_by_number(numbers=list(named.values()))
        used = _of_lines(standing.values()) | claimed
        again: list[_Waiting] = []
        for line in left:
            key = named[line.id]
            item_id = standing.get(key)
            if item_id is not None and item_id not in used:
                links[line.id] = item_id
                used.add(item_id)
                claimed.add(item_id)
            elif item_id is None and key not in taken:
                taken.add(key)
                numbers[line.id] = key[1]
            else:
                again.append(line)
        left = again
    return numbers, links


def _number(line: _Waiting, place: int) -> str:
    number = receipt_number(line.name, line.value_date, line.amount, line.currency)
    return number if place == 1 else f"{number}/{place}"


def _of_lines(item_ids: Iterable[int]) -> set[int]:
    """Return which of these receipts belong to a line already."""
    rows = StatementLine.objects.filter(receipt_item_id__in=list(item_ids))
    return {item_id for item_id in rows.values_list("receipt_item_id", flat=True) if item_id is not None}


def _receipt(line: _Waiting, entity_id: int, number: str) -> NewReceipt:
    return NewReceipt(
        line=line.id,
        entity_id=entity_id,
        customer_number="",
        bank_reference=line.bank_reference or line.end_to_end_id,
        value_date=line.value_date,
        currency=line.currency,
        amount=line.amount,
        payer_name=line.party_name,
        payer_account=line.party_account,
        text=_said(line),
        number=number,
    )


def _said(line: _Waiting) -> str:
    """Return what the payer said: the text, and the references that stand in fields of their own."""
    values = [each["value"] for each in json.loads(line.references) if each["kind"] in _SHOWN]
    return " ".join([line.text, *(value for value in values if value not in line.text)]).strip()


def _keep(links: Mapping[int, int], refused: Iterable[Refusal]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(_LINK, {"lines": list(links), "items": list(links.values())})
        reasons = {refusal.line: _packed(refusal.sentence) for refusal in refused}
        if reasons:
            cursor.execute(_REFUSE, {"lines": list(reasons), "reasons": list(reasons.values())})


def _packed(sentence: Sentence) -> str:
    return json.dumps(sentence.to_json())
