"""Promises, the items they are for, and every change of what became of them."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from recoup.collections.models.activities import Activity


class Promise(models.Model):
    """That a customer will pay an amount of some items by a day.

    `deadline` and `tolerance` are what the rules said when it was made. `state`, `amount_kept` and `judged_on` are
    projections of the ledger, and change by judging only; `collections_promisestate` keeps every change.
    """

    entity = models.ForeignKey("team.Entity", on_delete=models.PROTECT, related_name="+", db_index=False)
    customer = models.ForeignKey(
        "parties.Customer", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    activity = models.ForeignKey(Activity, on_delete=models.PROTECT, null=True, related_name="promises")
    currency = models.CharField(max_length=3)
    amount = models.DecimalField(max_digits=24, decimal_places=4)
    promise_date = models.DateField()
    deadline = models.DateField()
    tolerance = models.DecimalField(max_digits=24, decimal_places=4)
    rule_version_id = models.BigIntegerField(null=True)
    method = models.CharField(max_length=20)
    contact = models.ForeignKey(
        "parties.Contact", on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    promised_by = models.CharField(max_length=200, blank=True)
    note = models.TextField(blank=True)
    made_on = models.DateField()
    made_at = models.DateTimeField()
    taken_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    taken_by_name = models.CharField(max_length=200)
    state = models.CharField(max_length=20)
    amount_kept = models.DecimalField(max_digits=24, decimal_places=4, default=0)
    judged_on = models.DateField()
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by_name = models.CharField(max_length=200, blank=True)
    withdrawn_reason = models.TextField(blank=True)

    class Meta:
        db_table = "collections_promise"
        constraints = [
            models.CheckConstraint(name="promise_positive", condition=Q(amount__gt=0)),
            models.CheckConstraint(
                name="promise_deadline_after", condition=Q(deadline__gte=F("promise_date"))
            ),
            models.CheckConstraint(
                name="promise_not_for_the_past", condition=Q(promise_date__gte=F("made_on"))
            ),
            models.CheckConstraint(
                name="promise_kept_within", condition=Q(amount_kept__gte=0, amount_kept__lte=F("amount"))
            ),
            models.CheckConstraint(
                name="promise_withdrawn_with_reason",
                condition=Q(withdrawn_at__isnull=True) | ~Q(withdrawn_reason=""),
            ),
        ]
        indexes = [
            models.Index(name="promise_of_customer", fields=["customer", "promise_date"]),
            models.Index(name="promise_of_entity", fields=["entity", "state", "deadline"]),
            models.Index(name="promise_of_taker", fields=["taken_by", "state", "deadline"]),
        ]

    def __str__(self) -> str:
        return f"{self.amount} {self.currency} by {self.promise_date}"


class PromiseItem(models.Model):
    """An item of a promise, what was open of it then, and the hold that leaves it alone while the promise runs."""

    promise = models.ForeignKey(Promise, on_delete=models.PROTECT, related_name="items")
    item = models.ForeignKey(
        "ledger.Item", on_delete=models.PROTECT, related_name="+", db_constraint=False, db_index=False
    )
    amount_open = models.DecimalField(max_digits=24, decimal_places=4)
    hold_id = models.BigIntegerField(null=True)

    class Meta:
        db_table = "collections_promiseitem"
        constraints = [models.UniqueConstraint(name="promise_item_once", fields=["promise", "item"])]
        indexes = [models.Index(name="promise_item_of_item", fields=["item"])]

    def __str__(self) -> str:
        return f"item {self.item_id} of promise {self.promise_id}"


class PromiseChange(models.Model):
    """From then on a promise was in this state, with so much of it kept, for this reason."""

    promise = models.ForeignKey(Promise, on_delete=models.PROTECT, related_name="changes")
    state = models.CharField(max_length=20)
    amount_kept = models.DecimalField(max_digits=24, decimal_places=4)
    business_date = models.DateField()
    at = models.DateTimeField()
    because = models.JSONField()
    by_name = models.CharField(max_length=200)

    class Meta:
        db_table = "collections_promisechange"

    def __str__(self) -> str:
        return f"promise {self.promise_id}: {self.state}"
