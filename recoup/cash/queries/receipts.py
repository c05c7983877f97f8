"""Receipts with their evidence; their amounts stand in the ledger."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from django.db.models import Q

from recoup.cash import permissions
from recoup.cash.models import Receipt
from recoup.cash.types import ReceiptEvidence, RefusalCode
from recoup.kernel.actor import Actor
from recoup.kernel.sentences import Sentence
from recoup.team import queries as team


def evidence_of(*, item_ids: Collection[int], actor: Actor) -> Mapping[int, ReceiptEvidence]:
    """Return what the bank said about receipts, by ledger item: of both items where the payer was found later.

    Items that are no receipts, or whose entity's cash the actor may not read, are left out.
    """
    wanted = set(item_ids)
    readable = team.entity_ids(actor=actor, permission=permissions.READ)
    found: dict[int, ReceiptEvidence] = {}
    rows = Receipt.objects.filter(
        Q(item_id__in=wanted) | Q(identified_item_id__in=wanted), entity_id__in=readable
    )
    for receipt in rows:
        evidence = _evidence(receipt)
        for item_id in wanted & {receipt.item_id, receipt.identified_item_id}:
            found[item_id] = evidence
    return found


def _evidence(receipt: Receipt) -> ReceiptEvidence:
    return ReceiptEvidence(
        item_id=receipt.item_id,
        identified_item_id=receipt.identified_item_id,
        bank_reference=receipt.bank_reference,
        value_date=receipt.value_date,
        payer_name=receipt.payer_name,
        payer_account=receipt.payer_account,
        text=receipt.text,
        refusal_code=RefusalCode(receipt.refusal_code) if receipt.refusal_code else None,
        refusal=Sentence.from_json(receipt.refusal) if receipt.refusal else None,
        matched_at=receipt.matched_at,
    )
