"""Lists of cheques that came in as files."""

from __future__ import annotations

from django.db import models
from django.db.models import Q


class ChequeList(models.Model):
    """A list of cheques as it came, and what became of it: it waits for a person, or its cheques are taken in."""

    entity = models.ForeignKey("team.Entity", models.PROTECT, db_index=False, related_name="+")
    original = models.ForeignKey("storage.StoredFile", models.PROTECT, related_name="+")
    sha256 = models.CharField(max_length=64)
    file_name = models.CharField(max_length=300)
    received_at = models.DateTimeField()
    received_by_name = models.CharField(max_length=200)
    taken_at = models.DateTimeField(null=True)
    taken_by_name = models.CharField(max_length=200, default="")
    taken = models.IntegerField(default=0)
    refused = models.JSONField(default=list)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["entity", "sha256"], condition=~Q(taken=0), name="cheque_list_taken_once"
            ),
        ]
        indexes = [models.Index(fields=["entity", "-id"], name="cheque_list_newest")]

    def __str__(self) -> str:
        return self.file_name
