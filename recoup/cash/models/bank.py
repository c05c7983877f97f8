"""What the banks tell: our accounts with them, their files, statements and lines."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q


class BankAccount(models.Model):
    """An account of ours; the number is folded to capitals and digits."""

    entity = models.ForeignKey("team.Entity", models.PROTECT, related_name="+")
    number = models.CharField(max_length=64)
    number_written = models.CharField(max_length=100)
    currency = models.CharField(max_length=3)
    name = models.CharField(max_length=200)
    bank_name = models.CharField(max_length=200)
    bic = models.CharField(max_length=11)
    virtual_prefix = models.CharField(max_length=40)
    is_active = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["number", "currency"], name="own_bank_account_once"),
            models.CheckConstraint(condition=~Q(number=""), name="own_bank_account_has_number"),
        ]

    def __str__(self) -> str:
        return f"{self.number_written} {self.currency}"


class BankFile(models.Model):
    """A file of a bank, told by its content; one that was refused may come again and be read."""

    original = models.ForeignKey("storage.StoredFile", models.PROTECT, related_name="+")
    sha256 = models.CharField(max_length=64, unique=True)
    name = models.CharField(max_length=300)
    format = models.CharField(max_length=10)
    status = models.CharField(max_length=10)
    reason = models.JSONField(null=True)
    refused = models.JSONField(default=list)
    told_by_kind = models.CharField(max_length=10)
    told_by_id = models.BigIntegerField()
    told_by_name = models.CharField(max_length=200)
    told_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["-told_at"], name="bank_file_newest")]

    def __str__(self) -> str:
        return self.name


class Statement(models.Model):
    """A statement as a bank told it once; `fingerprint` tells it from every other, so that it is kept once.

    `number` is the bank's own name for it: statements that share it are one statement told twice, or its pages.
    """

    account = models.ForeignKey(BankAccount, models.PROTECT, db_index=False, related_name="+")
    file = models.ForeignKey(BankFile, models.PROTECT, related_name="+")
    place = models.IntegerField()
    fingerprint = models.CharField(max_length=64)
    format = models.CharField(max_length=10)
    statement_id = models.TextField()
    number = models.TextField()
    sequence = models.BigIntegerField(null=True)
    page = models.IntegerField(null=True)
    is_last_page = models.BooleanField()
    is_copy = models.BooleanField()
    is_final = models.BooleanField()
    from_date = models.DateField()
    to_date = models.DateField()
    opening = models.DecimalField(max_digits=24, decimal_places=4, null=True)
    opening_is_interim = models.BooleanField()
    closing = models.DecimalField(max_digits=24, decimal_places=4, null=True)
    sum_in = models.DecimalField(max_digits=24, decimal_places=4)
    count_in = models.IntegerField()
    sum_out = models.DecimalField(max_digits=24, decimal_places=4)
    count_out = models.IntegerField()
    difference = models.DecimalField(max_digits=24, decimal_places=4, null=True)
    new_lines = models.IntegerField(default=0)
    known_lines = models.IntegerField(default=0)
    findings = models.JSONField(default=list)
    told_at = models.DateTimeField()
    reviewed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    reviewed_by_name = models.CharField(max_length=200, default="")
    reviewed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["account", "fingerprint"], name="statement_told_once"),
        ]
        indexes = [models.Index(fields=["account", "to_date"], name="statement_of_account")]

    def __str__(self) -> str:
        return f"statement {self.number} of {self.to_date}"


class StatementLine(models.Model):
    """A line of a statement, or a part of a batch. What the bank said never changes, only where the line stands.

    It is kept once however often it is told: by account, `reference` (the bank's, or a mark of what the line says),
    date, amount and occurrence among equals. Parts of a batch are told by their place in it.
    """

    account = models.ForeignKey(BankAccount, models.PROTECT, db_index=False, related_name="+")
    statement = models.ForeignKey(Statement, models.PROTECT, db_index=False, related_name="+")
    parent = models.ForeignKey("self", models.PROTECT, null=True, db_index=False, related_name="parts")
    position = models.IntegerField()
    file_line = models.IntegerField()
    reference = models.TextField()
    key_date = models.DateField(null=True)
    occurrence = models.IntegerField()
    line_date = models.DateField()
    booking_date = models.DateField(null=True)
    value_date = models.DateField(null=True)
    amount = models.DecimalField(max_digits=24, decimal_places=4)
    currency = models.CharField(max_length=3)
    is_reversal = models.BooleanField()
    kind = models.CharField(max_length=20)
    bank_reference = models.TextField()
    entry_reference = models.TextField()
    end_to_end_id = models.TextField()
    party_name = models.TextField()
    party_account = models.TextField()
    party_identifier = models.TextField()
    own_account = models.TextField(default="", db_default="")
    ultimate_party = models.TextField()
    text = models.TextField()
    information = models.TextField()
    references = models.JSONField()
    codes = models.JSONField()
    purpose = models.TextField()
    return_reason = models.TextField()
    charges = models.JSONField()
    charges_included = models.DecimalField(max_digits=24, decimal_places=4)
    original_amount = models.DecimalField(max_digits=24, decimal_places=4, null=True)
    original_currency = models.CharField(max_length=3)
    original_rate = models.DecimalField(max_digits=28, decimal_places=12, null=True)
    batch_count = models.IntegerField(null=True)
    status = models.CharField(max_length=10)
    is_final = models.BooleanField()
    state = models.CharField(max_length=20)
    reason = models.JSONField(null=True)
    receipt_item = models.OneToOneField("ledger.Item", models.PROTECT, null=True, related_name="+")
    corrected_by = models.ForeignKey("self", models.PROTECT, null=True, db_index=False, related_name="+")
    undoes = models.ForeignKey("self", models.PROTECT, null=True, db_index=False, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["account", "reference", "amount", "occurrence", "currency", "key_date"],
                condition=Q(parent=None),
                nulls_distinct=False,
                name="statement_line_told_once",
            ),
            models.UniqueConstraint(
                fields=["parent", "position"], condition=~Q(parent=None), name="statement_line_part_once"
            ),
        ]
        indexes = [
            models.Index(fields=["account", "-line_date", "-id"], name="statement_line_newest"),
            models.Index(fields=["statement", "position"], name="statement_line_in_order"),
            models.Index(
                fields=["account", "state", "-line_date"],
                condition=Q(state__in=["TO_POST", "PENDING", "AWAITING_FINAL", "TO_UNDO", "TO_WORK"]),
                name="statement_line_unfinished",
            ),
            models.Index(
                fields=["account", "end_to_end_id"],
                condition=~Q(end_to_end_id=""),
                name="statement_line_end_to_end",
            ),
            models.Index(fields=["undoes"], condition=~Q(undoes=None), name="statement_line_undoing"),
        ]

    def __str__(self) -> str:
        return f"{self.amount} {self.currency} of {self.line_date}"


class Retelling(models.Model):
    """That a statement told a line which an earlier one had told first."""

    pk = models.CompositePrimaryKey("statement_id", "line_id")
    statement = models.ForeignKey(Statement, models.PROTECT, db_index=False, related_name="+")
    line = models.ForeignKey(StatementLine, models.PROTECT, related_name="+")


class SignedDay(models.Model):
    """That a person signed off an account for a day, on what was there: so many statements, such a closing balance.

    A day that changes afterwards may be signed again; the last row counts.
    """

    account = models.ForeignKey(BankAccount, models.PROTECT, db_index=False, related_name="+")
    day = models.DateField()
    statements = models.IntegerField()
    closing = models.DecimalField(max_digits=24, decimal_places=4, null=True)
    signed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    signed_by_name = models.CharField(max_length=200)
    signed_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["account", "day", "-id"], name="signed_day_last")]
