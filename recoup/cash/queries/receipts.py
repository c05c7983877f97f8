"""Receipts with their evidence; their amounts stand in the ledger."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from recoup.cash import permissions
from recoup.cash.models import Receipt, ReceiptPart
from recoup.cash.types import ReceiptEvidence, RefusalCode
from recoup.kernel.actor import Actor
from recoup.kernel.sentences import Sentence
from recoup.team import queries as team


def evidence_of(*, item_ids: Collection[int], actor: Actor) -> Mapping[int, ReceiptEvidence]:
    """Return what the bank said about receipts, by ledger item: also those of the customers to whom money moved.

    Items that are no receipts, or whose entity's cash the actor may not read, are left out.
    """
    wanted = set(item_ids)
    readable = team.entity_ids(actor=actor, permission=permissions.READ)
    moved = dict(ReceiptPart.objects.filter(item_id__in=wanted).values_list("item_id", "receipt_id"))
    rows = Receipt.objects.filter(pk__in=wanted | set(moved.values()), entity_id__in=readable)
    receipts = {each.item_id: each for each in rows.prefetch_related("parts")}
    owners = {item_id: moved.get(item_id, item_id) for item_id in sorted(wanted)}
    return {item_id: _evidence(receipts[owner]) for item_id, owner in owners.items() if owner in receipts}


def _evidence(receipt: Receipt) -> ReceiptEvidence:
    return ReceiptEvidence(
        item_id=receipt.item_id,
        part_item_ids=tuple(sorted(part.item_id for part in receipt.parts.all())),
        bank_reference=receipt.bank_reference,
        value_date=receipt.value_date,
        payer_name=receipt.payer_name,
        payer_account=receipt.payer_account,
        text=receipt.text,
        refusal_code=RefusalCode(receipt.refusal_code) if receipt.refusal_code else None,
        refusal=Sentence.from_json(receipt.refusal) if receipt.refusal else None,
        matched_at=receipt.matched_at,
    )
