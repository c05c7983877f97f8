"""Stops and words of customers as people write them down, with the evidence that the rules ask for.

Customers' data keeps them and asks for no rule; here the rule about evidence stands before it. What the program takes
in by itself, from files and from answers, goes straight to customers' data: its source is the evidence.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from django.db import transaction

from recoup.correspondence.queries.evidence import evidence_needed
from recoup.correspondence.types import EvidenceFile
from recoup.kernel.actor import Actor
from recoup.kernel.contact import ConsentState
from recoup.kernel.errors import DomainError
from recoup.kernel.sentences import N_
from recoup.parties import operations as parties
from recoup.parties.types import NewConsent, NewStop
from recoup.plumbing.storage import operations as storage


class FileMissing(DomainError):
    """The rule in force asks for a file, and there is none."""


class StopFileMissing(FileMissing):
    """The rule in force asks for a file that proves a stop."""

    text = N_("The rules ask for a file that proves a stop.")


class ConsentFileMissing(FileMissing):
    """The rule in force asks for a file that proves a consent (VN-A8)."""

    text = N_("The rules ask for a file that proves a consent.")


@transaction.atomic
def stop_contact(
    *, stop: NewStop, evidence: EvidenceFile | None, on: date, actor: Actor, now: datetime
) -> int:
    """Stop contact with a customer or one of its contacts, keep the file that proves it, and return the stop's id.

    :raises StopFileMissing: the rule in force on the day asks for a file
    :raises NotFound: there is no such customer or contact, or the actor has no right in the entity
    :raises NotAllowed: the actor may not stop contact there
    :raises HoldEndsBeforeStart: the stop ends before it begins
    """
    needed = evidence_needed(customer_id=stop.customer_id, on=on, actor=actor)
    if evidence is not None:
        stop = replace(stop, evidence_id=_kept(evidence, actor, now))
    if needed.stop_file and stop.evidence_id is None:
        raise StopFileMissing
    (stop_id,) = parties.place_stops(stops=[stop], actor=actor, now=now)
    return stop_id


@transaction.atomic
def record_word(
    *, word: NewConsent, evidence: EvidenceFile | None, on: date, actor: Actor, now: datetime
) -> None:
    """Keep what somebody said about being contacted, with the file that proves it.

    An objection or a withdrawal never needs a file: it counts as soon as it is said.

    :raises ConsentFileMissing: the rule in force on the day asks for a file, and the word is a consent
    :raises NotFound: there is no such customer or contact, or the actor has no right in the entity
    :raises NotAllowed: the actor may not edit contacts there
    :raises EvidenceMissing: nothing at all proves a consent
    """
    needed = evidence_needed(customer_id=word.customer_id, on=on, actor=actor)
    if evidence is not None:
        word = replace(word, evidence_id=_kept(evidence, actor, now))
    if needed.consent_file and word.evidence_id is None and word.state is ConsentState.GIVEN:
        raise ConsentFileMissing
    parties.record_consents(consents=[word], actor=actor, now=now)


def _kept(evidence: EvidenceFile, actor: Actor, now: datetime) -> int:
    # Whatever it says it is, no browser is to run it: it is only ever handed out as a file.
    return storage.store(
        name=evidence.name,
        media_type="application/octet-stream",
        content=evidence.content,
        actor=actor,
        now=now,
    ).id
