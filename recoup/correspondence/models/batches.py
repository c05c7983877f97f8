"""The tables of letters that are printed and posted together."""

from __future__ import annotations

from django.db import models

from recoup.correspondence.models.messages import Message


class LetterBatch(models.Model):
    """Letters printed together as one file; confirmed when they go into the envelopes, posted when they are gone."""

    entity = models.ForeignKey("team.Entity", on_delete=models.PROTECT, related_name="+")
    file = models.ForeignKey("storage.StoredFile", on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    made_by_name = models.CharField(max_length=200)
    confirmed_at = models.DateTimeField(null=True)
    confirmed_by_name = models.CharField(max_length=200, default="", blank=True)
    posted_on = models.DateField(null=True)
    proof = models.ForeignKey("storage.StoredFile", on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        db_table = "correspondence_letterbatch"
        indexes = [models.Index(name="letter_batch_newest", fields=["entity", "-id"])]

    def __str__(self) -> str:
        return f"letters {self.id}"


class BatchLetter(models.Model):
    """A letter of a batch: on which page of the file it begins, whether it was taken out, and how it was posted."""

    batch = models.ForeignKey(LetterBatch, on_delete=models.PROTECT, related_name="letters", db_index=False)
    message = models.ForeignKey(Message, on_delete=models.PROTECT, related_name="+")
    position = models.IntegerField()
    page = models.IntegerField()
    pages = models.IntegerField()
    is_taken_out = models.BooleanField(default=False)
    reasons = models.JSONField(default=list)
    tracking = models.CharField(max_length=100, default="", blank=True)

    class Meta:
        db_table = "correspondence_batchletter"
        constraints = [
            models.UniqueConstraint(name="letter_once_in_batch", fields=["batch", "message"]),
        ]

    def __str__(self) -> str:
        return f"letter {self.position} of {self.batch_id}"
