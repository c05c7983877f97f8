"""Offers: less is asked for when it is paid by a day; what was offered, and what became of it."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q


class Offer(models.Model):
    """`to_pay` of a debt is enough when it comes until `valid_until`. What was offered never changes.

    `given` is what was booked when it was taken; `bookings` counts how often that was, so that every booking has a
    name of its own. `rule` says in words which rule allowed it.
    """

    entity = models.ForeignKey("team.Entity", models.PROTECT, db_index=False, related_name="+")
    customer = models.ForeignKey("parties.Customer", models.PROTECT, related_name="+")
    kind = models.CharField(max_length=12)
    currency = models.CharField(max_length=3)
    debt = models.DecimalField(max_digits=24, decimal_places=4)
    to_pay = models.DecimalField(max_digits=24, decimal_places=4)
    offered_on = models.DateField()
    valid_until = models.DateField()
    rule = models.JSONField()
    note = models.CharField(max_length=500)
    made_by = models.CharField(max_length=200)
    made_at = models.DateTimeField()
    state = models.CharField(max_length=10)
    approval_id = models.BigIntegerField(null=True)
    ended_on = models.DateField(null=True)
    given = models.DecimalField(max_digits=24, decimal_places=4, null=True)
    bookings = models.SmallIntegerField(default=0)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(to_pay__gt=0, to_pay__lt=F("debt")), name="collections_offer_gives_something"
            ),
            models.CheckConstraint(
                condition=Q(valid_until__gte=F("offered_on")), name="collections_offer_has_time"
            ),
        ]
        indexes = [models.Index(fields=["entity", "state", "-id"], name="collections_offer_by_state")]

    def __str__(self) -> str:
        return f"offer {self.pk} to customer {self.customer_id}"


class OfferItem(models.Model):
    """An item that an offer is about: what was open of it, and its part of the discount.

    Money that came after the entry `after_entry` counts. `is_live` follows the offer's state by a trigger.
    """

    offer = models.ForeignKey(Offer, models.PROTECT, related_name="items")
    item = models.ForeignKey("ledger.Item", models.PROTECT, related_name="+")
    amount = models.DecimalField(max_digits=24, decimal_places=4)
    discount = models.DecimalField(max_digits=24, decimal_places=4)
    after_entry = models.BigIntegerField()
    is_live = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["offer", "item"], name="collections_offer_item_once"),
            models.UniqueConstraint(
                fields=["item"], condition=Q(is_live=True), name="collections_item_in_one_open_offer"
            ),
        ]

    def __str__(self) -> str:
        return f"item {self.item_id} of offer {self.offer_id}"


class OfferEvent(models.Model):
    """Something that happened to an offer; never changed, never deleted."""

    offer = models.ForeignKey(Offer, models.PROTECT, related_name="events")
    state = models.CharField(max_length=10)
    on = models.DateField()
    told = models.JSONField()
    note = models.CharField(max_length=500)
    by_name = models.CharField(max_length=200)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.state} on {self.on}"
