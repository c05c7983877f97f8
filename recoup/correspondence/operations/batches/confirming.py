"""Confirming a batch as its letters go into the envelopes, and recording that they were posted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from django.db import transaction

from recoup.correspondence import permissions
from recoup.correspondence.models import BatchLetter, LetterBatch, Message
from recoup.correspondence.operations.door import pass_door, record_outcome
from recoup.correspondence.operations.outbox.moving import move, note, request_of
from recoup.correspondence.operations.outbox.truth import outdated
from recoup.correspondence.queries.batches import letters_of, locked_batch
from recoup.correspondence.types import (
    AttemptEvent,
    ConfirmedBatch,
    ContactOutcome,
    MessageStatus,
    Verdict,
)
from recoup.kernel.actor import Actor
from recoup.kernel.errors import DomainError
from recoup.kernel.sentences import N_, Sentence
from recoup.plumbing.audit import operations as audit
from recoup.team import queries as team

_MOVED_ON = N_("It was withdrawn meanwhile.")


class AlreadyConfirmed(DomainError):
    """The letters went into the envelopes before."""

    text = N_("The letters of this batch are confirmed already.")


class NotConfirmed(DomainError):
    """Posting is told of letters that nobody looked at again."""

    text = N_("Confirm the batch first: whoever has paid meanwhile must be taken out.")


@transaction.atomic
def confirm_batch(*, batch_id: int, actor: Actor, now: datetime) -> ConfirmedBatch:
    """Look at every letter of a batch again as it goes into its envelope, and say which ones to take out.

    A customer who paid while the letters were printed gets none. What leaves passes the door now.

    :raises NotFound: there is no such batch for the actor
    :raises NotAllowed: the actor may not write to the customers of the entity
    :raises AlreadyConfirmed: it was done before
    """
    batch = _opened(batch_id, actor)
    if batch.confirmed_at is not None:
        raise AlreadyConfirmed
    places = {place.message_id: place for place in batch.letters.order_by("position")}
    found = Message.objects.select_for_update(of=("self",)).filter(id__in=places).order_by("id")
    letters = list(found)
    stopped = {each.id: Sentence(_MOVED_ON) for each in letters if each.status != MessageStatus.QUEUED}
    here = [each for each in letters if each.id not in stopped]
    wrong = outdated(here, on=now.date(), actor=actor)
    for message in here:
        if message.id in wrong:
            move([message], MessageStatus.WITHDRAWN, reasons=[wrong[message.id]], actor=actor, now=now)
    out: dict[int, Sequence[Sentence]] = {key: [why] for key, why in (stopped | dict(wrong)).items()}
    out |= _through_the_door([each for each in here if each.id not in wrong], actor, now)
    _take_out(places, out)
    batch.confirmed_at, batch.confirmed_by_name = now, actor.name
    batch.save()
    _record("correspondence.batch.confirmed", batch, {"taken_out": sorted(out)}, actor, now)
    letters_now = letters_of(batch)
    taken_out = tuple(letter for letter in letters_now if letter.is_taken_out)
    return ConfirmedBatch(len(letters_now) - len(taken_out), taken_out)


@transaction.atomic
def record_posting(
    *,
    batch_id: int,
    posted_on: date,
    tracking: Mapping[int, str],
    proof_id: int | None,
    actor: Actor,
    now: datetime,
) -> int:
    """Write down that the letters of a batch were posted, with tracking numbers by message and the post's receipt.

    :raises NotFound: there is no such batch for the actor
    :raises NotAllowed: the actor may not write to the customers of the entity
    :raises NotConfirmed: nobody has looked again whether they may leave
    """
    batch = _opened(batch_id, actor)
    if batch.confirmed_at is None:
        raise NotConfirmed
    places = list(batch.letters.filter(is_taken_out=False).order_by("position"))
    for place in places:
        place.tracking = tracking.get(place.message_id, place.tracking)[:100]
    BatchLetter.objects.bulk_update(places, ["tracking"])
    ids = [place.message_id for place in places]
    leaving = list(
        Message.objects.select_for_update(of=("self",)).filter(id__in=ids, status=MessageStatus.SENDING)
    )
    move(leaving, MessageStatus.POSTED, actor=actor, now=now)
    for message in leaving:
        assert message.passage_id is not None
        note(message, AttemptEvent.ACCEPTED, actor=actor, now=now, reference=tracking.get(message.id, ""))
        record_outcome(passage_id=message.passage_id, outcome=ContactOutcome.POSTED, at=now, actor=actor)
    batch.posted_on, batch.proof_id = posted_on, proof_id or batch.proof_id
    batch.save()
    _record("correspondence.batch.posted", batch, {"letters": len(leaving)}, actor, now)
    return len(leaving)


def _opened(batch_id: int, actor: Actor) -> LetterBatch:
    batch = locked_batch(batch_id=batch_id, actor=actor)
    team.require(actor=actor, permission=permissions.PREPARE, entity_id=batch.entity_id)
    return batch


def _through_the_door(
    letters: Sequence[Message], actor: Actor, now: datetime
) -> dict[int, Sequence[Sentence]]:
    """Let the letters out that may leave, and return why the others may not."""
    requests = {message.id: request_of(message) for message in letters}
    passed = pass_door(requests=list(requests.values()), at=now, actor=actor)
    out: dict[int, Sequence[Sentence]] = {}
    leaving: list[Message] = []
    for message in letters:
        answer = passed[requests[message.id].key]
        if answer.decision.is_allowed:
            message.passage_id = answer.passage_id
            message.attempts += 1
            message.archive_id, message.archive_sha256 = message.pdf_id, message.pdf_sha256
            leaving.append(message)
            continue
        out[message.id] = [finding.sentence for finding in answer.decision.findings]
        is_never = answer.decision.verdict is Verdict.NEVER
        message.batch_id = None
        move(
            [message],
            MessageStatus.REFUSED if is_never else MessageStatus.QUEUED,
            reasons=out[message.id],
            not_before=None if is_never else answer.decision.not_before,
            actor=actor,
            now=now,
        )
    move(leaving, MessageStatus.SENDING, actor=actor, now=now)
    for message in leaving:
        note(message, AttemptEvent.BEGUN, actor=actor, now=now)
    return out


def _take_out(places: Mapping[int, BatchLetter], out: Mapping[int, Sequence[Sentence]]) -> None:
    for message_id, reasons in out.items():
        places[message_id].is_taken_out = True
        places[message_id].reasons = [reason.to_json() for reason in reasons]
    BatchLetter.objects.bulk_update([places[key] for key in out], ["is_taken_out", "reasons"])


def _record(
    action: str, batch: LetterBatch, after: Mapping[str, object], actor: Actor, now: datetime
) -> None:
    audit.record(
        action,
        subject_kind="letter_batch",
        subject_id=batch.id,
        entity_id=batch.entity_id,
        actor=actor,
        at=now,
        after=after,
    )
