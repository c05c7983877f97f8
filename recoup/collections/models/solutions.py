"""Ways out that were proposed for customers, as they were put to the manager."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q


class SolutionProposal(models.Model):
    """A way out for what a customer owes in a currency; `cash` and `usual` are days with amounts, as expected then."""

    entity = models.ForeignKey("team.Entity", models.PROTECT, related_name="+", db_index=False)
    customer = models.ForeignKey("parties.Customer", models.PROTECT, related_name="+", db_index=False)
    currency = models.CharField(max_length=3)
    kind = models.CharField(max_length=20)
    parts = models.IntegerField()
    debt = models.DecimalField(max_digits=24, decimal_places=4)
    given_up = models.DecimalField(max_digits=24, decimal_places=4)
    cash = models.JSONField()
    usual = models.JSONField(null=True)
    told = models.JSONField()
    reason = models.TextField()
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False
    )
    made_by_name = models.CharField(max_length=150)
    made_on = models.DateField()
    made_at = models.DateTimeField()

    class Meta:
        db_table = "collections_solutionproposal"
        constraints = [
            models.CheckConstraint(name="solution_proposal_has_reason", condition=~Q(reason="")),
        ]
        indexes = [
            models.Index(name="solution_of_customer", fields=["customer", "currency", "-id"]),
            models.Index(name="solution_of_entity", fields=["entity", "-id"]),
        ]

    def __str__(self) -> str:
        return f"{self.kind} for customer {self.customer_id}"


class SolutionItem(models.Model):
    """An item that a proposed way out is for, with what was open of it."""

    solution = models.ForeignKey(SolutionProposal, models.PROTECT, related_name="items")
    item = models.ForeignKey("ledger.Item", models.PROTECT, related_name="+", db_index=False)
    amount = models.DecimalField(max_digits=24, decimal_places=4)

    class Meta:
        db_table = "collections_solutionitem"
        constraints = [models.UniqueConstraint(name="solution_item_once", fields=["solution", "item"])]

    def __str__(self) -> str:
        return f"item {self.item_id} of solution {self.solution_id}"
