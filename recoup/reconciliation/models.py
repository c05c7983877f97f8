"""The tables of the reconciliation room. Triggers keep what is signed off as it is, in `migrations/sql/`."""

from __future__ import annotations

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q


class Reconciliation(models.Model):
    """One file against our items, in one currency as of a date: a customer's ledger, or a schedule of contracts.

    Amounts are in our sign, save `their_opening`, which is as it was typed in. `plan` says how the file is read. A
    schedule has no customer; its balances are what was billed and what it holds.
    """

    kind = models.CharField(max_length=10)
    entity = models.ForeignKey("team.Entity", models.PROTECT, related_name="+")
    customer = models.ForeignKey("parties.Customer", models.PROTECT, null=True, related_name="+")
    currency = models.CharField(max_length=3)
    coverage = models.CharField(max_length=10)
    from_date = models.DateField(null=True)
    as_of = models.DateField()
    original = models.ForeignKey("storage.StoredFile", models.PROTECT, related_name="+")
    file_name = models.CharField(max_length=300)
    sha256 = models.CharField(max_length=64)
    plan = models.JSONField()
    sign = models.CharField(max_length=10)
    signs = models.JSONField(null=True)
    their_opening = models.DecimalField(max_digits=24, decimal_places=4, null=True)
    stage = models.CharField(max_length=10)
    our_balance = models.DecimalField(max_digits=24, decimal_places=4, null=True)
    their_balance = models.DecimalField(max_digits=24, decimal_places=4, null=True)
    our_opening = models.DecimalField(max_digits=24, decimal_places=4, null=True)
    their_opening_turned = models.DecimalField(max_digits=24, decimal_places=4, null=True)
    left_out = models.JSONField(default=list)
    left_out_count = models.IntegerField(default=0)
    made_by_kind = models.CharField(max_length=10)
    made_by_id = models.BigIntegerField()
    made_by_name = models.CharField(max_length=200)
    made_at = models.DateTimeField()
    compared_at = models.DateTimeField(null=True)
    signed_by_id = models.BigIntegerField(null=True)
    signed_by_name = models.CharField(max_length=200, default="")
    signed_at = models.DateTimeField(null=True)
    signed_note = models.CharField(max_length=500, default="")

    class Meta:
        ordering = ["-made_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                name="reconciliation_once_for_a_file",
                fields=["entity", "customer", "currency", "coverage", "as_of", "from_date", "sha256"],
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                name="reconciliation_signed_by_a_second_person",
                condition=Q(signed_by_id=None) | ~Q(signed_by_id=F("made_by_id")),
            ),
            models.CheckConstraint(
                name="reconciliation_of_a_customer_or_of_contracts",
                condition=Q(kind="ACCOUNT", customer__isnull=False) | Q(kind="SCHEDULE", customer=None),
            ),
            models.CheckConstraint(
                name="reconciliation_period_in_order",
                condition=Q(from_date=None) | Q(from_date__lte=F("as_of")),
            ),
        ]
        indexes = [
            models.Index(fields=["entity", "-made_at"], name="reconciliation_newest"),
        ]

    def __str__(self) -> str:
        return f"{self.file_name} {self.as_of}"


class ComparedLine(models.Model):
    """What one document, payment or installment came to; `difference` is ours less theirs.

    `state` is empty where nothing is to be cleared up. `contract` is empty on a customer's account.
    """

    reconciliation = models.ForeignKey(Reconciliation, models.CASCADE, related_name="compared")
    place = models.IntegerField()
    outcome = models.CharField(max_length=20)
    basis = models.CharField(max_length=20)
    contract = models.CharField(max_length=100, default="")
    label = models.CharField(max_length=60)
    our_number = models.CharField(max_length=300)
    our_day = models.DateField(null=True)
    our_amount = models.DecimalField(max_digits=24, decimal_places=4, null=True)
    item_ids = ArrayField(models.BigIntegerField())
    their_number = models.CharField(max_length=300)
    their_text = models.CharField(max_length=300)
    their_day = models.DateField(null=True)
    their_amount = models.DecimalField(max_digits=24, decimal_places=4, null=True)
    their_lines = ArrayField(models.IntegerField())
    difference = models.DecimalField(max_digits=24, decimal_places=4)
    state = models.CharField(max_length=10)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    clear_by = models.DateField(null=True)
    note = models.CharField(max_length=500)
    changed_by_name = models.CharField(max_length=200)
    changed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["place"]
        constraints = [
            models.UniqueConstraint(fields=["reconciliation", "place"], name="compared_line_placed_once"),
            models.CheckConstraint(
                name="compared_line_cleared_with_words",
                condition=Q(state__in=["", "OPEN"]) | ~Q(note=""),
            ),
        ]
        indexes = [
            models.Index(fields=["owner"], condition=Q(state="OPEN"), name="compared_line_of_owner"),
        ]

    def __str__(self) -> str:
        return f"{self.outcome} {self.our_number or self.their_number}"


class ContractProgress(models.Model):
    """How far the payments of one contract are by schedule, ledger and bank, as of the day of the reconciliation."""

    reconciliation = models.ForeignKey(Reconciliation, models.CASCADE, related_name="contracts")
    place = models.IntegerField()
    contract = models.CharField(max_length=100)
    customer = models.ForeignKey("parties.Customer", models.PROTECT, null=True, related_name="+")
    customer_name = models.CharField(max_length=300)
    unit = models.CharField(max_length=300)
    installments = models.IntegerField()
    scheduled = models.DecimalField(max_digits=24, decimal_places=4)
    billed = models.DecimalField(max_digits=24, decimal_places=4)
    due = models.DecimalField(max_digits=24, decimal_places=4)
    by_bank = models.DecimalField(max_digits=24, decimal_places=4)
    by_cheque = models.DecimalField(max_digits=24, decimal_places=4)
    by_credit_note = models.DecimalField(max_digits=24, decimal_places=4)
    by_hand = models.DecimalField(max_digits=24, decimal_places=4)
    otherwise = models.DecimalField(max_digits=24, decimal_places=4)
    overdue = models.DecimalField(max_digits=24, decimal_places=4)
    waiting = models.DecimalField(max_digits=24, decimal_places=4)
    scheduled_paid = models.DecimalField(max_digits=24, decimal_places=4, null=True)
    differences = models.IntegerField()

    class Meta:
        ordering = ["place"]
        constraints = [
            models.UniqueConstraint(fields=["reconciliation", "place"], name="contract_progress_placed_once"),
        ]

    def __str__(self) -> str:
        return self.contract
