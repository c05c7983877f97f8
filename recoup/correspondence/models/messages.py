"""The tables of messages and of the attempts to send them. Their guards are triggers, in `migrations/sql/`."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from recoup.correspondence.models.door import Passage
from recoup.correspondence.types import LEFT, MessageStatus

_PASSED = sorted(status.value for status in LEFT | {MessageStatus.SENDING, MessageStatus.UNKNOWN})
_WAITING = (MessageStatus.QUEUED.value, MessageStatus.SENDING.value)


class Message(models.Model):
    """What we wrote to one customer about one currency; its words never change, only how far it has come.

    `content` is the frozen content that the words were made from (`packing.pack`). `reasons` are sentences that say
    why it is in its state. `about` names what it puts in writing, where there is one message for each such thing and
    not one a day. `archive` are the very bytes that left.
    """

    entity = models.ForeignKey("team.Entity", on_delete=models.PROTECT, related_name="+", db_index=False)
    customer = models.ForeignKey(
        "parties.Customer", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    contact = models.ForeignKey(
        "parties.Contact", on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    currency = models.CharField(max_length=3)
    kind = models.CharField(max_length=20)
    level = models.SmallIntegerField()
    channel = models.CharField(max_length=10, default="LETTER")
    purpose = models.CharField(max_length=20, default="REMINDER")
    template = models.CharField(max_length=40, default="", blank=True)
    about = models.TextField(default="", blank=True)
    template_version_id = models.BigIntegerField(null=True)
    address = models.CharField(max_length=254, default="", blank=True)
    item_ids = ArrayField(models.BigIntegerField(), default=list)
    override_reason = models.TextField(default="", blank=True)
    in_reply_to = models.CharField(max_length=998, default="", blank=True)
    language = models.CharField(max_length=10)
    subject = models.TextField()
    body = models.TextField()
    content = models.JSONField()
    pdf = models.ForeignKey("storage.StoredFile", on_delete=models.PROTECT, null=True, related_name="+")
    pdf_sha256 = models.CharField(max_length=64, blank=True, default="")
    business_date = models.DateField()
    created_at = models.DateTimeField()
    status = models.CharField(max_length=10, default=MessageStatus.PREPARED.value)
    status_at = models.DateTimeField()
    not_before = models.DateTimeField(null=True)
    attempts = models.SmallIntegerField(default=0)
    reasons = models.JSONField(default=list)
    passage = models.ForeignKey(
        Passage, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    archive = models.ForeignKey("storage.StoredFile", on_delete=models.PROTECT, null=True, related_name="+")
    archive_sha256 = models.CharField(max_length=64, blank=True, default="")
    batch_id = models.BigIntegerField(null=True)

    class Meta:
        db_table = "correspondence_message"
        constraints = [
            models.UniqueConstraint(
                name="message_once_a_day",
                fields=["customer", "currency", "kind", "template", "channel", "business_date", "entity"],
                condition=~Q(status=MessageStatus.WITHDRAWN.value) & Q(about=""),
            ),
            models.UniqueConstraint(
                name="message_once_about_a_thing",
                fields=["customer", "currency", "kind", "template", "about", "entity"],
                condition=~Q(status=MessageStatus.WITHDRAWN.value) & ~Q(about=""),
            ),
            models.CheckConstraint(
                name="message_pdf_has_hash",
                condition=Q(pdf__isnull=True, pdf_sha256="")
                | Q(pdf__isnull=False, pdf_sha256__regex="^[0-9a-f]{64}$"),
            ),
            models.CheckConstraint(
                name="message_archive_has_hash",
                condition=Q(archive__isnull=True, archive_sha256="")
                | Q(archive__isnull=False, archive_sha256__regex="^[0-9a-f]{64}$"),
            ),
            models.UniqueConstraint(name="message_passage_is_its_own", fields=["passage"]),
            models.CheckConstraint(
                name="message_left_through_the_door",
                condition=~Q(status__in=_PASSED) | Q(passage__isnull=False),
            ),
        ]
        indexes = [
            models.Index(name="message_by_date", fields=["entity", "business_date", "id"]),
            models.Index(name="message_without_pdf", fields=["id"], condition=Q(pdf__isnull=True)),
            models.Index(
                name="message_waiting", fields=["status", "not_before"], condition=Q(status__in=_WAITING)
            ),
            models.Index(name="message_by_status", fields=["status", "-status_at"]),
            models.Index(name="message_of_customer", fields=["customer", "-id"]),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.level} to customer {self.customer_id} of {self.business_date}"


class Attempt(models.Model):
    """An event of an attempt to send a message; rows are only ever added."""

    message = models.ForeignKey(Message, on_delete=models.PROTECT, related_name="events", db_index=False)
    number = models.SmallIntegerField()
    event = models.CharField(max_length=20)
    at = models.DateTimeField()
    passage = models.ForeignKey(
        Passage, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    answer = models.TextField(default="", blank=True)
    reference = models.CharField(max_length=200, default="", blank=True)
    actor_kind = models.CharField(max_length=10)
    actor_id = models.BigIntegerField()
    actor_name = models.CharField(max_length=200)

    class Meta:
        db_table = "correspondence_attempt"
        constraints = [
            models.UniqueConstraint(name="attempt_event_once", fields=["message", "number", "event"]),
        ]

    def __str__(self) -> str:
        return f"{self.event} {self.number} of message {self.message_id}"
