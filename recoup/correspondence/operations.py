"""Writing messages into the outbox, and setting them as PDF. Nothing here sends anything."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.db import connection, transaction

from recoup.correspondence import permissions
from recoup.correspondence.letters.composition import compose, plain_text
from recoup.correspondence.letters.typesetting import typeset
from recoup.correspondence.models import Message
from recoup.correspondence.packing import pack, unpack
from recoup.correspondence.types import (
    MessageKind,
    PreparedMessages,
    RefusedPdf,
    ReminderContent,
    RenderedPdfs,
)
from recoup.kernel.actor import Actor
from recoup.kernel.errors import DomainError
from recoup.plumbing.audit import operations as audit
from recoup.plumbing.audit.types import Deed
from recoup.plumbing.storage import operations as storage
from recoup.plumbing.storage.types import StoredFileRef
from recoup.team import queries as team

_BATCH = 200
_LOCK = "SELECT pg_advisory_xact_lock(hashtext('correspondence.prepare'), %s)"

_Key = tuple[int, str]


@transaction.atomic
def prepare_reminders(
    *, contents: Sequence[ReminderContent], business_date: date, actor: Actor, now: datetime
) -> PreparedMessages:
    """Put one reminder for each of `contents` into the outbox, in the words of the customer's language.

    A customer and currency that has its reminder of `business_date` already is counted and left alone, so the
    same batch may be prepared again. The PDF is made later, by `render_pdfs`.

    :raises NotAllowed: the actor may not write to the customers of one of the entities
    """
    assert all(content.business_date == business_date for content in contents)
    entity_ids = sorted({content.entity_id for content in contents})
    for entity_id in entity_ids:
        team.require(actor=actor, permission=permissions.PREPARE, entity_id=entity_id)
    _lock(entity_ids)
    wanted = {(content.customer_id, content.currency): content for content in contents}
    for known in _reminded(entity_ids, business_date) & wanted.keys():
        del wanted[known]
    made = Message.objects.bulk_create(
        [_message(content, now) for content in wanted.values()], batch_size=_BATCH
    )
    deeds = [Deed(message.id, message.entity_id, after=_told(message)) for message in made]
    audit.record_many(
        "correspondence.reminder.prepared", subject_kind="message", deeds=deeds, actor=actor, at=now
    )
    return PreparedMessages(count=len(made), already=len(contents) - len(made))


def render_pdfs(
    *, actor: Actor, now: datetime, message_ids: Sequence[int] | None = None, limit: int | None = None
) -> RenderedPdfs:
    """Set messages that have no PDF yet, oldest first: those of `message_ids`, or all, and at most `limit`.

    Committed in batches, so a long run that is cut short goes on where it stopped. A letter that can't be set,
    because no font here covers its script, is refused with the reason and keeps waiting; its neighbors are set.

    :raises NotAllowed: the actor may not write to the customers of one of the entities
    """
    waiting = Message.objects.filter(pdf=None).order_by("id")
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


def _lock(entity_ids: Sequence[int]) -> None:
    """Let one batch at a time look what an entity's customers have got already."""
    with connection.cursor() as cursor:
        for entity_id in entity_ids:
            cursor.execute(_LOCK, [entity_id])


def _reminded(entity_ids: Sequence[int], business_date: date) -> set[_Key]:
    rows = Message.objects.filter(
        entity_id__in=entity_ids, business_date=business_date, kind=MessageKind.REMINDER.value
    )
    return set(rows.values_list("customer_id", "currency"))


def _message(content: ReminderContent, now: datetime) -> Message:
    letter = compose(content)
    return Message(
        entity_id=content.entity_id,
        customer_id=content.customer_id,
        currency=content.currency,
        kind=MessageKind.REMINDER.value,
        level=content.level,
        language=content.language,
        subject=letter.subject,
        body=plain_text(content),
        content=pack(content),
        business_date=content.business_date,
        created_at=now,
    )


def _told(message: Message) -> dict[str, object]:
    return {
        "customer_id": message.customer_id,
        "currency": message.currency,
        "level": message.level,
        "business_date": message.business_date,
    }


@transaction.atomic
def _render_batch(ids: Sequence[int], *, actor: Actor, now: datetime) -> RenderedPdfs:
    locked = list(
        Message.objects.select_for_update(skip_locked=True).filter(id__in=ids, pdf=None).order_by("id")
    )
    refused: list[RefusedPdf] = []
    rendered: list[Message] = []
    for message in locked:
        try:
            file = _stored_pdf(message, actor=actor, now=now)
        except DomainError as error:
            refused.append(RefusedPdf(message.id, error.sentence))
            continue
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


def _stored_pdf(message: Message, *, actor: Actor, now: datetime) -> StoredFileRef:
    content = unpack(ReminderContent, message.content)
    pdf = typeset(compose(content), made_at=message.created_at)
    name = f"reminder-{content.recipient.number}-{content.currency}-{content.business_date}.pdf"
    return storage.store(name=name, media_type="application/pdf", content=pdf, actor=actor, now=now)
