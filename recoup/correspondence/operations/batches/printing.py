"""Printing letters: one file for all of them, each on a sheet of its own."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from django.db import transaction
from pypdf import PdfReader, PdfWriter

from recoup.correspondence import permissions
from recoup.correspondence.models import BatchLetter, LetterBatch, Message
from recoup.correspondence.operations.outbox.moving import move
from recoup.correspondence.operations.outbox.truth import outdated
from recoup.correspondence.operations.rendering import render_pdfs
from recoup.correspondence.types import MadeBatch, MessageStatus
from recoup.kernel.actor import Actor
from recoup.kernel.contact import Channel
from recoup.plumbing.audit import operations as audit
from recoup.plumbing.storage import operations as storage
from recoup.plumbing.storage import queries as stored
from recoup.team import queries as team

LETTERS_MAX = 500


class _Joined(NamedTuple):
    """All letters as one file, and of each the page where it begins and how many it has."""

    content: bytes
    places: list[tuple[int, int]]


def make_letter_batch(*, entity_id: int, actor: Actor, now: datetime, limit: int = LETTERS_MAX) -> MadeBatch:
    """Print the letters of an entity that wait, the oldest first, as one file for two-sided paper.

    Those that do not say the truth any more are withdrawn and not printed. Whether a letter may leave is asked when
    the batch is confirmed: what happens between printing and the envelope is not missed.

    :raises NotFound: there is no such entity for the actor
    :raises NotAllowed: the actor may not write to its customers
    """
    team.require(actor=actor, permission=permissions.PREPARE, entity_id=entity_id)
    waiting = Message.objects.filter(
        entity_id=entity_id, channel=Channel.LETTER, status=MessageStatus.QUEUED, batch_id=None
    )
    ids = list(waiting.order_by("id").values_list("id", flat=True)[:limit])
    if ids:
        render_pdfs(actor=actor, now=now, message_ids=ids)
    return _make(entity_id, ids, actor, now)


@transaction.atomic
def _make(entity_id: int, ids: Sequence[int], actor: Actor, now: datetime) -> MadeBatch:
    found = Message.objects.select_for_update(of=("self",), skip_locked=True)
    locked = list(
        found.filter(id__in=ids, status=MessageStatus.QUEUED, batch_id=None, pdf__isnull=False).order_by("id")
    )
    wrong = outdated(locked, on=now.date(), actor=actor)
    for message in locked:
        if message.id in wrong:
            move([message], MessageStatus.WITHDRAWN, reasons=[wrong[message.id]], actor=actor, now=now)
    letters = [message for message in locked if message.id not in wrong]
    if not letters:
        return MadeBatch(None, 0)
    joined = _join(letters)
    name = f"letters-{now:%Y%m%d-%H%M}.pdf"
    file = storage.store(
        name=name, media_type="application/pdf", content=joined.content, actor=actor, now=now
    )
    batch = LetterBatch.objects.create(
        entity_id=entity_id, file_id=file.id, made_at=now, made_by_name=actor.name
    )
    BatchLetter.objects.bulk_create(
        BatchLetter(batch=batch, message=message, position=position, page=page, pages=pages)
        for position, (message, (page, pages)) in enumerate(zip(letters, joined.places, strict=True), start=1)
    )
    for message in letters:
        message.batch_id = batch.id
    Message.objects.bulk_update(letters, ["batch_id"])
    audit.record(
        "correspondence.batch.printed",
        subject_kind="letter_batch",
        subject_id=batch.id,
        entity_id=entity_id,
        actor=actor,
        at=now,
        after={"letters": len(letters), "sha256": file.sha256},
    )
    return MadeBatch(batch.id, len(letters))


def _join(letters: Sequence[Message]) -> _Joined:
    """Put the letters one after the other; each begins on the front of a sheet."""
    writer = PdfWriter()
    places: list[tuple[int, int]] = []
    for message in letters:
        assert message.pdf_id is not None
        with stored.open_file(message.pdf_id) as pdf:
            pages = PdfReader(pdf).pages
            places.append((len(writer.pages) + 1, len(pages)))
            for page in pages:
                writer.add_page(page)
        if len(writer.pages) % 2:
            writer.add_blank_page()
    joined = io.BytesIO()
    writer.write(joined)
    return _Joined(joined.getvalue(), places)
