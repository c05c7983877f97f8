"""Remittance advices: what payers say that their payments are for."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from recoup.cash.models.receipts import Receipt


class Advice(models.Model):
    """A remittance advice, told by its content; it waits until it belongs to a receipt.

    `total` is what its rows come to. It `is_sound` when every row was read and the sums agree: only then does the
    program find its receipt by itself.
    """

    id = models.BigAutoField(primary_key=True)
    entity = models.ForeignKey("team.Entity", models.PROTECT, db_index=False, related_name="+")
    original = models.ForeignKey("storage.StoredFile", models.PROTECT, related_name="+")
    sha256 = models.CharField(max_length=64)
    file_name = models.CharField(max_length=300)
    form = models.CharField(max_length=10)
    payer_name = models.CharField(max_length=200)
    reference = models.CharField(max_length=200)
    payment_date = models.DateField(null=True)
    currency = models.CharField(max_length=3)
    total = models.DecimalField(max_digits=24, decimal_places=4)
    total_stated = models.DecimalField(max_digits=24, decimal_places=4, null=True)
    row_count = models.IntegerField()
    is_sound = models.BooleanField()
    findings = models.JSONField(default=list)
    received_on = models.DateField()
    received_at = models.DateTimeField()
    received_by_kind = models.CharField(max_length=10)
    received_by_id = models.BigIntegerField()
    received_by_name = models.CharField(max_length=200)
    receipt = models.OneToOneField(Receipt, models.PROTECT, null=True, related_name="advice")
    attached_at = models.DateTimeField(null=True)
    attached_by_name = models.CharField(max_length=200, default="")
    is_attached_by_itself = models.BooleanField(default=False)
    is_detached = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["entity", "sha256"], name="cash_advice_once"),
            models.CheckConstraint(condition=Q(total__gt=0), name="cash_advice_pays_something"),
        ]
        indexes = [
            models.Index(fields=["entity", "-id"], name="cash_advice_newest"),
            models.Index(fields=["entity"], condition=Q(receipt=None), name="cash_advice_waiting"),
        ]

    def __str__(self) -> str:
        return self.file_name


class AdviceRow(models.Model):
    """A document that an advice pays; amounts are in its currency, credits negative."""

    pk = models.CompositePrimaryKey("advice_id", "place")
    advice = models.ForeignKey(Advice, models.PROTECT, db_index=False, related_name="rows")
    place = models.IntegerField()
    line = models.IntegerField()
    number = models.CharField(max_length=100)
    number_folded = models.CharField(max_length=100)
    document_date = models.DateField(null=True)
    gross = models.DecimalField(max_digits=24, decimal_places=4, null=True)
    deducted = models.DecimalField(max_digits=24, decimal_places=4)
    paid = models.DecimalField(max_digits=24, decimal_places=4)

    def __str__(self) -> str:
        return self.number
