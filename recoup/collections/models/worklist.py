"""The tables of collections. All three only ever grow: triggers refuse anything else."""

from __future__ import annotations

from decimal import Decimal

from django.conf import settings
from django.db import models


class Worklist(models.Model):
    """That the worklist of an entity and business date was made, be it empty."""

    entity = models.ForeignKey("team.Entity", on_delete=models.PROTECT, related_name="+", db_index=False)
    business_date = models.DateField()
    lines = models.IntegerField()
    reporting_currency = models.CharField(max_length=3)
    made_at = models.DateTimeField()

    class Meta:
        db_table = "collections_worklist"
        constraints = [
            models.UniqueConstraint(name="worklist_once_a_day", fields=["entity", "business_date"]),
        ]

    def __str__(self) -> str:
        return f"worklist of entity {self.entity_id} on {self.business_date}"


class WorklistLine(models.Model):
    """One customer and currency on a worklist.

    `amount_overdue_reporting` is in the worklist's reporting currency, empty where there was no rate. `amount_chased`
    is what of the overdue is neither on hold nor covered; `chance` is in percent. `expected_effect` orders the lines:
    in reporting currency, by a stand-in where there was no rate. `reasons` holds each reason with its points, the
    weightiest first. Lines made before there was an expected effect have 0 in all three.
    """

    entity = models.ForeignKey("team.Entity", on_delete=models.PROTECT, related_name="+", db_index=False)
    customer = models.ForeignKey(
        "parties.Customer", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    currency = models.CharField(max_length=3)
    business_date = models.DateField()
    rank = models.IntegerField()
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    amount_open = models.DecimalField(max_digits=24, decimal_places=4)
    amount_overdue = models.DecimalField(max_digits=24, decimal_places=4)
    amount_unapplied = models.DecimalField(max_digits=24, decimal_places=4)
    amount_held = models.DecimalField(max_digits=24, decimal_places=4)
    amount_overdue_reporting = models.DecimalField(max_digits=24, decimal_places=4, null=True)
    days_overdue_max = models.IntegerField()
    items_overdue = models.IntegerField()
    points = models.SmallIntegerField()
    amount_chased = models.DecimalField(max_digits=24, decimal_places=4, default=Decimal(0))
    chance = models.SmallIntegerField(default=0)
    expected_effect = models.DecimalField(max_digits=24, decimal_places=4, default=Decimal(0))
    lateness = models.CharField(max_length=20)
    size = models.CharField(max_length=20)
    behavior = models.CharField(max_length=20)
    reasons = models.JSONField()

    class Meta:
        db_table = "collections_worklistline"
        constraints = [
            models.UniqueConstraint(
                name="worklist_line_once_a_day", fields=["customer", "currency", "business_date", "entity"]
            ),
        ]
        indexes = [
            models.Index(
                name="worklist_line_by_effect",
                fields=["business_date", "-expected_effect", "rank", "entity"],
            ),
            models.Index(
                name="worklist_line_of_person",
                fields=["owner", "business_date", "-expected_effect", "rank"],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.rank}. customer {self.customer_id} in {self.currency} on {self.business_date}"


class CustomerClass(models.Model):
    """From `business_date` on, the customer is in these classes in this currency; one row per change."""

    entity = models.ForeignKey("team.Entity", on_delete=models.PROTECT, related_name="+", db_index=False)
    customer = models.ForeignKey(
        "parties.Customer", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    currency = models.CharField(max_length=3)
    business_date = models.DateField()
    lateness = models.CharField(max_length=20)
    size = models.CharField(max_length=20)
    behavior = models.CharField(max_length=20)

    class Meta:
        db_table = "collections_customerclass"
        constraints = [
            models.UniqueConstraint(
                name="customer_class_once_a_day", fields=["customer", "currency", "business_date"]
            ),
        ]
        indexes = [models.Index(name="customer_class_of_entity", fields=["entity", "business_date"])]

    def __str__(self) -> str:
        return f"customer {self.customer_id} in {self.currency} from {self.business_date}"
