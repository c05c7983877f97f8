"""The table of the trail."""

from django.db import models


class AuditEvent(models.Model):
    """One thing done; rows are only ever added."""

    id = models.BigAutoField(primary_key=True)
    action = models.CharField(max_length=80)
    subject_kind = models.CharField(max_length=60)
    subject_id = models.BigIntegerField()
    entity_id = models.BigIntegerField(null=True)
    actor_kind = models.CharField(max_length=10)
    actor_id = models.BigIntegerField()
    actor_name = models.CharField(max_length=200)
    at = models.DateTimeField()
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["subject_kind", "subject_id", "id"], name="audit_by_subject"),
            models.Index(fields=["entity_id", "at"], name="audit_by_entity"),
            models.Index(fields=["actor_id", "at"], name="audit_by_actor"),
        ]
