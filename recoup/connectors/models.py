"""The tables of the connectors room: what was imported, and how files are to be read."""

from __future__ import annotations

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q


class ImportProfile(models.Model):
    """A plan under a name; offered again when a file of the kind has the same header."""

    kind = models.CharField(max_length=10)
    name = models.CharField(max_length=100)
    entity = models.ForeignKey("team.Entity", models.PROTECT, null=True, related_name="+")
    fingerprint = models.CharField(max_length=64, db_index=True)
    plan = models.JSONField()
    options = models.JSONField()
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    saved_at = models.DateTimeField()

    class Meta:
        db_table = "connectors_importprofile"
        ordering = ["kind", "name"]
        constraints = [
            models.UniqueConstraint(name="import_profile_named_once", fields=["kind", "name"]),
            models.CheckConstraint(name="import_profile_has_name", condition=~Q(name="")),
        ]

    def __str__(self) -> str:
        return self.name


class ImportRun(models.Model):
    """One file taken in once: how it was understood, where it stands, what became of its rows.

    `refusals` holds the first of them only; the file `refused_file` has them all. `rows_total` is how many rows the
    file has, as far as is known before it is read, and `rows_read` how far a running import has come. `entity_ids`
    are the entities that its rows belong to.
    """

    kind = models.CharField(max_length=10)
    entity = models.ForeignKey("team.Entity", models.PROTECT, null=True, related_name="+")
    original = models.ForeignKey("storage.StoredFile", models.PROTECT, related_name="+")
    file_name = models.CharField(max_length=300)
    sha256 = models.CharField(max_length=64, db_index=True)
    fingerprint = models.CharField(max_length=64, db_index=True)
    plan = models.JSONField(null=True)
    options = models.JSONField()
    status = models.CharField(max_length=10)
    reason = models.JSONField(null=True)
    rows_total = models.IntegerField(default=0)
    rows_read = models.IntegerField(default=0)
    accepted = models.IntegerField(default=0)
    known = models.IntegerField(default=0)
    changed = models.IntegerField(default=0)
    refused = models.IntegerField(default=0)
    totals = models.JSONField(default=list)
    entity_ids = ArrayField(models.BigIntegerField(), default=list)
    notes = models.JSONField(default=list)
    refusals = models.JSONField(default=list)
    refused_file = models.ForeignKey("storage.StoredFile", models.PROTECT, null=True, related_name="+")
    language = models.CharField(max_length=10)
    asked_by_kind = models.CharField(max_length=10)
    asked_by_id = models.BigIntegerField()
    asked_by_name = models.CharField(max_length=200)
    asked_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "connectors_importrun"
        ordering = ["-asked_at", "-id"]
        indexes = [models.Index(name="import_run_newest", fields=["-asked_at", "-id"])]

    def __str__(self) -> str:
        return f"{self.kind} {self.file_name}"
