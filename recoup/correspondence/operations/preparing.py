"""Writing messages into the outbox."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime

from django.db import connection, transaction
from django.db.models import Q
from psycopg.types.json import Jsonb

from recoup.correspondence import permissions
from recoup.correspondence.letters.writing import Words, words_of
from recoup.correspondence.models import Message
from recoup.correspondence.packing import pack
from recoup.correspondence.queries.templates import HouseRules, house_rules
from recoup.correspondence.types import (
    CONTENTS,
    OF_LEVEL,
    ConfirmationContent,
    Content,
    MessageDraft,
    MessageKind,
    MessageStatus,
    PreparedMessages,
    ReminderContent,
    TemplateCode,
)
from recoup.kernel.actor import Actor
from recoup.kernel.contact import Channel, Purpose
from recoup.plumbing.audit import operations as audit
from recoup.plumbing.audit.types import Deed
from recoup.plumbing.db.copy import copy_rows
from recoup.team import queries as team

_LOCK = "SELECT pg_advisory_xact_lock(hashtext('correspondence.prepare'), %s)"

_COLUMNS = (
    *("entity_id", "customer_id", "contact_id", "currency", "kind", "level", "channel", "purpose"),
    *("template", "about", "template_version_id", "address", "item_ids", "override_reason", "in_reply_to"),
    *("language", "subject", "body", "content", "pdf_sha256", "archive_sha256", "business_date"),
    *("created_at", "status", "status_at", "attempts", "reasons"),
)

_ACTIONS: Mapping[MessageKind, str] = {
    MessageKind.REMINDER: "correspondence.reminder.prepared",
    MessageKind.CONFIRMATION: "correspondence.confirmation.prepared",
    MessageKind.AGREEMENT: "correspondence.agreement.prepared",
}
_KINDS: Mapping[type[Content], MessageKind] = {content: kind for kind, content in CONTENTS.items()}

_Key = tuple[int, str, str, str, str, str]


@transaction.atomic
def prepare_messages(
    *, drafts: Sequence[MessageDraft], business_date: date, actor: Actor, now: datetime
) -> PreparedMessages:
    """Put one message for each of `drafts` into the outbox, in the house's words or our own; nothing is sent.

    There is one a day for each customer, currency, template and channel, and of what is about a thing that was agreed
    one for each thing: what stands there already (withdrawn ones apart) is counted and left alone, so the same batch
    may be prepared again. `queue_messages` lets them go.

    :raises NotAllowed: the actor may not write to the customers of one of the entities
    """
    assert all(draft.content.business_date == business_date for draft in drafts)
    entity_ids = sorted({draft.content.entity_id for draft in drafts})
    for entity_id in entity_ids:
        team.require(actor=actor, permission=permissions.PREPARE, entity_id=entity_id)
    _lock(entity_ids)
    known = _written(drafts, business_date)
    wanted = {key: draft for draft in drafts if (key := _key(draft)) not in known}
    rules = house_rules(
        on=business_date,
        entity_ids=entity_ids,
        customer_ids=sorted({draft.content.customer_id for draft in wanted.values()}),
    )
    dressed = {key: _dressed(draft, rules) for key, draft in wanted.items()}
    with connection.cursor() as cursor:
        copy_rows(cursor, Message._meta.db_table, _COLUMNS, (_row(each, now) for each in dressed.values()))
    made = _written(dressed.values(), business_date) if dressed else {}
    for kind, action in _ACTIONS.items():
        deeds = [
            Deed(made[key], draft.content.entity_id, after=_told(draft))
            for key, draft in dressed.items()
            if _KINDS[type(draft.content)] is kind
        ]
        if deeds:
            audit.record_many(action, subject_kind="message", deeds=deeds, actor=actor, at=now)
    return PreparedMessages(
        count=len(dressed),
        already=len(drafts) - len(dressed),
        message_ids=tuple(sorted(made[key] for key in dressed)),
    )


def prepare_reminders(
    *, contents: Sequence[ReminderContent], business_date: date, actor: Actor, now: datetime
) -> PreparedMessages:
    """Put one reminder as a letter for each of `contents` into the outbox, as `prepare_messages` does.

    :raises NotAllowed: the actor may not write to the customers of one of the entities
    """
    drafts = [
        MessageDraft(
            content,
            Channel.LETTER,
            Purpose.REMINDER if content.level else Purpose.NOTICE,
            OF_LEVEL[content.level],
        )
        for content in contents
    ]
    return prepare_messages(drafts=drafts, business_date=business_date, actor=actor, now=now)


def prepare_confirmations(
    *, contents: Sequence[ConfirmationContent], business_date: date, actor: Actor, now: datetime
) -> PreparedMessages:
    """Put one payment confirmation as a letter for each of `contents` into the outbox, as `prepare_messages` does.

    :raises NotAllowed: the actor may not write to the customers of one of the entities
    """
    drafts = [
        MessageDraft(content, Channel.LETTER, Purpose.CONFIRMATION, TemplateCode.PAYMENT_CONFIRMATION)
        for content in contents
    ]
    return prepare_messages(drafts=drafts, business_date=business_date, actor=actor, now=now)


def _lock(entity_ids: Sequence[int]) -> None:
    """Let one batch at a time look what an entity's customers have got already."""
    with connection.cursor() as cursor:
        for entity_id in entity_ids:
            cursor.execute(_LOCK, [entity_id])


