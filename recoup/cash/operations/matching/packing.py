"""Shares, residues and evidence as JSON keeps them. Amounts are text: JSON's own numbers lose cents."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal

from recoup.engines.matching import Clue, Evidence, Reason, Residue, Share
from recoup.kernel.sentences import Sentence


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


def unpacked_shares(packed: Iterable[Mapping[str, object]]) -> tuple[Share, ...]:
    """Return the shares that were packed."""
    return tuple(
        Share(
            int(str(one["item"])),
            int(str(one["customer"])),
            Decimal(str(one["amount"])),
            Decimal(str(one["paid"])),
        )
        for one in packed
    )


def unpacked_residues(packed: Iterable[Mapping[str, object]]) -> tuple[Residue, ...]:
    """Return the residues that were packed."""
    return tuple(
        Residue(
            Reason(str(one["reason"])),
            Decimal(str(one["amount"])),
            None if one["item"] is None else int(str(one["item"])),
        )
        for one in packed
    )


def unpacked_evidence(packed: Iterable[Mapping[str, object]]) -> tuple[Evidence, ...]:
    """Return the evidence that was packed."""
    found = []
    for one in packed:
        sentence = one["sentence"]
        assert isinstance(sentence, Mapping)
        found.append(Evidence(Clue(str(one["clue"])), int(str(one["points"])), Sentence.from_json(sentence)))
    return tuple(found)


def amounts_seen(packed: Iterable[Mapping[str, object]]) -> dict[int, Decimal]:
    """Return what was open of each item when the shares were packed."""
    return {int(str(one["item"])): Decimal(str(one["open"])) for one in packed}
