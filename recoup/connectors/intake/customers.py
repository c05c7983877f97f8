"""Customers, and how they are reached where the file says so."""

from __future__ import annotations

from recoup.connectors.intake.outcomes import Intake, Taken, footer_notes
from recoup.connectors.rows.customers import CustomerRows
from recoup.parties import operations as parties


def take_customers(intake: Intake) -> Taken:
    """Save the customers of all good rows: new ones are added, known ones changed where the file says more.

    :raises NoEntity: there is no company of ours in which the actor may import
    :raises NotAllowed: the actor may not edit customers there
    """
    rows = CustomerRows(intake.rows, intake.plan, intake.options, intake.entities())
    saved = parties.save_customers(customers=rows.customers(), actor=intake.actor, now=intake.now)
    return Taken(
        accepted=saved.added,
        known=saved.known,
        changed=saved.changed,
        refused={**dict(saved.refused), **rows.refused},
        notes=list(footer_notes(rows.footers)),
        entity_ids=frozenset(rows.entities.seen),
    )
