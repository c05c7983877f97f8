"""Advices and receipts that meet by themselves: same amount and currency, near in time, one payer, no other fits."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import connection

from recoup.cash.models import Advice
from recoup.cash.rules import REMITTANCE_ADVICES
from recoup.engines.matching.names import alike_names, index_names
from recoup.kernel.actor import Actor
from recoup.kernel.folding import fold_reference
from recoup.plumbing.audit import operations as audit
from recoup.plumbing.audit.types import Deed
from recoup.rulebook import queries as rulebook

_ALIKE = 90
_REFERENCE_MIN = 5

# Only money of which nothing is applied yet: an advice is about a whole payment.
_PAIRS = """
SELECT a.id, r.item_id, held.customer_id, a.payer_name, a.reference,
    coalesce(nullif(l.ultimate_party, ''), r.payer_name),
    concat_ws(' ', r.bank_reference, r.text, l.end_to_end_id, l.entry_reference)
FROM cash_advice AS a
JOIN ledger_item AS held ON held.entity_id = a.entity_id AND held.kind = 'RECEIPT' AND NOT held.is_reversed
    AND held.amount_open <> 0 AND held.amount_open = -a.total AND held.currency = a.currency
LEFT JOIN cash_receiptpart AS part ON part.item_id = held.id
JOIN cash_receipt AS r ON r.item_id = coalesce(part.receipt_id, held.id)
JOIN ledger_item AS came ON came.id = r.item_id AND came.amount = held.amount_open
LEFT JOIN cash_statementline AS l ON l.receipt_item_id = r.item_id
WHERE a.entity_id = %(entity)s AND a.receipt_id IS NULL AND a.is_sound AND NOT a.is_detached
  AND r.value_date BETWEEN coalesce(a.payment_date, a.received_on) - %(before)s::int
      AND coalesce(a.payment_date, a.received_on) + %(after)s::int
  AND NOT EXISTS (SELECT 1 FROM cash_advice AS other WHERE other.receipt_id = r.item_id)
ORDER BY a.id, r.item_id
"""

_OWNERS = """
SELECT DISTINCT row.advice_id, c.id, c.name_legal, c.name_trading, c.name_latin,
    ARRAY(SELECT alias.name FROM parties_payeralias AS alias WHERE alias.customer_id = c.id)
FROM cash_advicerow AS row
JOIN cash_advice AS a ON a.id = row.advice_id
JOIN ledger_item AS i ON i.entity_id = a.entity_id AND i.number_folded = row.number_folded AND i.amount_open <> 0
    AND NOT i.is_reversed AND i.kind <> 'RECEIPT'
JOIN parties_customer AS c ON c.id = i.customer_id
WHERE row.advice_id = ANY(%s)
"""


@dataclass(frozen=True, slots=True)
class _Pair:
    """An advice and a receipt of the same amount and currency at about the same time."""

    advice_id: int
    receipt_id: int
    customer_id: int | None
    advice_payer: str
    reference: str
    receipt_payer: str
    said: str


def attach_waiting(*, entity_id: int, on: date, actor: Actor, now: datetime) -> int:
    """Give each waiting advice of the entity its receipt where just one fits, and return how many found theirs.

    Amount and currency must be the same, the receipt's value date must lie within the days that the rules allow, and
    the payer must agree: the customer with whom the money stands owns one of the documents, or the names are alike, or
    the receipt carries the advice's reference. What a person took apart isn't joined again.
    """
    if not Advice.objects.filter(
        entity_id=entity_id, receipt=None, is_sound=True, is_detached=False
    ).exists():
        return 0
    pairs = _pairs(entity_id, on)
    owners = _owners({pair.advice_id for pair in pairs})
    agreed = [pair for pair in pairs if _agrees(pair, owners.get(pair.advice_id, {}))]
    advices = Counter(pair.advice_id for pair in agreed)
    receipts = Counter(pair.receipt_id for pair in agreed)
    chosen = {
        pair.advice_id: pair.receipt_id
        for pair in agreed
        if advices[pair.advice_id] == receipts[pair.receipt_id] == 1
    }
    _attach(chosen, entity_id=entity_id, actor=actor, now=now)
    return len(chosen)


def _pairs(entity_id: int, on: date) -> list[_Pair]:
    found = rulebook.rules_in_force(kinds=[REMITTANCE_ADVICES], on=on, entity_ids=[entity_id])
    rule = found.resolve(REMITTANCE_ADVICES, entity_id=entity_id).value
    values = {"entity": entity_id, "before": rule.whole("days_before"), "after": rule.whole("days_after")}
    with connection.cursor() as cursor:
        cursor.execute(_PAIRS, values)
        return [_Pair(*row) for row in cursor]


def _owners(advice_ids: Collection[int]) -> Mapping[int, Mapping[int, Sequence[str]]]:
    """Return by advice the customers who own its open documents, with their names."""
    owners: defaultdict[int, dict[int, Sequence[str]]] = defaultdict(dict)
    if advice_ids:
        with connection.cursor() as cursor:
            cursor.execute(_OWNERS, [sorted(advice_ids)])
            for advice_id, customer_id, legal, trading, latin, aliases in cursor:
                names = (legal, trading, latin, *aliases)
                owners[advice_id][customer_id] = [name for name in names if name]
    return owners


def _agrees(pair: _Pair, owners: Mapping[int, Sequence[str]]) -> bool:
    if pair.customer_id is not None and owners:
        return pair.customer_id in owners
    reference = fold_reference(pair.reference)
    if len(reference) >= _REFERENCE_MIN and reference in fold_reference(pair.said):
        return True
    names = [pair.advice_payer, *(name for each in owners.values() for name in each)]
    return _is_named(pair.receipt_payer, filter(None, names))


def _is_named(payer: str, names: Iterable[str]) -> bool:
    """Return whether a payer is called like one of the names."""
    index = index_names((place, name) for place, name in enumerate(names))
    return bool(payer) and any(
        like.percent >= _ALIKE and not like.by_sound for like in alike_names(payer, index)
    )


def _attach(chosen: Mapping[int, int], *, entity_id: int, actor: Actor, now: datetime) -> None:
    advices = list(Advice.objects.filter(id__in=chosen))
    for advice in advices:
        advice.receipt_id = chosen[advice.id]
        advice.attached_at, advice.attached_by_name = now, actor.name[:200]
        advice.is_attached_by_itself = True
    Advice.objects.bulk_update(
        advices, ["receipt", "attached_at", "attached_by_name", "is_attached_by_itself"]
    )
    deeds = [Deed(advice.id, entity_id, after={"receipt": advice.receipt_id}) for advice in advices]
    audit.record_many("cash.advice.attached", subject_kind="cash.advice", deeds=deeds, actor=actor, at=now)
