"""Account numbers of ours that were given to one customer each."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from recoup.cash.models.bank import BankAccount


class VirtualAccount(models.Model):
    """A number under an account of ours to which one customer pays, from a day until a day, both included.

    The database refuses a number that two customers would have on the same day (`sql/virtual_accounts.sql`).
    """

    account = models.ForeignKey(BankAccount, models.PROTECT, db_index=False, related_name="+")
    customer = models.ForeignKey("parties.Customer", models.PROTECT, related_name="+")
    number = models.CharField(max_length=64)
    number_written = models.CharField(max_length=100)
    from_date = models.DateField()
    until_date = models.DateField(null=True)
    added_at = models.DateTimeField()
    added_by_name = models.CharField(max_length=200)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(number=""), name="virtual_account_has_number"),
            models.CheckConstraint(
                condition=Q(until_date=None) | Q(until_date__gte=F("from_date")),
                name="virtual_account_in_order",
            ),
        ]
        indexes = [models.Index(fields=["account", "number"], name="virtual_account_by_number")]

    def __str__(self) -> str:
        return self.number_written
