"""The table of stored files."""

from django.db import models


class StoredFile(models.Model):
    """One storing of one content; rows are only ever added."""

    id = models.BigAutoField(primary_key=True)
    sha256 = models.CharField(max_length=64, db_index=True)
    name = models.CharField(max_length=300)
    media_type = models.CharField(max_length=100)
    size = models.BigIntegerField()
    stored_by_kind = models.CharField(max_length=10)
    stored_by_id = models.BigIntegerField()
    stored_by_name = models.CharField(max_length=200)
    stored_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(sha256__regex="^[0-9a-f]{64}$"), name="storage_sha256_is_a_hash"
            ),
        ]
