"""What every act on an offer needs: its history, and its state with it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from recoup.collections.models import Offer, OfferEvent
from recoup.collections.types import OfferState
from recoup.kernel.actor import Actor
from recoup.kernel.sentences import Sentence
from recoup.plumbing.audit import operations as audit
from recoup.plumbing.audit.types import Deed

SUBJECT = "collections.offer"
PROGRAM = Actor.program("offers")
_NOTE_LENGTH = 500


def event(
    offer: Offer, told: Sentence, *, on: date, actor: Actor, now: datetime, note: str = ""
) -> OfferEvent:
    """Return a line of an offer's history, of the state in which it is now, to be written with others."""
    return OfferEvent(
        offer=offer,
        state=offer.state,
        on=on,
        told=told.to_json(),
        note=note.strip()[:_NOTE_LENGTH],
        by_name=actor.name,
        at=now,
    )


def keep(events: Iterable[OfferEvent], *, actor: Actor, now: datetime) -> None:
    """Write lines of history, and the same into the audit trail."""
    rows = OfferEvent.objects.bulk_create(events)
    for state in sorted({row.state for row in rows}):
        audit.record_many(
            f"collections.offer.{OfferState(state).value.lower()}",
            subject_kind=SUBJECT,
            deeds=[
                Deed(row.offer_id, row.offer.entity_id, None, {"on": row.on, "note": row.note})
                for row in rows
                if row.state == state
            ],
            actor=actor,
            at=now,
        )
