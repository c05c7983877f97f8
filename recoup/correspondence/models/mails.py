"""The tables of what comes in."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from recoup.correspondence.models.messages import Message
from recoup.correspondence.types import AnswerAsks
from recoup.kernel.contact import Channel


class IncomingMail(models.Model):
    """A message that came in, once: `raw` are its bytes, `text` is what people read, made safe.

    `customer` is empty while nobody knows whose it is. `asks` is what its words ask of us: no more messages, which the
    program did, or an end of contact, which a person must read before any further contact.
    """

    channel = models.CharField(max_length=10, default=Channel.EMAIL.value)
    fingerprint = models.CharField(max_length=64, unique=True)
    raw = models.ForeignKey("storage.StoredFile", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20)
    message_id_header = models.CharField(max_length=998, default="", blank=True)
    sender = models.CharField(max_length=254, default="", blank=True)
    sender_name = models.CharField(max_length=300, default="", blank=True)
    subject = models.TextField(default="", blank=True)
    text = models.TextField(default="", blank=True)
    written_at = models.DateTimeField(null=True)
    fetched_at = models.DateTimeField()
    size = models.BigIntegerField()
    is_whole = models.BooleanField(default=True)
    returns_on = models.DateField(null=True)
    failed_address = models.CharField(max_length=254, default="", blank=True)
    entity = models.ForeignKey("team.Entity", on_delete=models.PROTECT, null=True, related_name="+")
    customer = models.ForeignKey("parties.Customer", on_delete=models.PROTECT, null=True, related_name="+")
    contact = models.ForeignKey("parties.Contact", on_delete=models.PROTECT, null=True, related_name="+")
    message = models.ForeignKey(Message, on_delete=models.PROTECT, null=True, related_name="+")
    threaded_by = models.CharField(max_length=20, default="", blank=True)
    assigned_at = models.DateTimeField(null=True)
    assigned_by_name = models.CharField(max_length=200, default="", blank=True)
    asks = models.CharField(max_length=10, default="", blank=True)
    looked_at = models.DateTimeField(null=True)
    looked_by_name = models.CharField(max_length=200, default="", blank=True)

    class Meta:
        db_table = "correspondence_incomingmail"
        indexes = [
            models.Index(
                name="mail_to_be_read",
                fields=["-fetched_at"],
                condition=Q(asks=AnswerAsks.CEASE.value, looked_at__isnull=True),
            ),
            models.Index(name="mail_unassigned", fields=["-fetched_at"], condition=Q(customer__isnull=True)),
            models.Index(name="mail_newest", fields=["-fetched_at", "-id"]),
        ]

    def __str__(self) -> str:
        return f"{self.kind} from {self.sender}"


class MailFile(models.Model):
    """A file that came with a message."""

    mail = models.ForeignKey(IncomingMail, on_delete=models.PROTECT, related_name="files")
    file = models.ForeignKey("storage.StoredFile", on_delete=models.PROTECT, related_name="+")

    class Meta:
        db_table = "correspondence_mailfile"

    def __str__(self) -> str:
        return f"file {self.file_id} of {self.mail_id}"


class BouncedAddress(models.Model):
    """An address from which a message came back; nothing is sent there until a person has looked at it."""

    channel = models.CharField(max_length=10)
    address = models.CharField(max_length=254)
    message = models.ForeignKey(Message, on_delete=models.PROTECT, null=True, related_name="+")
    answer = models.TextField(default="", blank=True)
    bounced_at = models.DateTimeField()
    cleared_at = models.DateTimeField(null=True)
    cleared_by_name = models.CharField(max_length=200, default="", blank=True)

    class Meta:
        db_table = "correspondence_bouncedaddress"
        constraints = [
            models.UniqueConstraint(
                name="address_bounced_once",
                fields=["channel", "address"],
                condition=Q(cleared_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return self.address


class Mailbox(models.Model):
    """How far a mailbox was read, and why the last reading failed if it did."""

    name = models.CharField(max_length=300, unique=True)
    validity = models.BigIntegerField(default=0)
    uid = models.BigIntegerField(default=0)
    read_at = models.DateTimeField(null=True)
    failure = models.TextField(default="", blank=True)

    class Meta:
        db_table = "correspondence_mailbox"

    def __str__(self) -> str:
        return self.name
