"""Tables of the workflows: the steps of the daily run, and the exceptions it found."""

from django.db import models
from django.db.models import F, Q


class DailyStep(models.Model):
    """One step of one business date, for one entity or for all; done once.

    `figures` holds counts by name, `told` the sentences for people.
    """

    business_date = models.DateField()
    step = models.CharField(max_length=20)
    entity = models.ForeignKey("team.Entity", models.PROTECT, null=True, db_index=False, related_name="+")
    status = models.CharField(max_length=10)
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)
    figures = models.JSONField(default=dict)
    told = models.JSONField(default=list)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="daily_step_once", fields=["business_date", "step", "entity"], nulls_distinct=False
            ),
            models.CheckConstraint(
                name="daily_step_done_is_finished",
                condition=~Q(status="DONE") | Q(finished_at__gte=F("started_at")),
            ),
        ]
        indexes = [models.Index(name="daily_step_of_entity", fields=["entity", "step", "-business_date"])]

    def __str__(self) -> str:
        return f"{self.step} of {self.business_date}"


class DailyException(models.Model):
    """One line of the exception report of a business date; those without an entity concern a whole file."""

    business_date = models.DateField()
    entity = models.ForeignKey("team.Entity", models.PROTECT, null=True, db_index=False, related_name="+")
    kind = models.CharField(max_length=20)
    customer = models.ForeignKey(
        "parties.Customer", models.PROTECT, null=True, db_index=False, related_name="+"
    )
    item = models.ForeignKey("ledger.Item", models.PROTECT, null=True, db_index=False, related_name="+")
    subject = models.TextField()
    event_date = models.DateField(null=True)
    days = models.IntegerField()
    currency = models.CharField(max_length=3)
    amount = models.DecimalField(max_digits=24, decimal_places=4, null=True)
    reason = models.JSONField()

    class Meta:
        indexes = [
            models.Index(name="daily_exception_page", fields=["business_date", "entity", "kind", "id"])
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.subject} of {self.business_date}"
