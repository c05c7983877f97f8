"""How the sheets of banks are read that the program doesn't know by itself."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from recoup.cash.models.bank import BankAccount, BankFile


class SheetLayout(models.Model):
    """What the columns mean in the sheets of one account of ours, as a person said it on a sample of them."""

    account = models.ForeignKey(BankAccount, models.PROTECT, related_name="+")
    name = models.CharField(max_length=100)
    state = models.CharField(max_length=10)
    profile = models.JSONField(null=True)
    sample = models.ForeignKey("storage.StoredFile", models.PROTECT, related_name="+")
    file = models.ForeignKey(BankFile, models.PROTECT, null=True, related_name="+")
    changed_at = models.DateTimeField()
    changed_by_name = models.CharField(max_length=200)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["account", "name"], condition=~Q(state="DRAFT"), name="sheet_layout_named_once"
            ),
            models.CheckConstraint(
                condition=Q(state="DRAFT") | Q(profile__isnull=False), name="sheet_layout_says_something"
            ),
        ]

    def __str__(self) -> str:
        return self.name
