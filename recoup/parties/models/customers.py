"""Customers and what belongs to them. Nobody outside the room touches them; the reports may read them."""

from __future__ import annotations

import pghistory
import pgtrigger
from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q

from recoup.kernel.contact import ContactRole, PartyKind
from recoup.parties.types import (
    AddressPurpose,
    BankAccountStatus,
    ContactPurpose,
    CustomerStatus,
)


def every_change() -> tuple[pghistory.Tracker, ...]:
    """Return new trackers: pghistory writes the model's fields into the ones it is given.

    Changes are kept row by row. A trigger for the whole statement joins the old rows to the new ones by a plan that
    PostgreSQL makes once for a session, perhaps for a single row, and then keeps for fifty thousand.
    """
    return (
        pghistory.InsertEvent(level=pgtrigger.Statement),
        pghistory.UpdateEvent(level=pgtrigger.Row),
        pghistory.DeleteEvent(level=pgtrigger.Statement),
    )


def by_customer(subject: str) -> dict[str, object]:
    """Return the options of an event table that is read for one customer at a time."""
    return {"indexes": [models.Index(name=f"{subject}_event_by_customer", fields=["customer"])]}


@pghistory.track(*every_change(), exclude=["search_text"], append_only=True)
class Customer(models.Model):
    """Someone who owes us, in one entity; `number` is the entity's own and never used twice."""

    entity = models.ForeignKey("team.Entity", on_delete=models.PROTECT, related_name="+", db_index=False)
    number = models.CharField(max_length=64)
    name_legal = models.CharField(max_length=300)
    name_trading = models.CharField(max_length=300, blank=True)
    name_latin = models.CharField(max_length=300, blank=True)
    tax_id = models.CharField(max_length=40, blank=True)
    country = models.CharField(max_length=2)
    language = models.CharField(max_length=10)
    currency = models.CharField(max_length=3)
    terms_code = models.CharField(max_length=100, blank=True)
    time_zone = models.CharField(max_length=64)
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    portfolio_owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    status = models.CharField(max_length=10, default=CustomerStatus.ACTIVE.value)
    party_kind = models.CharField(
        max_length=20, default=PartyKind.COMPANY.value, db_default=PartyKind.COMPANY.value
    )
    search_text = models.TextField()
    created_at = models.DateTimeField()

    class Meta:
        db_table = "parties_customer"
        ordering = ["entity_id", "number"]
        constraints = [
            models.UniqueConstraint(name="customer_number_once", fields=["entity", "number"]),
            models.CheckConstraint(name="customer_has_number", condition=~Q(number="")),
            models.CheckConstraint(name="customer_has_name", condition=~Q(name_legal="")),
            models.CheckConstraint(
                name="customer_not_own_parent", condition=Q(parent__isnull=True) | ~Q(parent=F("id"))
            ),
        ]
        indexes = [
            GinIndex(name="customer_search", fields=["search_text"], opclasses=["gin_trgm_ops"]),
            models.Index(name="customer_by_name", fields=["name_legal", "id"]),
            models.Index(name="customer_by_number", fields=["number", "id"]),
            models.Index(name="customer_by_parent", fields=["parent"], condition=Q(parent__isnull=False)),
            models.Index(
                name="customer_by_owner",
                fields=["portfolio_owner", "number"],
                condition=Q(portfolio_owner__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.name_legal}"


class CustomerWish(models.Model):
    """What a customer wants of us, where it isn't as the rules say for everybody."""

    customer = models.OneToOneField(Customer, on_delete=models.PROTECT, primary_key=True, related_name="wish")
    confirms_payments = models.BooleanField()

    class Meta:
        db_table = "parties_customerwish"

    def __str__(self) -> str:
        return f"wishes of {self.customer_id}"


@pghistory.track(*every_change(), meta=by_customer("contact"), append_only=True)
class Contact(models.Model):
    """A person or desk at the customer that we write to or call."""

    customer = models.ForeignKey(Customer, on_delete=models.PROTECT, related_name="contacts")
    name = models.CharField(max_length=300)
    purpose = models.CharField(max_length=20, default=ContactPurpose.ACCOUNTS_PAYABLE.value)
    role = models.CharField(max_length=20, default=ContactRole.THIRD_PERSON.value)
    email = models.CharField(max_length=254, blank=True)
    phone = models.CharField(max_length=40, blank=True)
    language = models.CharField(max_length=10, blank=True)
    is_active = models.BooleanField(default=True)

    class Meta:
        db_table = "parties_contact"
        ordering = ["id"]

    def __str__(self) -> str:
        return self.name


@pghistory.track(*every_change(), meta=by_customer("address"), append_only=True)
class Address(models.Model):
    """Where the customer is: `lines` as they are written there, one per line."""

    customer = models.ForeignKey(Customer, on_delete=models.PROTECT, related_name="addresses")
    purpose = models.CharField(max_length=20, default=AddressPurpose.BILLING.value)
    lines = models.TextField()
    postal_code = models.CharField(max_length=20, blank=True)
    city = models.CharField(max_length=150, blank=True)
    region = models.CharField(max_length=150, blank=True)
    country = models.CharField(max_length=2)
    is_active = models.BooleanField(default=True)

    class Meta:
        db_table = "parties_address"
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.lines}, {self.city}"


@pghistory.track(*every_change(), meta=by_customer("account"), append_only=True)
class BankAccount(models.Model):
    """An account of the customer that refunds may go to. None comes to be without an approval."""

    customer = models.ForeignKey(Customer, on_delete=models.PROTECT, related_name="bank_accounts")
    account_number = models.CharField(max_length=40)
    bank_code = models.CharField(max_length=20, blank=True)
    bank_name = models.CharField(max_length=300, blank=True)
    holder = models.CharField(max_length=300)
    currency = models.CharField(max_length=3)
    status = models.CharField(max_length=10, default=BankAccountStatus.ACTIVE.value)
    approval = models.ForeignKey("team.Approval", on_delete=models.PROTECT, related_name="+")

    class Meta:
        db_table = "parties_bankaccount"
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(name="bank_account_once", fields=["customer", "account_number"]),
        ]

    def __str__(self) -> str:
        return self.account_number


@pghistory.track(*every_change(), meta=by_customer("alias"), append_only=True)
class PayerAlias(models.Model):
    """Another name under which this customer's money arrives at the bank."""

    customer = models.ForeignKey(Customer, on_delete=models.PROTECT, related_name="payer_aliases")
    name = models.CharField(max_length=300)
    name_folded = models.CharField(max_length=600, db_index=True)

    class Meta:
        db_table = "parties_payeralias"
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(name="payer_alias_once", fields=["customer", "name_folded"]),
        ]

    def __str__(self) -> str:
        return self.name


@pghistory.track(*every_change(), meta=by_customer("hold"), append_only=True)
class CustomerHold(models.Model):
    """A time in which the customer is left alone; both dates belong to it, an empty end means until lifted."""

    customer = models.ForeignKey(Customer, on_delete=models.PROTECT, related_name="holds")
    reason = models.CharField(max_length=20)
    scope = models.CharField(max_length=20)
    note = models.TextField(blank=True)
    from_date = models.DateField()
    until_date = models.DateField(null=True)
    placed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    placed_by_name = models.CharField(max_length=150)
    placed_at = models.DateTimeField()
    lifted_by_name = models.CharField(max_length=150, blank=True)
    lifted_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "parties_customerhold"
        ordering = ["-from_date", "-id"]
        constraints = [
            models.CheckConstraint(
                name="hold_ends_after_start",
                condition=Q(until_date__isnull=True) | Q(until_date__gte=F("from_date")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reason} from {self.from_date}"
