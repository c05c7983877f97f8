"""What the matching proposes for receipts, what was done with them, and who works on which."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from recoup.cash.models.receipts import Receipt


class ReceiptPart(models.Model):
    """A customer's item into which money of a receipt moved: all of it, or one customer's share.

    `is_told` says that a person, not the program, named the customer.
    """

    item = models.OneToOneField("ledger.Item", models.PROTECT, primary_key=True, related_name="+")
    receipt = models.ForeignKey(Receipt, models.PROTECT, related_name="parts")
    is_told = models.BooleanField()

    def __str__(self) -> str:
        return f"part {self.item_id} of {self.receipt_id}"


class Proposal(models.Model):
    """One way to explain what is left of a receipt, as the last run of matching saw it; rank 1 is the best.

    `item` holds the money, `amount` is how much of it was left. Each share keeps what was open of its item.
    """

    id = models.BigAutoField(primary_key=True)
    receipt = models.ForeignKey(Receipt, models.PROTECT, db_index=False, related_name="proposals")
    item = models.ForeignKey("ledger.Item", models.PROTECT, db_index=False, related_name="+")
    rank = models.SmallIntegerField()
    score = models.IntegerField()
    amount = models.DecimalField(max_digits=24, decimal_places=4)
    shares = models.JSONField()
    residues = models.JSONField()
    evidence = models.JSONField()
    proposed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["receipt", "item", "rank"], name="cash_proposal_rank_once"),
        ]

    def __str__(self) -> str:
        return f"proposal {self.rank} for {self.receipt_id}"


class ReceiptDeed(models.Model):
    """Something that was done with a receipt, by the program or a person, and why; kept for ever.

    Its entries in the ledger are named by its id and their place, `entries` of them. `amount` is the receipt's money
    that it used. `customer` is set where the money is one customer's; the two flags tell how this customer paid.
    `confirmed_on` and `retracted_on` are the days of the messages that told the customer of it, and of its undoing.
    """

    id = models.BigAutoField(primary_key=True)
    receipt = models.ForeignKey(Receipt, models.PROTECT, related_name="deeds")
    entity = models.ForeignKey("team.Entity", models.PROTECT, db_index=False, related_name="+")
    kind = models.CharField(max_length=15)
    method = models.CharField(max_length=10)
    customer = models.ForeignKey(
        "parties.Customer", models.PROTECT, null=True, db_index=False, related_name="+"
    )
    amount = models.DecimalField(max_digits=24, decimal_places=4)
    currency = models.CharField(max_length=3)
    shares = models.JSONField()
    residues = models.JSONField()
    evidence = models.JSONField()
    rank = models.SmallIntegerField(null=True)
    score = models.IntegerField(null=True)
    entries = models.IntegerField()
    clears_balance = models.BooleanField(default=False)
    clears_oldest = models.BooleanField(default=False)
    reason = models.TextField()
    done_at = models.DateTimeField()
    done_by_kind = models.CharField(max_length=10)
    done_by_id = models.BigIntegerField()
    done_by_name = models.CharField(max_length=200)
    undone_at = models.DateTimeField(null=True)
    undone_by_name = models.CharField(max_length=200, default="")
    undone_reason = models.TextField(default="")
    confirmed_on = models.DateField(null=True)
    retracted_on = models.DateField(null=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["customer", "done_at"], condition=~Q(customer=None), name="cash_deed_of_customer"
            ),
            models.Index(fields=["entity", "done_at"], name="cash_deed_by_time"),
            models.Index(
                fields=["entity"],
                condition=~Q(confirmed_on=None) & ~Q(undone_at=None) & Q(retracted_on=None),
                name="cash_deed_to_retract",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.amount} {self.currency} of {self.receipt_id}"


class PayerAccount(models.Model):
    """An account from which a customer's money comes: learned from what people say."""

    entity = models.ForeignKey("team.Entity", models.PROTECT, db_index=False, related_name="+")
    customer = models.ForeignKey("parties.Customer", models.PROTECT, related_name="+")
    account = models.CharField(max_length=64)
    learned_at = models.DateTimeField()
    learned_from = models.CharField(max_length=200)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["entity", "customer", "account"], name="cash_payer_account_once"),
        ]

    def __str__(self) -> str:
        return self.account


class Claim(models.Model):
    """That somebody works on a receipt, so that nobody else does, until the claim runs out."""

    receipt = models.OneToOneField(Receipt, models.PROTECT, primary_key=True, related_name="claim")
    user_id = models.BigIntegerField()
    user_name = models.CharField(max_length=200)
    until = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.user_name} until {self.until}"


class ReceiptNote(models.Model):
    """What somebody wrote about a receipt; with `asked` it is a question to a colleague, open until answered."""

    receipt = models.ForeignKey(Receipt, models.PROTECT, related_name="notes")
    text = models.TextField()
    asked = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    asked_name = models.CharField(max_length=200, default="")
    answered_at = models.DateTimeField(null=True)
    written_by_id = models.BigIntegerField()
    written_by_name = models.CharField(max_length=200)
    written_at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(
                fields=["asked"], condition=Q(answered_at=None) & ~Q(asked=None), name="cash_note_question"
            ),
        ]

    def __str__(self) -> str:
        return self.text[:60]
