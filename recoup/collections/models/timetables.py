"""What people changed in the collection plans of customers."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q


class StepArrangement(models.Model):
    """What a person arranged for a step of an anchor from `set_at` on; of each step the last one counts.

    `on_date` None, an empty channel and template, and no person: as the strategy says.
    """

    entity = models.ForeignKey("team.Entity", models.PROTECT, related_name="+", db_index=False)
    customer = models.ForeignKey("parties.Customer", models.PROTECT, related_name="+", db_index=False)
    currency = models.CharField(max_length=3)
    anchor_item = models.ForeignKey("ledger.Item", models.PROTECT, related_name="+", db_index=False)
    code = models.CharField(max_length=50)
    on_date = models.DateField(null=True)
    channel = models.CharField(max_length=10, blank=True)
    template = models.CharField(max_length=50, blank=True)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False
    )
    is_left_out = models.BooleanField(default=False)
    reason = models.TextField()
    set_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False
    )
    set_by_name = models.CharField(max_length=150)
    set_at = models.DateTimeField()

    class Meta:
        db_table = "collections_steparrangement"
        constraints = [
            models.CheckConstraint(name="step_arrangement_has_reason", condition=~Q(reason="")),
            models.CheckConstraint(
                name="step_left_out_says_nothing_else",
                condition=Q(is_left_out=False) | Q(on_date=None, channel="", template="", person=None),
            ),
        ]
        indexes = [
            models.Index(name="step_arrangement_of_step", fields=["anchor_item", "code", "-id"]),
            models.Index(
                name="step_arrangement_of_person",
                fields=["person", "entity"],
                condition=Q(person__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"step {self.code} for item {self.anchor_item_id}"
