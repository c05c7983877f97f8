"""Receipts: what the bank said about money that came in."""

from django.db import models
from django.db.models import Q


class Receipt(models.Model):
    """What the bank said about a receipt. Its amount, and what is left of it, stand in the ledger's item.

    Where money moved to a customer it stands in a `ReceiptPart`; whichever of the items is open holds what is left.
    Verdict, score of the best proposal and refusal are those of the last try to apply it.
    """

    item = models.OneToOneField("ledger.Item", models.PROTECT, primary_key=True, related_name="+")
    entity = models.ForeignKey("team.Entity", models.PROTECT, db_index=False, related_name="+")
    bank_reference = models.TextField()
    value_date = models.DateField()
    payer_name = models.TextField()
    payer_account = models.TextField()
    text = models.TextField()
    pays_item_number = models.TextField()
    verdict = models.CharField(max_length=10, default="")
    score = models.IntegerField(null=True)
    refusal_code = models.CharField(max_length=20, default="")
    refusal = models.JSONField(null=True)
    matched_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["entity", "value_date"], name="cash_receipt_by_date"),
            models.Index(
                fields=["entity", "value_date", "item"],
                condition=~Q(refusal_code=""),
                name="cash_receipt_refused",
            ),
        ]

    def __str__(self) -> str:
        return f"receipt {self.bank_reference} of {self.value_date}"
