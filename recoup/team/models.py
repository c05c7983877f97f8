"""The tables of the team room. Nobody outside the room touches them; the reports may read them."""

from __future__ import annotations

import pghistory
import pgtrigger
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower, Upper

from recoup.team.types import ApprovalStatus, CalendarSystem, Digits, Theme


def _every_change() -> tuple[pghistory.Tracker, ...]:
    """Return new trackers: pghistory writes the model's fields into the ones it is given.

    Changes are kept row by row. A trigger for the whole statement joins the old rows to the new ones by a plan that
    PostgreSQL makes once for a session, perhaps for a single row, and then keeps for fifty thousand.
    """
    return (
        pghistory.InsertEvent(level=pgtrigger.Statement),
        pghistory.UpdateEvent(level=pgtrigger.Row),
        pghistory.DeleteEvent(level=pgtrigger.Statement),
    )


@pghistory.track(*_every_change(), append_only=True)
class Entity(models.Model):
    """One of our own companies: a hard scope in every key, query and unique rule."""

    code = models.CharField(max_length=20, unique=True)
    name = models.CharField(max_length=300)
    name_latin = models.CharField(max_length=300, blank=True)
    country = models.CharField(max_length=2)
    currency = models.CharField(max_length=3)
    time_zone = models.CharField(max_length=64)
    language = models.CharField(max_length=10)
    created_at = models.DateTimeField()

    class Meta:
        db_table = "team_entity"
        ordering = ["code"]
        constraints = [
            models.CheckConstraint(name="entity_code_is_upper", condition=Q(code=Upper(F("code")))),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"


class UserManager(BaseUserManager["User"]):
    """Finds users for the sign-in; people are made by `recoup.team.operations.create_user` alone."""


@pghistory.track(*_every_change(), exclude=["password", "last_login"], append_only=True)
class User(AbstractBaseUser):
    """One of our people. The e-mail address is the login; rights come from grants and from nowhere else."""

    email = models.EmailField(unique=True)
    name = models.CharField(max_length=150)
    language = models.CharField(max_length=10, default="en")
    calendar = models.CharField(max_length=20, default=CalendarSystem.GREGORIAN.value)
    digits = models.CharField(max_length=10, default=Digits.LATIN.value)
    theme = models.CharField(max_length=10, default=Theme.SYSTEM.value)
    time_zone = models.CharField(max_length=64, default="UTC")
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField()

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        db_table = "team_user"
        ordering = ["name", "id"]
        constraints = [
            models.CheckConstraint(name="user_email_is_lower", condition=Q(email=Lower(F("email")))),
        ]

    def __str__(self) -> str:
        return self.name

    def get_full_name(self) -> str:
        """Return the name; Django's own parts ask for it by this word."""
        return self.name


@pghistory.track(*_every_change(), append_only=True)
class Grant(models.Model):
    """A role of a user in one entity, or in all of them when `entity` is empty.

    `amount_limit` is in the entity's currency; empty means without limit. A limit needs an entity, for without
    one it would have no currency.
    """

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="grants")
    role = models.CharField(max_length=30)
    entity = models.ForeignKey(Entity, on_delete=models.PROTECT, null=True, related_name="+")
    amount_limit = models.DecimalField(max_digits=24, decimal_places=4, null=True)
    granted_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    granted_at = models.DateTimeField()

    class Meta:
        db_table = "team_grant"
        constraints = [
            models.UniqueConstraint(
                name="grant_once", fields=["user", "role", "entity"], nulls_distinct=False
            ),
            models.CheckConstraint(
                name="grant_limit_has_entity",
                condition=Q(amount_limit__isnull=True) | Q(entity__isnull=False),
            ),
            models.CheckConstraint(
                name="grant_limit_not_negative",
                condition=Q(amount_limit__isnull=True) | Q(amount_limit__gte=0),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.role} of user {self.user_id} in entity {self.entity_id}"


class Approval(models.Model):
    """A request that a second person decides: what is asked, on which state of which thing, and what came of it.

    The request itself never changes after it is asked and a decision never changes after it is made: a trigger
    refuses both (`migrations/sql/approval_guard.sql`).
    """

    kind = models.CharField(max_length=60)
    entity = models.ForeignKey(Entity, on_delete=models.PROTECT, related_name="+")
    subject_kind = models.CharField(max_length=60)
    subject_id = models.BigIntegerField()
    subject_fingerprint = models.CharField(max_length=64)
    payload = models.JSONField()
    payload_hash = models.CharField(max_length=64)
    amount = models.DecimalField(max_digits=24, decimal_places=4, null=True)
    currency = models.CharField(max_length=3, blank=True)
    reason = models.TextField()
    asked_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    asked_by_name = models.CharField(max_length=150)
    asked_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    status = models.CharField(max_length=10, default=ApprovalStatus.OPEN.value)
    decided_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    decided_by_name = models.CharField(max_length=150, blank=True)
    decided_at = models.DateTimeField(null=True)
    note = models.TextField(blank=True)
    used_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "team_approval"
        ordering = ["asked_at", "id"]
        indexes = [
            models.Index(fields=["entity", "status", "expires_at"], name="approval_waiting"),
            models.Index(fields=["subject_kind", "subject_id"], name="approval_subject"),
        ]
        constraints = [
            models.CheckConstraint(
                name="approval_by_second_person",
                condition=Q(decided_by__isnull=True)
                | Q(asked_by__isnull=True)
                | ~Q(decided_by=F("asked_by")),
            ),
            models.CheckConstraint(
                name="approval_decided_by_someone",
                condition=~Q(status__in=["APPROVED", "REJECTED", "USED"])
                | Q(decided_by__isnull=False, decided_at__isnull=False),
            ),
            models.CheckConstraint(
                name="approval_amount_has_currency",
                condition=Q(amount__isnull=True, currency="") | (Q(amount__isnull=False) & ~Q(currency="")),
            ),
        ]

    def __str__(self) -> str:
        return f"approval {self.pk} of {self.kind}"


class SavedView(models.Model):
    """A page's filters and sorting that a user gave a name."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="saved_views")
    page = models.CharField(max_length=60)
    name = models.CharField(max_length=100)
    query = models.TextField()

    class Meta:
        db_table = "team_savedview"
        ordering = ["name"]
        constraints = [models.UniqueConstraint(name="saved_view_once", fields=["user", "page", "name"])]

    def __str__(self) -> str:
        return f"{self.page}: {self.name}"
