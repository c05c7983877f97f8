"""What others may ask about letters printed together."""

from __future__ import annotations

from django.db.models import Count, Q, QuerySet

from recoup.correspondence import permissions
from recoup.correspondence.models import LetterBatch, Message
from recoup.correspondence.queries.messages import line_of
from recoup.correspondence.types import BatchDetail, BatchLine, LetterInBatch
from recoup.kernel.actor import Actor
from recoup.kernel.errors import NotFound
from recoup.kernel.sentences import Sentence
from recoup.team import queries as team


def letter_batches(*, actor: Actor, limit: int = 50) -> list[BatchLine]:
    """Return up to `limit` batches that the actor may read, the newest first."""
    return [_line(batch) for batch in _counted(_readable(actor)).order_by("-id")[:limit]]


def get_batch(*, batch_id: int, actor: Actor) -> BatchDetail:
    """Return one batch with its posting list.

    :raises NotFound: there is no such batch for the actor
    """
    batch = _counted(_readable(actor)).filter(id=batch_id).first()
    if batch is None:
        raise NotFound
    return BatchDetail(_line(batch), letters_of(batch), batch.proof_id)


def locked_batch(*, batch_id: int, actor: Actor) -> LetterBatch:
    """Return a batch held against everyone else until the transaction ends; for the operations of this room.

    :raises NotFound: there is no such batch for the actor
    """
    batch = _readable(actor).select_for_update(of=("self",)).filter(id=batch_id).first()
    if batch is None:
        raise NotFound
    return batch


def letters_of(batch: LetterBatch) -> tuple[LetterInBatch, ...]:
    """Return the letters of a batch in the order of the file; for the operations of this room."""
    places = list(batch.letters.order_by("position"))
    messages = Message.objects.defer("body", "content").in_bulk([place.message_id for place in places])
    return tuple(
        LetterInBatch(
            position=place.position,
            page=place.page,
            pages=place.pages,
            message=line_of(messages[place.message_id]),
            is_taken_out=place.is_taken_out,
            reasons=tuple(Sentence.from_json(reason) for reason in place.reasons),
            tracking=place.tracking,
        )
        for place in places
    )


def _readable(actor: Actor) -> QuerySet[LetterBatch]:
    ids = team.entity_ids(actor=actor, permission=permissions.READ)
    return LetterBatch.objects.filter(entity_id__in=ids)


def _counted(batches: QuerySet[LetterBatch]) -> QuerySet[LetterBatch]:
    return batches.annotate(
        in_all=Count("letters"), out=Count("letters", filter=Q(letters__is_taken_out=True))
    )


def _line(batch: LetterBatch) -> BatchLine:
    return BatchLine(
        id=batch.id,
        entity_id=batch.entity_id,
        file_id=batch.file_id,
        made_at=batch.made_at,
        made_by_name=batch.made_by_name,
        confirmed_at=batch.confirmed_at,
        posted_on=batch.posted_on,
        letters=int(getattr(batch, "in_all", 0)),
        taken_out=int(getattr(batch, "out", 0)),
    )
