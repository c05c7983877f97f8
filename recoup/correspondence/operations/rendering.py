"""Setting messages as PDF."""

from __future__ import annotations

import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from functools import cache

from django.db import transaction

from recoup.correspondence import permissions
from recoup.correspondence.letters.typesetting import typeset
from recoup.correspondence.letters.writing import letter_of, template_of
from recoup.correspondence.models import Message
from recoup.correspondence.packing import unpack
from recoup.correspondence.types import (
    CONTENTS,
    MessageKind,
    RefusedPdf,
    RenderedPdfs,
    TemplateCode,
)
from recoup.kernel.actor import Actor
from recoup.kernel.contact import Channel
from recoup.kernel.errors import DomainError
from recoup.plumbing.audit import operations as audit
from recoup.plumbing.audit.types import Deed
from recoup.plumbing.storage import operations as storage
from recoup.team import queries as team

_BATCH = 200


def render_pdfs(
    *, actor: Actor, now: datetime, message_ids: Sequence[int] | None = None, limit: int | None = None
) -> RenderedPdfs:
    """Set messages that have no PDF yet, oldest first: those of `message_ids`, or all, and at most `limit`.

    Committed in batches, so a long run that is cut short goes on where it stopped. A letter that can't be set,
    because no font here covers its script, is refused with the reason and keeps waiting; its neighbors are set.

    :raises NotAllowed: the actor may not write to the customers of one of the entities
    """
    waiting = Message.objects.filter(pdf=None).exclude(channel=Channel.SMS).order_by("id")
    if message_ids is not None:
        waiting = waiting.filter(id__in=message_ids)
    ids = list(waiting.values_list("id", flat=True)[:limit])
    for entity_id in sorted(waiting.order_by().values_list("entity_id", flat=True).distinct()):
        team.require(actor=actor, permission=permissions.PREPARE, entity_id=entity_id)
    count, refused = 0, list[RefusedPdf]()
    for start in range(0, len(ids), _BATCH):
        done = _render_batch(ids[start : start + _BATCH], actor=actor, now=now)
        count += done.count
        refused += done.refused
    return RenderedPdfs(count, tuple(refused))


@transaction.atomic
def _render_batch(ids: Sequence[int], *, actor: Actor, now: datetime) -> RenderedPdfs:
    locked = list(
        Message.objects.select_for_update(skip_locked=True).filter(id__in=ids, pdf=None).order_by("id")
    )
    refused: list[RefusedPdf] = []
    rendered: list[Message] = []
    for message, made in zip(locked, _typesetters().map(_pdf, locked), strict=True):
        if isinstance(made, DomainError):
            refused.append(RefusedPdf(message.id, made.sentence))
            continue
        name, pdf = made
        file = storage.store(name=name, media_type="application/pdf", content=pdf, actor=actor, now=now)
        message.pdf_id, message.pdf_sha256 = file.id, file.sha256
        rendered.append(message)
    Message.objects.bulk_update(rendered, ["pdf", "pdf_sha256"])
    deeds = [
        Deed(message.id, message.entity_id, after={"pdf_id": message.pdf_id, "sha256": message.pdf_sha256})
        for message in rendered
    ]
    audit.record_many(
        "correspondence.message.rendered", subject_kind="message", deeds=deeds, actor=actor, at=now
    )
    return RenderedPdfs(len(rendered), tuple(refused))


@cache
def _typesetters() -> ThreadPoolExecutor:
    """Return the threads that set letters, one a processor: the typesetter works outside of Python's lock."""
    return ThreadPoolExecutor(os.cpu_count(), "typesetter")


def _pdf(message: Message) -> tuple[str, bytes] | DomainError:
    """Return the message as PDF with the file's name, or why it can't be set."""
    content = unpack(CONTENTS[MessageKind(message.kind)], message.content)
    kind = message.kind.lower()
    code = TemplateCode(message.template) if message.template else template_of(content)
    name = f"{kind}-{content.recipient.number}-{content.currency}-{content.business_date}.pdf"
    try:
        return name, typeset(letter_of(content, code), made_at=message.created_at)
    except DomainError as error:
        return error
