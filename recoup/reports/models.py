"""Tables of the reports."""

from django.contrib.postgres.fields import ArrayField
from django.db import models


class BucketSet(models.Model):
    """A named set of aging buckets: the last days of all late buckets but the open-ended one, rising."""

    code = models.CharField(max_length=30, unique=True)
    upper_days = ArrayField(models.PositiveIntegerField())
    is_default = models.BooleanField(default=False)


class SortingBalance(models.Model):
    """How a customer compares with others by money, for lists of many thousands; never shown, may be lost.

    Amounts are in the reporting currency, so far as there are rates; see `recoup.reports.queries.sorting`.
    """

    pk = models.CompositePrimaryKey("as_of", "customer_id")
    as_of = models.DateField()
    customer_id = models.BigIntegerField()
    amount_open = models.DecimalField(max_digits=48, decimal_places=16)
    amount_overdue = models.DecimalField(max_digits=48, decimal_places=16)
    overdue_since = models.DateField(null=True)

    class Meta:
        db_table = "reports_sortingbalance"
        indexes = [
            models.Index(name="sorting_by_open", fields=["as_of", "amount_open"]),
            models.Index(name="sorting_by_overdue", fields=["as_of", "amount_overdue"]),
            models.Index(name="sorting_by_days_late", fields=["as_of", "overdue_since"]),
        ]


class SortingRun(models.Model):
    """Up to which entry of the journal the sorting balances of a date are worked out, and how long that took."""

    as_of = models.DateField(primary_key=True)
    last_entry_id = models.BigIntegerField()
    made_at = models.DateTimeField()
    took = models.DurationField()

    class Meta:
        db_table = "reports_sortingrun"
