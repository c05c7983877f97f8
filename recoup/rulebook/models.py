"""Tables of the rulebook. They only ever grow: triggers in `migrations/sql/` refuse any change."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q


class Rule(models.Model):
    """A kind of rule in a scope; what it says stands in its versions."""

    kind = models.CharField(max_length=80)
    jurisdiction = models.CharField(max_length=2, blank=True)
    entity = models.ForeignKey("team.Entity", models.PROTECT, null=True, related_name="+")
    segment = models.CharField(max_length=50, blank=True)
    customer = models.ForeignKey("parties.Customer", models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField()

    class Meta:
        db_table = "rulebook_rule"
        constraints = [
            models.UniqueConstraint(
                name="rule_once_in_a_scope",
                fields=["kind", "jurisdiction", "entity", "segment", "customer"],
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                name="rule_scope_is_one",
                condition=(Q(customer__isnull=True) & (Q(entity__isnull=True) | Q(jurisdiction="")))
                | Q(customer__isnull=False, entity__isnull=False, jurisdiction="", segment=""),
            ),
        ]


class RuleVersion(models.Model):
    """What a rule says from `valid_from` on, until the last day `valid_until` or without end.

    `pack` names the shipped rule that it came as, for good; it is empty for what people proposed.
    """

    rule = models.ForeignKey(Rule, models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    value = models.JSONField()
    source = models.TextField()
    mark = models.CharField(max_length=12)
    valid_from = models.DateField()
    valid_until = models.DateField(null=True)
    note = models.TextField(blank=True)
    pack = models.CharField(max_length=100, blank=True)
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    proposed_by_name = models.CharField(max_length=150)
    proposed_at = models.DateTimeField()

    class Meta:
        db_table = "rulebook_version"
        constraints = [
            models.UniqueConstraint(name="rule_version_once", fields=["rule", "number"]),
            models.UniqueConstraint(name="rule_shipped_once", fields=["pack"], condition=~Q(pack="")),
            models.CheckConstraint(
                name="rule_version_ends_after_it_begins",
                condition=Q(valid_until__isnull=True) | Q(valid_until__gte=F("valid_from")),
            ),
            models.CheckConstraint(name="rule_version_has_source", condition=~Q(source="")),
        ]


class Enactment(models.Model):
    """That a version was put in force: by a second person's approval, or as shipped when nobody is named."""

    version = models.OneToOneField(RuleVersion, models.PROTECT, related_name="enactment")
    approval = models.ForeignKey("team.Approval", models.PROTECT, null=True, related_name="+")
    approved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    approved_by_name = models.CharField(max_length=150, blank=True)
    enacted_at = models.DateTimeField()

    class Meta:
        db_table = "rulebook_enactment"
        constraints = [
            models.CheckConstraint(
                name="enactment_names_its_approval",
                condition=Q(approval__isnull=True, approved_by__isnull=True, approved_by_name="")
                | (Q(approval__isnull=False, approved_by__isnull=False) & ~Q(approved_by_name="")),
            ),
        ]
