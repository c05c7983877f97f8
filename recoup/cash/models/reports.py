"""Accounting's daily cash reports, and what of them differs from what the banks told."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from recoup.cash.models.bank import BankAccount, StatementLine


class CashReport(models.Model):
    """A cash report as accounting brought it, told by its content; `left_out` are rows that can't be compared."""

    entity = models.ForeignKey("team.Entity", models.PROTECT, db_index=False, related_name="+")
    original = models.ForeignKey("storage.StoredFile", models.PROTECT, related_name="+")
    sha256 = models.CharField(max_length=64)
    file_name = models.CharField(max_length=300)
    from_date = models.DateField()
    to_date = models.DateField()
    left_out = models.JSONField(default=list)
    received_at = models.DateTimeField()
    received_by_kind = models.CharField(max_length=10)
    received_by_id = models.BigIntegerField()
    received_by_name = models.CharField(max_length=200)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["entity", "sha256"], name="cash_report_once"),
        ]
        indexes = [models.Index(fields=["entity", "-id"], name="cash_report_newest")]

    def __str__(self) -> str:
        return self.file_name


class ReportedMoney(models.Model):
    """What a line of a report came to beside the bank's; `difference` is the bank's less accounting's.

    `state` is empty where both agree. `is_total` compares all of an account and day.
    """

    report = models.ForeignKey(CashReport, models.PROTECT, db_index=False, related_name="money")
    place = models.IntegerField()
    account = models.ForeignKey(BankAccount, models.PROTECT, db_index=False, related_name="+")
    day = models.DateField()
    agreement = models.CharField(max_length=15)
    is_total = models.BooleanField()
    file_line = models.IntegerField(null=True)
    their_amount = models.DecimalField(max_digits=24, decimal_places=4, null=True)
    their_text = models.CharField(max_length=600)
    line = models.ForeignKey(StatementLine, models.PROTECT, null=True, related_name="+")
    our_amount = models.DecimalField(max_digits=24, decimal_places=4, null=True)
    our_text = models.CharField(max_length=600)
    difference = models.DecimalField(max_digits=24, decimal_places=4)
    state = models.CharField(max_length=10)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    note = models.CharField(max_length=500, default="")
    changed_by_name = models.CharField(max_length=200, default="")
    changed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["report", "place"], name="cash_reported_money_placed_once"),
            models.CheckConstraint(
                condition=Q(state__in=["", "OPEN"]) | ~Q(note=""), name="cash_reported_money_noted_with_words"
            ),
        ]
        indexes = [
            models.Index(
                fields=["account", "day"], condition=Q(state="OPEN"), name="cash_reported_money_open"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.agreement} of {self.day}"
