"""The table of messages. Its guard is a trigger, in `migrations/sql/`."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from recoup.correspondence.types import MessageStatus


class Message(models.Model):
    """What we wrote to one customer about one currency; rows never change, but for the PDF that is filled in once.

    `content` is the frozen content that the words were made from (`packing.pack`).
    """

    entity = models.ForeignKey("team.Entity", on_delete=models.PROTECT, related_name="+", db_index=False)
    customer = models.ForeignKey(
        "parties.Customer", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    currency = models.CharField(max_length=3)
    kind = models.CharField(max_length=20)
    level = models.SmallIntegerField()
    language = models.CharField(max_length=10)
    subject = models.TextField()
    body = models.TextField()
    content = models.JSONField()
    pdf = models.ForeignKey("storage.StoredFile", on_delete=models.PROTECT, null=True, related_name="+")
    pdf_sha256 = models.CharField(max_length=64, blank=True, default="")
    business_date = models.DateField()
    status = models.CharField(max_length=10, default=MessageStatus.PREPARED.value)
    created_at = models.DateTimeField()

    class Meta:
        db_table = "correspondence_message"
        constraints = [
            models.UniqueConstraint(
                name="message_once_a_day",
                fields=["customer", "currency", "kind", "business_date", "entity"],
            ),
            models.CheckConstraint(
                name="message_pdf_has_hash",
                condition=Q(pdf__isnull=True, pdf_sha256="")
                | Q(pdf__isnull=False, pdf_sha256__regex="^[0-9a-f]{64}$"),
            ),
        ]
        indexes = [
            models.Index(name="message_by_date", fields=["entity", "business_date", "id"]),
            models.Index(name="message_without_pdf", fields=["id"], condition=Q(pdf__isnull=True)),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.level} to customer {self.customer_id} of {self.business_date}"