def _key(draft: MessageDraft) -> _Key:
    content = draft.content
    kind = _KINDS[type(content)].value
    channel = "" if draft.about else draft.channel.value
    return content.customer_id, content.currency, kind, draft.template.value, draft.about, channel


def _written(drafts: Iterable[MessageDraft], business_date: date) -> dict[_Key, int]:
    """Return what stands in the outbox for the same customers, not withdrawn: of that date, or about the same."""
    listed = list(drafts)
    same = Q(business_date=business_date, about="")
    if things := {draft.about for draft in listed if draft.about}:
        same |= Q(about__in=sorted(things))
    rows = Message.objects.filter(
        same, customer_id__in=sorted({draft.content.customer_id for draft in listed})
    ).exclude(status=MessageStatus.WITHDRAWN)
    fields = ("id", "customer_id", "currency", "kind", "template", "about", "channel")
    return {
        (*key, about, "" if about else channel): message_id
        for message_id, *key, about, channel in rows.values_list(*fields)
    }


def _dressed(draft: MessageDraft, rules: HouseRules) -> MessageDraft:
    """Return the draft with the form of its country and the house's words frozen into its content."""
    content = draft.content
    form = rules.form_of(entity_id=content.entity_id, customer_id=content.customer_id)
    texts = rules.texts_of(
        draft.template,
        entity_id=content.entity_id,
        customer_id=content.customer_id,
        language=content.language,
    )
    if form == content.form and texts == content.texts:
        return draft
    return replace(draft, content=replace(content, form=form, texts=texts))


def _row(draft: MessageDraft, now: datetime) -> tuple[object, ...]:
    content = draft.content
    words: Words = words_of(content, draft.template, draft.channel)
    return (
        *(content.entity_id, content.customer_id, draft.contact_id, content.currency),
        *(_KINDS[type(content)].value, _level(content), draft.channel.value, draft.purpose.value),
        *(draft.template.value, draft.about, content.texts.version_id, draft.address, list(draft.item_ids)),
        *(draft.override_reason, draft.in_reply_to, content.language, words.subject, words.body),
        *(Jsonb(pack(content)), "", "", content.business_date),
        *(now, MessageStatus.PREPARED.value, now, 0, Jsonb([])),
    )


def _told(draft: MessageDraft) -> dict[str, object]:
    content = draft.content
    return {
        "customer_id": content.customer_id,
        "currency": content.currency,
        "level": _level(content),
        "channel": draft.channel.value,
        "template": draft.template.value,
        "business_date": content.business_date,
    }


def _level(content: Content) -> int:
    return content.level if isinstance(content, ReminderContent) else 0
