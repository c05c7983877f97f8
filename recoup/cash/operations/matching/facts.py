"""What is known of receipts that are to be matched: their money, what the bank said, what was undone before."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from django.db import connection

from recoup.engines.matching import AdviceRow, Receipt
from recoup.ledger import queries as ledger
from recoup.ledger.queries import OpenReceipt

_STRUCTURED = ("CREDITOR", "DOCUMENT", "CUSTOMER")

_EVIDENCE = """
SELECT money.item_id, r.item_id, concat_ws(' ', r.text, nullif(r.pays_item_number, '')), r.payer_name,
    r.payer_account, part.item_id IS NULL OR part.is_told,
    coalesce(l."references", '[]')::text, coalesce(l.ultimate_party, '')
FROM unnest(%s::bigint[]) AS money(item_id)
LEFT JOIN cash_receiptpart AS part ON part.item_id = money.item_id
JOIN cash_receipt AS r ON r.item_id = coalesce(part.receipt_id, money.item_id)
LEFT JOIN cash_statementline AS l ON l.receipt_item_id = r.item_id
"""

_ITEMS_OF = "SELECT receipt_id, item_id FROM cash_receiptpart WHERE receipt_id = ANY(%s)"


@dataclass(frozen=True, slots=True)
class Case:
    """A receipt to be matched: its key in this room, its money in the ledger, and what the engine reads."""

    receipt_id: int
    money: OpenReceipt
    facts: Receipt


@dataclass(frozen=True, slots=True)
class Advised:
    """What the remittance advice of a receipt says: who pays, and what of which document."""

    payer_name: str
    rows: tuple[AdviceRow, ...]


@dataclass(frozen=True, slots=True)
class Undone:
    """What was done with receipts and undone since: pairs of receipt and item, and of receipt and customer."""

    items: frozenset[tuple[int, int]] = field(default_factory=frozenset)
    payers: frozenset[tuple[int, int]] = field(default_factory=frozenset)


_NO_ADVICE = Advised("", ())


def cases_of(money: Sequence[OpenReceipt], *, entity_id: int, advices: Mapping[int, Advised]) -> list[Case]:
    """Return the receipts with what is known of them, in the order given; one that came with nothing is left out.

    Who paid is said only where a person or the file said it: what the program itself found proves nothing anew.
    """
    with connection.cursor() as cursor:
        cursor.execute(_EVIDENCE, [[one.item_id for one in money]])
        evidence = {item_id: row for item_id, *row in cursor}
    cases = []
    for one in money:
        if one.item_id not in evidence:
            continue
        receipt_id, text, payer_name, payer_account, is_told, references, ultimate = evidence[one.item_id]
        advice = advices.get(receipt_id, _NO_ADVICE)
        facts = Receipt(
            line_id=one.item_id,
            entity_id=entity_id,
            amount=one.amount_unapplied,
            currency=one.currency,
            value_date=one.value_date,
            payer_name=ultimate or payer_name or advice.payer_name,
            payer_account=payer_account,
            references=tuple(each["value"] for each in json.loads(references) if each["kind"] in _STRUCTURED),
            text=text,
            advice=advice.rows,
            customer_id=one.customer_id if is_told else None,
        )
        cases.append(Case(receipt_id, one, facts))
    return cases


def undone_of(cases: Iterable[Case]) -> Undone:
    """Return what was done with these receipts before and undone since, by a person."""
    given_back = {case.receipt_id for case in cases if case.money.is_given_back}
    if not given_back:
        return Undone()
    owner = {receipt_id: receipt_id for receipt_id in given_back}
    with connection.cursor() as cursor:
        cursor.execute(_ITEMS_OF, [sorted(given_back)])
        owner.update({item_id: receipt_id for receipt_id, item_id in cursor})
    undone = ledger.undone_applications(item_ids=owner)
    return Undone(
        frozenset((owner[one.item_id], one.other_item_id) for one in undone if not one.is_receipt),
        frozenset(
            (owner[one.item_id], one.customer_id)
            for one in undone
            if one.is_receipt and one.customer_id is not None and one.item_id != one.other_item_id
        ),
    )
