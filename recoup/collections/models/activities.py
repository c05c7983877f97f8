"""Activities, the next actions that follow from them, and what is wrong between a customer and us.

Activities, incidents and the history of promises only ever grow. A follow-up and an escalation are done or answered
once: triggers refuse anything else.
"""

from __future__ import annotations

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q


class Activity(models.Model):
    """A contact that was made or received, as it was told; a correction is a new row that names the old one.

    `key` is the caller's own: the same again is the same contact, so a repeated click changes nothing.
    """

    key = models.UUIDField(unique=True)
    entity = models.ForeignKey("team.Entity", on_delete=models.PROTECT, related_name="+", db_index=False)
    customer = models.ForeignKey(
        "parties.Customer", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    channel = models.CharField(max_length=20)
    direction = models.CharField(max_length=10)
    at = models.DateTimeField()
    contact = models.ForeignKey(
        "parties.Contact", on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    contact_name = models.CharField(max_length=200)
    outcome = models.CharField(max_length=20)
    willingness = models.CharField(max_length=20, blank=True)
    ability = models.CharField(max_length=20, blank=True)
    delay_reason = models.CharField(max_length=30, blank=True)
    content = models.TextField(blank=True)
    feedback = models.TextField(blank=True)
    passage = models.ForeignKey(
        "correspondence.Passage", on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    corrects = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="corrections")
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    recorded_by_name = models.CharField(max_length=200)
    recorded_at = models.DateTimeField()
    search_text = models.TextField()

    class Meta:
        db_table = "collections_activity"
        constraints = [
            models.CheckConstraint(
                name="activity_out_passed_the_door", condition=Q(direction="IN") | Q(passage__isnull=False)
            ),
            models.UniqueConstraint(
                name="activity_once_a_passage", fields=["passage"], condition=Q(corrects__isnull=True)
            ),
        ]
        indexes = [
            models.Index(name="activity_of_customer", fields=["customer", "-at", "-id"]),
            models.Index(name="activity_of_entity", fields=["entity", "-at", "-id"]),
            GinIndex(name="activity_search", fields=["search_text"], opclasses=["gin_trgm_ops"]),
        ]

    def __str__(self) -> str:
        return f"{self.channel} with customer {self.customer_id}: {self.outcome}"


class ActivityItem(models.Model):
    """An item that was talked about."""

    activity = models.ForeignKey(Activity, on_delete=models.PROTECT, related_name="items")
    item = models.ForeignKey(
        "ledger.Item", on_delete=models.PROTECT, related_name="+", db_constraint=False, db_index=False
    )

    class Meta:
        db_table = "collections_activityitem"
        constraints = [models.UniqueConstraint(name="activity_item_once", fields=["activity", "item"])]

    def __str__(self) -> str:
        return f"item {self.item_id} in activity {self.activity_id}"


class FollowUp(models.Model):
    """What is to be done next with a customer: what, when, by whom. `due_at` is set where an hour was agreed."""

    entity = models.ForeignKey("team.Entity", on_delete=models.PROTECT, related_name="+", db_index=False)
    customer = models.ForeignKey(
        "parties.Customer", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    kind = models.CharField(max_length=20)
    due_date = models.DateField()
    due_at = models.DateTimeField(null=True)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    note = models.TextField(blank=True)
    because = models.JSONField(null=True)
    activity = models.ForeignKey(Activity, on_delete=models.PROTECT, null=True, related_name="follow_ups")
    promise = models.ForeignKey(
        "collections.Promise", on_delete=models.PROTECT, null=True, related_name="follow_ups"
    )
    made_by_name = models.CharField(max_length=200)
    made_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)
    done_by_name = models.CharField(max_length=200, blank=True)

    class Meta:
        db_table = "collections_followup"
        indexes = [
            models.Index(name="followup_of_customer", fields=["customer", "due_date"]),
            models.Index(
                name="followup_open", fields=["entity", "due_date"], condition=Q(done_at__isnull=True)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} with customer {self.customer_id} on {self.due_date}"


class Incident(models.Model):
    """Something that went wrong between a customer and us: what happened, who, what was done about it."""

    entity = models.ForeignKey("team.Entity", on_delete=models.PROTECT, related_name="+")
    customer = models.ForeignKey("parties.Customer", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20)
    happened_at = models.DateTimeField()
    who = models.CharField(max_length=200, blank=True)
    what = models.TextField()
    measures = models.TextField(blank=True)
    route = models.CharField(max_length=20)
    activity = models.ForeignKey(Activity, on_delete=models.PROTECT, null=True, related_name="incidents")
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    recorded_by_name = models.CharField(max_length=200)
    recorded_at = models.DateTimeField()

    class Meta:
        db_table = "collections_incident"

    def __str__(self) -> str:
        return f"{self.kind} with customer {self.customer_id}"


class Escalation(models.Model):
    """A question put to the manager about a customer, with what was tried; answered once, then read by the asker."""

    entity = models.ForeignKey("team.Entity", on_delete=models.PROTECT, related_name="+")
    customer = models.ForeignKey("parties.Customer", on_delete=models.PROTECT, related_name="+")
    question = models.TextField()
    tried = models.TextField(blank=True)
    activity = models.ForeignKey(Activity, on_delete=models.PROTECT, null=True, related_name="escalations")
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    asked_by_name = models.CharField(max_length=200)
    asked_at = models.DateTimeField()
    answer = models.TextField(blank=True)
    answered_by_name = models.CharField(max_length=200, blank=True)
    answered_at = models.DateTimeField(null=True)
    is_playbook = models.BooleanField(default=False)
    read_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "collections_escalation"
        constraints = [
            models.CheckConstraint(
                name="escalation_answered_before_read",
                condition=Q(read_at__isnull=True) | Q(answered_at__lte=F("read_at")),
            ),
        ]

    def __str__(self) -> str:
        return f"question about customer {self.customer_id}"
