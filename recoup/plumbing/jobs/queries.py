"""What is queued and how it fared."""

from dataclasses import dataclass

from django.db.models import Count, Q
from django.db.models.functions import Now
from procrastinate.contrib.django.models import ProcrastinateJob


@dataclass(frozen=True, slots=True)
class JobCounts:
    """How many runs wait, are being run, and have failed for good."""

    waiting: int
    running: int
    failed: int


def is_work_waiting() -> bool:
    """Return whether a run waits that could start at once."""
    due = Q(scheduled_at=None) | Q(scheduled_at__lte=Now())
    return ProcrastinateJob.objects.filter(due, status="todo").exists()


def counts() -> JobCounts:
    """Return how many runs there are in each state; those that succeeded are not kept."""
    found = dict(ProcrastinateJob.objects.values_list("status").annotate(Count("id")))
    return JobCounts(found.get("todo", 0), found.get("doing", 0), found.get("failed", 0))
