"""Receipts: money that came in, posted by the cash room."""

from __future__ import annotations

from recoup.cash import operations as cash
from recoup.connectors.intake.outcomes import SOURCE, Intake, Taken, reading_notes
from recoup.connectors.rows.receipts import ReceiptRows
from recoup.kernel.sentences import NN_, Sentence

MONEY_OUT, MONEY_OUT_PLURAL = NN_(
    "{count} line is money that went out and was left aside.",
    "{count} lines are money that went out and were left aside.",
)
APPLIED, APPLIED_PLURAL = NN_(
    "{count} receipt was applied to the item that it names.",
    "{count} receipts were applied to the items that they name.",
)


def take_receipts(intake: Intake) -> Taken:
    """Post the receipts of all good rows.

    :raises NoEntity: there is no company of ours in which the actor may import
    :raises NotAllowed: the actor may not post receipts there
    """
    rows = ReceiptRows(intake.rows, intake.plan, intake.options, intake.entities())
    posted = cash.post_receipts(receipts=rows.receipts(), source=SOURCE, actor=intake.actor, now=intake.now)
    notes = []
    if posted.applied.applied:
        notes.append(Sentence(APPLIED, {"count": posted.applied.applied}, APPLIED_PLURAL, "count"))
    if rows.money_out:
        notes.append(Sentence(MONEY_OUT, {"count": rows.money_out}, MONEY_OUT_PLURAL, "count"))
    return Taken(
        accepted=posted.accepted,
        known=posted.known,
        totals=posted.totals,
        refused={**dict(posted.refused), **rows.refused},
        notes=[*notes, *reading_notes(rounded=rows.rounding.rounded, footers=rows.footers)],
        entity_ids=frozenset(rows.entities.seen),
    )
