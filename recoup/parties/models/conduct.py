"""What the contact guard must know of people: stops, consents and wishes about being contacted."""

from __future__ import annotations

import pghistory
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from recoup.parties.models.customers import Contact, Customer, by_customer, every_change


@pghistory.track(*every_change(), meta=by_customer("stop"), append_only=True)
class ContactStop(models.Model):
    """A reason by law or rule not to contact the customer, or one contact; both dates belong to it."""

    customer = models.ForeignKey(Customer, on_delete=models.PROTECT, related_name="stops")
    contact = models.ForeignKey(
        Contact, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    kind = models.CharField(max_length=20)
    from_date = models.DateField()
    until_date = models.DateField(null=True)
    note = models.TextField(blank=True)
    evidence = models.ForeignKey("storage.StoredFile", on_delete=models.PROTECT, null=True, related_name="+")
    placed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    placed_by_name = models.CharField(max_length=150)
    placed_at = models.DateTimeField()
    lifted_by_name = models.CharField(max_length=150, blank=True)
    lifted_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "parties_contactstop"
        ordering = ["-from_date", "-id"]
        constraints = [
            models.CheckConstraint(
                name="stop_ends_after_start",
                condition=Q(until_date__isnull=True) | Q(until_date__gte=F("from_date")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} from {self.from_date}"


class Consent(models.Model):
    """What a customer or contact said about being contacted: rows never change, the latest counts.

    Consent must be provable: who, to which text, when, with which evidence (VN-A8). An empty address is about all
    addresses of the channel.
    """

    customer = models.ForeignKey(Customer, on_delete=models.PROTECT, related_name="consents")
    contact = models.ForeignKey(
        Contact, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    scope = models.CharField(max_length=20)
    state = models.CharField(max_length=20)
    channel = models.CharField(max_length=10)
    address = models.CharField(max_length=254, blank=True)
    text_version = models.CharField(max_length=200, blank=True)
    note = models.TextField(blank=True)
    evidence = models.ForeignKey("storage.StoredFile", on_delete=models.PROTECT, null=True, related_name="+")
    said_at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    recorded_by_name = models.CharField(max_length=150)

    class Meta:
        db_table = "parties_consent"
        ordering = ["-said_at", "-id"]

    def __str__(self) -> str:
        return f"{self.state} {self.channel} {self.address}"


@pghistory.track(*every_change(), meta=by_customer("preference"), append_only=True)
class ContactPreference(models.Model):
    """When and how a contact, or the customer itself, wants to be contacted; it binds us.

    Minutes count from local midnight; weekdays begin with Monday as 0. An empty list of channels leaves all.
    """

    customer = models.ForeignKey(Customer, on_delete=models.PROTECT, related_name="preferences")
    contact = models.ForeignKey(
        Contact, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    opens = models.SmallIntegerField(default=0)
    closes = models.SmallIntegerField(default=24 * 60)
    weekdays = ArrayField(models.SmallIntegerField())
    channels = ArrayField(models.CharField(max_length=10), default=list, blank=True)
    note = models.TextField(blank=True)

    class Meta:
        db_table = "parties_contactpreference"
        constraints = [
            models.UniqueConstraint(
                name="preference_once", fields=["customer", "contact"], nulls_distinct=False
            ),
            models.CheckConstraint(
                name="preference_opens_before_it_closes",
                condition=Q(opens__gte=0, closes__lte=24 * 60, opens__lt=F("closes")),
            ),
        ]

    def __str__(self) -> str:
        return f"preference of {self.customer_id}, contact {self.contact_id}"
