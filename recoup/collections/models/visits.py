"""Reports of visits: who went, what was brought back. They never change; a correction is a note on the activity."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q


class Visit(models.Model):
    """The report of a visit; when it was, whom our people met and what was said stand in its activity."""

    activity = models.OneToOneField("collections.Activity", models.PROTECT, related_name="visit")
    entity = models.ForeignKey("team.Entity", models.PROTECT, related_name="+", db_index=False)
    customer = models.ForeignKey("parties.Customer", models.PROTECT, related_name="+", db_index=False)
    place = models.CharField(max_length=300, blank=True)
    follow_up = models.ForeignKey("collections.FollowUp", models.PROTECT, null=True, related_name="+")
    task = models.ForeignKey("collections.CollectionTask", models.PROTECT, null=True, related_name="+")
    reported_at = models.DateTimeField()

    class Meta:
        db_table = "collections_visit"
        indexes = [
            models.Index(name="visit_of_customer", fields=["customer", "-id"]),
            models.Index(name="visit_of_entity", fields=["entity", "-id"]),
        ]

    def __str__(self) -> str:
        return f"visit to customer {self.customer_id}"


class Visitor(models.Model):
    """One of our people on a visit."""

    visit = models.ForeignKey(Visit, models.PROTECT, related_name="visitors")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)

    class Meta:
        db_table = "collections_visitor"
        constraints = [models.UniqueConstraint(name="visitor_once", fields=["visit", "person"])]

    def __str__(self) -> str:
        return self.name


class VisitImage(models.Model):
    """A photo brought back from a visit, or the picture of a signature given there."""

    visit = models.ForeignKey(Visit, models.PROTECT, related_name="images")
    kind = models.CharField(max_length=10)
    file = models.ForeignKey("storage.StoredFile", models.PROTECT, related_name="+")

    class Meta:
        db_table = "collections_visitimage"
        constraints = [
            models.UniqueConstraint(
                name="visit_signed_once", fields=["visit"], condition=Q(kind="SIGNATURE")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} of visit {self.visit_id}"
