"""Tables of the reports."""

from django.contrib.postgres.fields import ArrayField
from django.db import models


class BucketSet(models.Model):
    """A named set of aging buckets: the last days of all late buckets but the open-ended one, rising."""

    code = models.CharField(max_length=30, unique=True)
    upper_days = ArrayField(models.PositiveIntegerField())
    is_default = models.BooleanField(default=False)
