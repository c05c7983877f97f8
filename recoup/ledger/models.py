"""Tables of the ledger. Their guards are triggers, in `migrations/sql/`."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Greatest, Least


class Item(models.Model):
    """Anything that can be open. Only `amount_open` and `is_reversed` ever change, and only by posting.

    Foreign keys of this table and of the journal are checked by the statement-level guards, for a whole batch at
    once: PostgreSQL's own checks run row by row and would double the time of a large import.
    """

    id = models.BigAutoField(primary_key=True)
    entity = models.ForeignKey(
        "team.Entity", models.DO_NOTHING, db_constraint=False, db_index=False, related_name="+"
    )
    customer = models.ForeignKey(
        "parties.Customer",
        models.DO_NOTHING,
        null=True,
        db_constraint=False,
        db_index=False,
        related_name="+",
    )
    kind = models.CharField(max_length=20)
    number = models.CharField(max_length=100)
    part = models.SmallIntegerField(default=1)
    number_folded = models.CharField(max_length=100)
    reference = models.CharField(max_length=200)
    issue_date = models.DateField()
    due_date = models.DateField(null=True)
    currency = models.CharField(max_length=3)
    amount = models.DecimalField(max_digits=24, decimal_places=4)
    amount_open = models.DecimalField(max_digits=24, decimal_places=4)
    entry = models.ForeignKey(
        "ledger.Entry", models.DO_NOTHING, db_constraint=False, db_index=False, related_name="+"
    )
    is_reversed = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["entity", "kind", "number", "part"],
                condition=Q(is_reversed=False),
                name="ledger_item_posted_once",
            ),
            models.CheckConstraint(
                condition=Q(
                    amount_open__gte=Least(F("amount"), 0), amount_open__lte=Greatest(F("amount"), 0)
                ),
                name="ledger_item_never_over_allocated",
            ),
        ]
        indexes = [
            models.Index(fields=["customer", "due_date"], name="ledger_item_of_customer"),
            models.Index(fields=["entity", "number_folded"], name="ledger_item_number"),
            models.Index(
                fields=["entity", "issue_date"],
                condition=Q(kind="RECEIPT") & ~Q(amount_open=0),
                name="ledger_item_open_receipt",
            ),
            models.Index(
                fields=["entity", "kind", "number", "part"],
                condition=Q(is_reversed=True),
                name="ledger_item_reversed",
            ),
        ]


class Entry(models.Model):
    """One balanced, dated fact of the journal. Never changed, never deleted; corrected by a reversal."""

    id = models.BigAutoField(primary_key=True)
    entity = models.ForeignKey(
        "team.Entity", models.DO_NOTHING, db_constraint=False, db_index=False, related_name="+"
    )
    kind = models.CharField(max_length=20)
    effective_date = models.DateField()
    recorded_at = models.DateTimeField()
    actor = models.CharField(max_length=200)
    reason = models.CharField(max_length=500)
    source = models.CharField(max_length=50)
    source_ref = models.CharField(max_length=200)
    reverses = models.OneToOneField(
        "self", models.DO_NOTHING, null=True, db_constraint=False, related_name="reversed_by"
    )
    posting_count = models.SmallIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["entity", "source", "source_ref"], name="ledger_entry_source_posted_once"
            ),
        ]
        indexes = [
            models.Index(fields=["effective_date"], name="ledger_entry_effective"),
        ]


class Posting(models.Model):
    """One line of an entry: a debit (positive) or credit (negative) of an account, and of an item if it has one.

    The two dates repeat the entry's, so that a balance as of any date needs no join; the guard keeps them equal.
    """

    pk = models.CompositePrimaryKey("entry_id", "line")
    entry = models.ForeignKey(
        Entry, models.DO_NOTHING, db_constraint=False, db_index=False, related_name="postings"
    )
    line = models.SmallIntegerField()
    account = models.CharField(max_length=20)
    item = models.ForeignKey(
        Item, models.DO_NOTHING, null=True, db_constraint=False, db_index=False, related_name="postings"
    )
    entity = models.ForeignKey(
        "team.Entity", models.DO_NOTHING, db_constraint=False, db_index=False, related_name="+"
    )
    currency = models.CharField(max_length=3)
    amount = models.DecimalField(max_digits=24, decimal_places=4)
    effective_date = models.DateField()
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(item__isnull=False, account__in=["RECEIVABLE", "SUSPENSE"])
                | (Q(item__isnull=True) & ~Q(account__in=["RECEIVABLE", "SUSPENSE"])),
                name="ledger_posting_items_on_control_accounts",
            ),
        ]
        indexes = [
            models.Index(fields=["item"], condition=Q(item__isnull=False), name="ledger_posting_of_item"),
        ]


class ItemHold(models.Model):
    """A reason not to chase an item, for a time. Ended by `lifted_at` or by its own end date."""

    item = models.ForeignKey(Item, models.PROTECT, related_name="holds")
    reason = models.CharField(max_length=20)
    note = models.CharField(max_length=500)
    from_date = models.DateField()
    until_date = models.DateField(null=True)
    placed_by = models.CharField(max_length=200)
    placed_at = models.DateTimeField()
    lifted_by = models.CharField(max_length=200, default="")
    lifted_at = models.DateTimeField(null=True)


class Period(models.Model):
    """A closed stretch of dates of an entity: nothing can be posted into it."""

    entity = models.ForeignKey("team.Entity", models.PROTECT, related_name="+")
    dates = DateRangeField()
    closed_by = models.CharField(max_length=200)
    closed_at = models.DateTimeField()

    class Meta:
        constraints = [
            ExclusionConstraint(
                name="ledger_period_never_overlaps",
                expressions=[("entity", RangeOperators.EQUAL), ("dates", RangeOperators.OVERLAPS)],
            ),
        ]


class ExchangeRate(models.Model):
    """One unit of `currency` is worth `rate` units of `base_currency` from `rate_date` until the next rate."""

    currency = models.CharField(max_length=3)
    base_currency = models.CharField(max_length=3)
    rate_date = models.DateField()
    rate = models.DecimalField(max_digits=28, decimal_places=12)
    source = models.CharField(max_length=100)
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["currency", "base_currency", "rate_date"], name="ledger_exchange_rate_once_a_day"
            ),
            models.CheckConstraint(condition=Q(rate__gt=0), name="ledger_exchange_rate_positive"),
        ]
