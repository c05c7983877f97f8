"""Shares, residues and evidence as JSON keeps them. Amounts are text: JSON's own numbers lose cents."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal

from recoup.engines.matching import Evidence, Residue, Share


def packed_shares(
    shares: Iterable[Share], amounts_open: Mapping[int, Decimal] | None = None
) -> list[dict[str, object]]:
    """Return shares as JSON; with `amounts_open` also what was open of each item."""
    packed: list[dict[str, object]] = []
    for share in shares:
        one: dict[str, object] = {
            "item": share.item_id,
            "customer": share.customer_id,
            "amount": str(share.amount),
            "paid": str(share.paid),
        }
        if amounts_open is not None:
            one["open"] = str(amounts_open[share.item_id])
        packed.append(one)
    return packed


def packed_residues(residues: Iterable[Residue]) -> list[dict[str, object]]:
    """Return residues as JSON."""
    return [
        {"reason": residue.reason.value, "amount": str(residue.amount), "item": residue.item_id}
        for residue in residues
    ]


def packed_evidence(evidence: Iterable[Evidence]) -> list[dict[str, object]]:
    """Return evidence as JSON."""
    return [
        {"clue": piece.clue.value, "points": piece.points, "sentence": piece.sentence.to_json()}
        for piece in evidence
    ]
