"""Payment plans: what was agreed, on which items, in which installments, and what became of it."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q


class Plan(models.Model):
    """A debt of a customer that is to be paid in installments. What was agreed never changes, only how it stands.

    `missed_max`, `days_max`, `grace_days` and `consequences` are the terms of default as they were agreed; `rule` is
    in words where they came from. `interest` is of the whole plan. `waived` is let off when the plan is kept.
    `replaces` is the draft that this one is made in place of. `checked_on` is the last day it was looked at.
    """

    entity = models.ForeignKey("team.Entity", models.PROTECT, db_index=False, related_name="+")
    customer = models.ForeignKey("parties.Customer", models.PROTECT, related_name="+")
    currency = models.CharField(max_length=3)
    debt = models.DecimalField(max_digits=24, decimal_places=4)
    interest = models.DecimalField(max_digits=24, decimal_places=4)
    waived = models.DecimalField(max_digits=24, decimal_places=4)
    annual_rate = models.DecimalField(max_digits=9, decimal_places=4)
    rhythm = models.CharField(max_length=20)
    months = models.CharField(max_length=20)
    asked = models.JSONField()
    explained = models.JSONField()
    grace_days = models.SmallIntegerField()
    missed_max = models.SmallIntegerField()
    days_max = models.SmallIntegerField(null=True)
    consequences = models.JSONField()
    rule = models.JSONField()
    note = models.CharField(max_length=500)
    replaces = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")
    made_by = models.CharField(max_length=200)
    made_at = models.DateTimeField()
    made_on = models.DateField()
    state = models.CharField(max_length=10)
    approval_id = models.BigIntegerField(null=True)
    began_on = models.DateField(null=True)
    ended_on = models.DateField(null=True)
    checked_on = models.DateField(null=True)
    signed_copy = models.ForeignKey("storage.StoredFile", models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(debt__gt=0), name="collections_plan_of_a_debt"),
            models.CheckConstraint(
                condition=Q(interest__gte=0, waived__gte=0), name="collections_plan_adds_nothing_below_zero"
            ),
        ]
        indexes = [models.Index(fields=["entity", "state", "-id"], name="collections_plan_by_state")]

    def __str__(self) -> str:
        return f"plan {self.pk} of customer {self.customer_id}"


class PlanItem(models.Model):
    """An item of a plan. `amount` was open of it when the plan was made; of interest it is what was posted.

    Money that came after the entry `after_entry` counts for the plan. `is_live` follows the plan's state by a
    trigger: an item is in one active plan at most. `hold_id` is the hold in the ledger,
    `booked_ref` names the entry that let it off.
    """

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="items")
    item = models.ForeignKey("ledger.Item", models.PROTECT, related_name="+")
    role = models.CharField(max_length=10)
    amount = models.DecimalField(max_digits=24, decimal_places=4)
    after_entry = models.BigIntegerField(null=True)
    hold_id = models.BigIntegerField(null=True)
    is_live = models.BooleanField(default=False)
    booked_ref = models.CharField(max_length=100, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["plan", "item"], name="collections_plan_item_once"),
            models.UniqueConstraint(
                fields=["item"], condition=Q(is_live=True), name="collections_item_in_one_active_plan"
            ),
            models.CheckConstraint(condition=Q(amount__gt=0), name="collections_plan_item_has_an_amount"),
        ]

    def __str__(self) -> str:
        return f"item {self.item_id} of plan {self.plan_id}"


class PlanInstallment(models.Model):
    """An installment as agreed, and how it stands: the amounts and the day never change, the rest follows the money."""

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="installments")
    number = models.SmallIntegerField()
    due_date = models.DateField()
    principal = models.DecimalField(max_digits=24, decimal_places=4)
    interest = models.DecimalField(max_digits=24, decimal_places=4)
    amount_paid = models.DecimalField(max_digits=24, decimal_places=4, default=0)
    paid_on = models.DateField(null=True)
    state = models.CharField(max_length=10, default="DUE")
    is_interest_posted = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["plan", "number"], name="collections_installment_once"),
            models.CheckConstraint(
                condition=Q(amount_paid__gte=0, amount_paid__lte=F("principal") + F("interest")),
                name="collections_installment_never_overpaid",
            ),
        ]
        indexes = [
            models.Index(
                fields=["due_date"], condition=~Q(state="PAID"), name="collections_installments_open"
            ),
        ]

    def __str__(self) -> str:
        return f"installment {self.number} of plan {self.plan_id}"


class PlanEvent(models.Model):
    """Something that happened to a plan; never changed, never deleted. `told` says it in words."""

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="events")
    kind = models.CharField(max_length=20)
    on = models.DateField()
    told = models.JSONField()
    note = models.CharField(max_length=500)
    by_id = models.BigIntegerField(null=True)
    by_name = models.CharField(max_length=200)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.kind} on {self.on}"
