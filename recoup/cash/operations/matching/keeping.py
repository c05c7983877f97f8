"""Keep what was decided about each receipt: its proposals, and why it is not applied."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import NamedTuple

from django.db import connection
from psycopg.types.json import Jsonb

from recoup.cash.models import Proposal
from recoup.cash.operations.matching.outcomes import Outcome
from recoup.cash.operations.matching.packing import packed_evidence, packed_residues, packed_shares
from recoup.cash.types import RefusalCode
from recoup.engines.matching import OpenItem, Verdict
from recoup.kernel.sentences import Sentence
from recoup.plumbing.db.copy import copy_rows

_COLUMNS = (
    *("receipt_id", "item_id", "rank", "score", "amount", "shares", "residues", "evidence", "proposed_at"),
)

_FORGET = """
DELETE FROM cash_proposal WHERE receipt_id = ANY(%s)
"""

_STAGE = """
DROP TABLE IF EXISTS pg_temp.staged_outcome;
CREATE TEMPORARY TABLE staged_outcome (
    item_id bigint NOT NULL, verdict text NOT NULL, score integer, refusal_code text NOT NULL, refusal jsonb,
    matched_at timestamptz
) ON COMMIT DROP
"""

_STAGED_COLUMNS = ("item_id", "verdict", "score", "refusal_code", "refusal", "matched_at")

_REMEMBER = """
UPDATE cash_receipt AS r
SET verdict = s.verdict, score = s.score, refusal_code = s.refusal_code, refusal = s.refusal,
    matched_at = coalesce(s.matched_at, r.matched_at)
FROM staged_outcome AS s
WHERE r.item_id = s.item_id AND (s.matched_at IS NOT NULL
   OR (r.verdict, r.score, r.refusal_code, r.refusal) IS DISTINCT FROM (s.verdict, s.score, s.refusal_code, s.refusal))
"""


class Result(NamedTuple):
    """What is kept of the last try beside a receipt: verdict, score of the best proposal, and the refusal."""

    receipt_id: int
    verdict: Verdict
    score: int | None = None
    code: RefusalCode | None = None
    refusal: Sentence | None = None
    matched_at: datetime | None = None


def remember(results: Iterable[Result]) -> None:
    """Keep beside each receipt what became of it."""
    rows = (
        (
            *(one.receipt_id, one.verdict.value, one.score, one.code or ""),
            *(Jsonb(one.refusal.to_json()) if one.refusal else None, one.matched_at),
        )
        for one in results
    )
    with connection.cursor() as cursor:
        cursor.execute(_STAGE)
        copy_rows(cursor, "staged_outcome", _STAGED_COLUMNS, rows)
        cursor.execute("ANALYZE staged_outcome")
        cursor.execute(_REMEMBER)


def keep_outcomes(
    outcomes: Sequence[Outcome], seen: Mapping[int, OpenItem], moved: dict[int, int], *, now: datetime
) -> None:
    """Replace the proposals of these receipts and what is kept of the last try.

    `seen` are the items that were looked at, `moved` says where money went. Of a receipt that was applied the deed
    keeps the reasons; its proposals are done with.
    """
    amounts_open = {item_id: item.amount_open for item_id, item in seen.items()}
    with connection.cursor() as cursor:
        cursor.execute(_FORGET, [[outcome.case.receipt_id for outcome in outcomes]])
        copy_rows(cursor, Proposal._meta.db_table, _COLUMNS, _rows(outcomes, amounts_open, moved, now))
    remember(_results(outcomes, now))


def _rows(
    outcomes: Iterable[Outcome], amounts_open: dict[int, Decimal], moved: dict[int, int], now: datetime
) -> Iterator[tuple[object, ...]]:
    for outcome in outcomes:
        if is_applied(outcome):
            continue
        case = outcome.case
        for rank, proposal in enumerate(outcome.decision.proposals, start=1):
            yield (
                *(case.receipt_id, moved.get(case.money.item_id, case.money.item_id), rank, proposal.score),
                *(case.money.amount_unapplied, Jsonb(packed_shares(proposal.shares, amounts_open))),
                *(Jsonb(packed_residues(proposal.residues)), Jsonb(packed_evidence(proposal.evidence)), now),
            )


def _results(outcomes: Iterable[Outcome], now: datetime) -> Iterator[Result]:
    """Yield a result a receipt; where its money stands in several parts, the one not applied is told."""
    by_receipt: dict[int, Outcome] = {}
    for outcome in outcomes:
        known = by_receipt.get(outcome.case.receipt_id)
        if known is None or is_applied(known):
            by_receipt[outcome.case.receipt_id] = outcome
    for receipt_id, outcome in by_receipt.items():
        proposals = outcome.decision.proposals
        verdict = Verdict.PROPOSE if proposals else Verdict.NONE
        score = proposals[0].score if proposals else None
        if is_applied(outcome):
            yield Result(receipt_id, Verdict.APPLY, score, matched_at=now)
        else:
            yield Result(receipt_id, verdict, score, outcome.code, outcome.refusal)


def is_applied(outcome: Outcome) -> bool:
    """Return whether items were paid."""
    return outcome.plan is not None and bool(outcome.plan.shares)
