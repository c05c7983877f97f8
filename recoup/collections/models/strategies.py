"""Segments, courses with their steps, proposals and the work that steps give to people.

What was decided stays: segments, overrides, courses, steps and postponements only ever grow. A proposal is open until
a person drops it, or it is released, or a later run takes its place; a task is open until it is done.
"""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q


def _entity() -> models.ForeignKey[models.Model]:
    return models.ForeignKey("team.Entity", models.PROTECT, related_name="+", db_index=False)


def _customer() -> models.ForeignKey[models.Model]:
    return models.ForeignKey("parties.Customer", models.PROTECT, related_name="+", db_index=False)


class CustomerSegment(models.Model):
    """From `business_date` on the customer is in this segment in this currency; one row per change.

    `reasons` holds the conditions that were met, `version_id` the rule's version, None for the standard segments.
    """

    entity = _entity()
    customer = _customer()
    currency = models.CharField(max_length=3)
    business_date = models.DateField()
    segment = models.CharField(max_length=50)
    reasons = models.JSONField()
    version_id = models.BigIntegerField(null=True)

    class Meta:
        db_table = "collections_segment"
        constraints = [
            models.UniqueConstraint(
                name="customer_segment_once_a_day", fields=["customer", "currency", "business_date"]
            ),
        ]
        indexes = [models.Index(name="customer_segment_of_entity", fields=["entity", "business_date"])]


class SegmentOverride(models.Model):
    """That a person put a customer into a segment, from a day on until another; an empty segment takes it back."""

    entity = _entity()
    customer = _customer()
    currency = models.CharField(max_length=3)
    segment = models.CharField(max_length=50, blank=True)
    reason = models.TextField()
    from_date = models.DateField()
    until_date = models.DateField()
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    set_by_name = models.CharField(max_length=150)
    set_at = models.DateTimeField()

    class Meta:
        db_table = "collections_segmentoverride"
        constraints = [
            models.CheckConstraint(name="segment_override_has_reason", condition=~Q(reason="")),
            models.CheckConstraint(
                name="segment_override_ends_after_it_begins", condition=Q(until_date__gte=F("from_date"))
            ),
        ]
        indexes = [
            models.Index(name="segment_override_of_customer", fields=["customer", "currency", "-id"]),
            models.Index(name="segment_override_of_entity", fields=["entity", "until_date"]),
        ]


class Course(models.Model):
    """From `business_date` on the course of a customer and currency has this anchor and this strategy."""

    entity = _entity()
    customer = _customer()
    currency = models.CharField(max_length=3)
    business_date = models.DateField()
    anchor_item = models.ForeignKey("ledger.Item", models.PROTECT, related_name="+", db_index=False)
    anchor_due_date = models.DateField()
    segment = models.CharField(max_length=50)
    version_id = models.BigIntegerField(null=True)

    class Meta:
        db_table = "collections_course"
        constraints = [
            models.UniqueConstraint(
                name="course_once_a_day", fields=["customer", "currency", "business_date"]
            ),
        ]
        indexes = [models.Index(name="course_of_entity", fields=["entity", "business_date"])]


class ProposalRun(models.Model):
    """That the proposals of an entity and business date were decided; `silent` counts why there are no others."""

    entity = _entity()
    business_date = models.DateField()
    proposals = models.IntegerField()
    silent = models.JSONField()
    made_at = models.DateTimeField()

    class Meta:
        db_table = "collections_proposalrun"
        constraints = [
            models.UniqueConstraint(name="proposal_run_once_a_day", fields=["entity", "business_date"]),
        ]


class Proposal(models.Model):
    """One step that is due for a customer and currency, as a run decided it.

    `channel` and `template` may be changed while it is open; what was decided stays in `reasons` and `waivers`.
    """

    run = models.ForeignKey(ProposalRun, models.PROTECT, related_name="+", db_index=False)
    entity = _entity()
    customer = _customer()
    currency = models.CharField(max_length=3)
    business_date = models.DateField()
    anchor_item = models.ForeignKey("ledger.Item", models.PROTECT, related_name="+", db_index=False)
    anchor_due_date = models.DateField()
    segment = models.CharField(max_length=50)
    version_id = models.BigIntegerField(null=True)
    code = models.CharField(max_length=50)
    threshold = models.IntegerField()
    channel = models.CharField(max_length=10, blank=True)
    template = models.CharField(max_length=50, blank=True)
    performer = models.CharField(max_length=10)
    effect = models.CharField(max_length=20)
    escalate_days = models.IntegerField()
    days_late = models.IntegerField()
    amount = models.DecimalField(max_digits=24, decimal_places=4)
    amount_reporting = models.DecimalField(max_digits=24, decimal_places=4, null=True)
    reasons = models.JSONField()
    waivers = models.JSONField()
    looks = models.JSONField()
    state = models.CharField(max_length=10)
    note = models.TextField(blank=True)
    settled_by_name = models.CharField(max_length=150, blank=True)
    settled_at = models.DateTimeField(null=True)
    settled_reason = models.JSONField(null=True)

    class Meta:
        db_table = "collections_proposal"
        constraints = [
            models.UniqueConstraint(name="proposal_once_a_run", fields=["run", "customer", "currency"]),
            models.CheckConstraint(
                name="proposal_settled_once",
                condition=Q(state="OPEN", settled_at__isnull=True)
                | (~Q(state="OPEN") & Q(settled_at__isnull=False)),
            ),
        ]
        indexes = [
            models.Index(name="proposal_of_customer", fields=["customer", "currency", "-business_date"]),
            models.Index(name="proposal_open", fields=["entity", "state", "business_date"]),
        ]


