"""The tables of the door: contacts that passed it, what came of them, what was refused, and what came in."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models


class Passage(models.Model):
    """A contact that the guard let out: it is counted from this instant. Rows never change.

    `overridden` holds the findings that a person passed, with `override_reason`; else both are empty.
    """

    entity = models.ForeignKey("team.Entity", on_delete=models.PROTECT, related_name="+", db_index=False)
    customer = models.ForeignKey(
        "parties.Customer", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    contact = models.ForeignKey(
        "parties.Contact", on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    key = models.CharField(max_length=200)
    channel = models.CharField(max_length=10)
    purpose = models.CharField(max_length=20)
    address = models.CharField(max_length=254, blank=True)
    currency = models.CharField(max_length=3, blank=True)
    item_ids = ArrayField(models.BigIntegerField(), default=list)
    at = models.DateTimeField()
    actor_id = models.BigIntegerField()
    actor_name = models.CharField(max_length=200)
    override_reason = models.TextField(blank=True)
    overridden = models.JSONField(default=list)

    class Meta:
        db_table = "correspondence_passage"
        constraints = [
            models.CheckConstraint(
                name="passage_override_has_reason",
                condition=models.Q(overridden=[]) | ~models.Q(override_reason=""),
            ),
        ]
        indexes = [
            models.Index(name="passage_by_customer", fields=["customer", "at"]),
            models.Index(
                name="passage_overridden", fields=["entity", "at"], condition=~models.Q(overridden=[])
            ),
        ]

    def __str__(self) -> str:
        return f"{self.channel} to customer {self.customer_id} at {self.at}"


class PassageOutcome(models.Model):
    """What came of a contact: rows never change, the latest counts."""

    passage = models.ForeignKey(Passage, on_delete=models.PROTECT, related_name="outcomes")
    outcome = models.CharField(max_length=20)
    at = models.DateTimeField()
    actor_name = models.CharField(max_length=200)

    class Meta:
        db_table = "correspondence_passageoutcome"

    def __str__(self) -> str:
        return f"{self.outcome} of passage {self.passage_id}"


class Refused(models.Model):
    """A contact that the guard did not let out, with everything that stood against it. Rows never change."""

    entity = models.ForeignKey("team.Entity", on_delete=models.PROTECT, related_name="+", db_index=False)
    customer = models.ForeignKey(
        "parties.Customer", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    contact = models.ForeignKey(
        "parties.Contact", on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    key = models.CharField(max_length=200)
    channel = models.CharField(max_length=10)
    purpose = models.CharField(max_length=20)
    address = models.CharField(max_length=254, blank=True)
    verdict = models.CharField(max_length=10)
    not_before = models.DateTimeField(null=True)
    findings = models.JSONField()
    at = models.DateTimeField()
    actor_id = models.BigIntegerField()
    actor_name = models.CharField(max_length=200)

    class Meta:
        db_table = "correspondence_refused"
        indexes = [models.Index(name="refused_by_customer", fields=["customer", "at"])]

    def __str__(self) -> str:
        return f"{self.channel} to customer {self.customer_id} refused at {self.at}"


class Incoming(models.Model):
    """A contact that the customer made. Rows never change."""

    entity = models.ForeignKey("team.Entity", on_delete=models.PROTECT, related_name="+", db_index=False)
    customer = models.ForeignKey(
        "parties.Customer", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    contact = models.ForeignKey(
        "parties.Contact", on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    channel = models.CharField(max_length=10)
    address = models.CharField(max_length=254, blank=True)
    at = models.DateTimeField()
    actor_name = models.CharField(max_length=200)

    class Meta:
        db_table = "correspondence_incoming"
        indexes = [models.Index(name="incoming_by_customer", fields=["customer", "at"])]

    def __str__(self) -> str:
        return f"{self.channel} from customer {self.customer_id} at {self.at}"
