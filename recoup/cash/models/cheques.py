"""Cheques, their steps, what they cover, deposit slips and counts."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from recoup.cash.models.bank import BankAccount


class DepositSlip(models.Model):
    """The cheques that go to one account of ours on a day, made by one person and confirmed by a second."""

    entity = models.ForeignKey("team.Entity", models.PROTECT, db_index=False, related_name="+")
    account = models.ForeignKey(BankAccount, models.PROTECT, related_name="+")
    day = models.DateField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    made_by_name = models.CharField(max_length=200)
    made_at = models.DateTimeField()
    confirmed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    confirmed_by_name = models.CharField(max_length=200, default="")
    confirmed_at = models.DateTimeField(null=True)
    cancelled_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="cash_slip_confirmed_by_a_second_person",
                condition=Q(confirmed_by=None) | ~Q(confirmed_by=F("made_by")),
            ),
        ]
        indexes = [models.Index(fields=["entity", "-day", "-id"], name="cash_slip_newest")]

    def __str__(self) -> str:
        return f"slip {self.pk} of {self.day}"


class Cheque(models.Model):
    """A cheque that a customer gave us. What is open of it stands in the ledger's `item`.

    `credit` is the other side: it covers items of the customer. Both are None once the cheque is bounced or given
    back. `part` tells cheques of one number apart in the ledger. `bank_folded` is the bank's name to compare by.
    """

    entity = models.ForeignKey("team.Entity", models.PROTECT, db_index=False, related_name="+")
    customer = models.ForeignKey("parties.Customer", models.PROTECT, related_name="+")
    number = models.CharField(max_length=50)
    part = models.SmallIntegerField()
    sayad_id = models.CharField(max_length=16)
    registry = models.CharField(max_length=20)
    drawer = models.CharField(max_length=200)
    bank_name = models.CharField(max_length=200)
    bank_folded = models.CharField(max_length=200)
    branch = models.CharField(max_length=100)
    account_number = models.CharField(max_length=64)
    place = models.CharField(max_length=20)
    is_to_bearer = models.BooleanField()
    cheque_date = models.DateField()
    received_on = models.DateField()
    present_by = models.DateField(null=True)
    currency = models.CharField(max_length=3)
    amount = models.DecimalField(max_digits=24, decimal_places=4)
    state = models.CharField(max_length=10)
    last_on = models.DateField()
    bounces = models.SmallIntegerField(default=0)
    bounced_on = models.DateField(null=True)
    item = models.OneToOneField("ledger.Item", models.PROTECT, null=True, related_name="+")
    credit = models.OneToOneField("ledger.Item", models.PROTECT, null=True, related_name="+")
    slip = models.ForeignKey(DepositSlip, models.PROTECT, null=True, related_name="+")
    image = models.ForeignKey("storage.StoredFile", models.PROTECT, null=True, related_name="+")
    note = models.CharField(max_length=500)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["entity", "bank_folded", "account_number", "number"], name="cash_cheque_once"
            ),
            models.UniqueConstraint(
                fields=["sayad_id"], condition=~Q(sayad_id=""), name="cash_cheque_sayad_once"
            ),
            models.UniqueConstraint(fields=["entity", "number", "part"], name="cash_cheque_part_once"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="cash_cheque_has_an_amount"),
            models.CheckConstraint(
                condition=Q(sayad_id="") | Q(sayad_id__regex=r"^[0-9]{16}$"),
                name="cash_cheque_sayad_is_whole",
            ),
        ]
        indexes = [
            models.Index(fields=["entity", "state", "cheque_date"], name="cash_cheque_by_state"),
            models.Index(fields=["entity", "cheque_date", "id"], name="cash_cheque_by_date"),
        ]

    def __str__(self) -> str:
        return f"cheque {self.number} of {self.cheque_date}"


class ChequeStep(models.Model):
    """Something that was done with a cheque; never changed, never deleted."""

    cheque = models.ForeignKey(Cheque, models.PROTECT, related_name="steps")
    kind = models.CharField(max_length=25)
    on = models.DateField()
    note = models.CharField(max_length=500)
    slip = models.ForeignKey(DepositSlip, models.PROTECT, null=True, db_index=False, related_name="+")
    by_id = models.BigIntegerField()
    by_name = models.CharField(max_length=200)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.kind} on {self.on}"


class ChequeCover(models.Model):
    """So much of an item a cheque covers, by the allocation in the ledger that bears this row's number.

    `bounce` is how often the cheque had bounced by then; a cover that a person took off `is_released`.
    """

    id = models.BigAutoField(primary_key=True)
    cheque = models.ForeignKey(Cheque, models.PROTECT, related_name="covers")
    item = models.ForeignKey("ledger.Item", models.PROTECT, related_name="+")
    amount = models.DecimalField(max_digits=24, decimal_places=4)
    bounce = models.SmallIntegerField()
    is_released = models.BooleanField(default=False)
    undone_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.amount} of {self.item_id}"


class SlipCheque(models.Model):
    """That a cheque stood on a deposit slip."""

    pk = models.CompositePrimaryKey("slip_id", "cheque_id")
    slip = models.ForeignKey(DepositSlip, models.PROTECT, db_index=False, related_name="lines")
    cheque = models.ForeignKey(Cheque, models.PROTECT, related_name="+")


class ChequeCount(models.Model):
    """A count of the cheques in hand, by one person; signed by a second, nothing of it changes any more."""

    entity = models.ForeignKey("team.Entity", models.PROTECT, db_index=False, related_name="+")
    day = models.DateField()
    note = models.CharField(max_length=500)
    counted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    counted_by_name = models.CharField(max_length=200)
    counted_at = models.DateTimeField()
    signed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    signed_by_name = models.CharField(max_length=200, default="")
    signed_at = models.DateTimeField(null=True)
    signed_note = models.CharField(max_length=500, default="")

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="cash_count_signed_by_a_second_person",
                condition=Q(signed_by=None) | ~Q(signed_by=F("counted_by")),
            ),
        ]
        indexes = [models.Index(fields=["entity", "-day", "-id"], name="cash_count_newest")]

    def __str__(self) -> str:
        return f"count of {self.day}"


class ChequeCountLine(models.Model):
    """What a count found of one cheque, in the book or not."""

    count = models.ForeignKey(ChequeCount, models.PROTECT, related_name="lines")
    cheque = models.ForeignKey(Cheque, models.PROTECT, null=True, related_name="+")
    result = models.CharField(max_length=15)
    number = models.CharField(max_length=50)
    currency = models.CharField(max_length=3)
    amount = models.DecimalField(max_digits=24, decimal_places=4, null=True)

    def __str__(self) -> str:
        return f"{self.result} {self.number}"