class CourseStep(models.Model):
    """That a step was done or waived for an anchor: never twice, whoever tries.

    `covers_until` is set for notices: they named what falls due up to that day.
    """

    entity = _entity()
    customer = _customer()
    currency = models.CharField(max_length=3)
    anchor_item = models.ForeignKey("ledger.Item", models.PROTECT, related_name="+", db_index=False)
    code = models.CharField(max_length=50)
    how = models.CharField(max_length=10)
    business_date = models.DateField()
    channel = models.CharField(max_length=10, blank=True)
    template = models.CharField(max_length=50, blank=True)
    performer = models.CharField(max_length=10)
    covers_until = models.DateField(null=True)
    amount = models.DecimalField(max_digits=24, decimal_places=4)
    reason = models.JSONField()
    version_id = models.BigIntegerField(null=True)
    proposal = models.ForeignKey(Proposal, models.PROTECT, null=True, related_name="+", db_index=False)
    settled_by_name = models.CharField(max_length=150)
    settled_at = models.DateTimeField()

    class Meta:
        db_table = "collections_coursestep"
        constraints = [
            models.UniqueConstraint(name="course_step_once", fields=["anchor_item", "code"]),
        ]
        indexes = [
            models.Index(name="course_step_of_customer", fields=["customer", "currency", "-business_date"]),
            models.Index(name="course_step_of_entity", fields=["entity", "how", "business_date"]),
        ]


class Postponement(models.Model):
    """That a person put a step of an anchor off until a day; the last one counts."""

    entity = _entity()
    anchor_item = models.ForeignKey("ledger.Item", models.PROTECT, related_name="+", db_index=False)
    code = models.CharField(max_length=50)
    until_date = models.DateField()
    reason = models.TextField()
    set_by_name = models.CharField(max_length=150)
    set_at = models.DateTimeField()

    class Meta:
        db_table = "collections_postponement"
        indexes = [models.Index(name="postponement_of_step", fields=["anchor_item", "code", "-id"])]


class CollectionTask(models.Model):
    """Work that a released step gives to a person: a call, a visit, or a decision of the manager.

    `kind` says which; the step's own work is STEP. `escalate_on` is the day on which it goes to the manager when it
    is not done, `escalated_on` the day on which it went.
    """

    entity = _entity()
    customer = _customer()
    currency = models.CharField(max_length=3)
    step = models.ForeignKey(CourseStep, models.PROTECT, related_name="+", db_index=False)
    kind = models.CharField(max_length=20)
    channel = models.CharField(max_length=10, blank=True)
    due_date = models.DateField()
    escalate_on = models.DateField(null=True)
    escalated_on = models.DateField(null=True)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False
    )
    reasons = models.JSONField()
    note = models.TextField(blank=True)
    state = models.CharField(max_length=10, default="OPEN")
    outcome = models.TextField(blank=True)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False
    )
    done_by_name = models.CharField(max_length=150, blank=True)
    done_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField()

    class Meta:
        db_table = "collections_task"
        constraints = [
            models.UniqueConstraint(name="collection_task_once", fields=["step", "kind"]),
            models.CheckConstraint(
                name="collection_task_done_is_dated",
                condition=Q(state="OPEN", done_at__isnull=True)
                | (~Q(state="OPEN") & Q(done_at__isnull=False)),
            ),
        ]
        indexes = [
            models.Index(name="collection_task_open", fields=["entity", "state", "due_date"]),
            models.Index(name="collection_task_of_customer", fields=["customer", "state"]),
            models.Index(name="collection_task_of_owner", fields=["owner", "state", "due_date"]),
        ]
