"""The compared lines of a reconciliation."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import Count, Q, QuerySet, Sum

from recoup.kernel.actor import Actor
from recoup.kernel.errors import NotFound
from recoup.kernel.money import Money
from recoup.reconciliation import models
from recoup.reconciliation.models import ComparedLine
from recoup.reconciliation.queries.reconciliations import get_reconciliation
from recoup.reconciliation.records import PAID_COLUMNS, line_record, progress_record
from recoup.reconciliation.types import (
    ComparedLineRecord,
    ContractProgress,
    DifferenceState,
    OutcomeSum,
    Result,
    result_of,
    results_of,
)

_SUMMED = (
    *("installments", "scheduled", "billed", "due", "overdue", "waiting", "differences"),
    *PAID_COLUMNS.values(),
)


def compared_lines(
    *,
    reconciliation_id: int,
    actor: Actor,
    outcomes: Collection[Result] | None = None,
    page: int = 1,
    size: int | None = None,
) -> list[ComparedLineRecord]:
    """Return a page (from 1; all without a size) of the lines with these outcomes, in the order of the comparison.

    :raises NotFound: there is no such reconciliation, or the actor may not read it
    """
    found = get_reconciliation(reconciliation_id=reconciliation_id, actor=actor)
    rows: QuerySet[ComparedLine] = ComparedLine.objects.filter(reconciliation_id=reconciliation_id)
    if outcomes is not None:
        rows = rows.filter(outcome__in=[outcome.value for outcome in outcomes])
    if size is not None:
        rows = rows[(page - 1) * size : page * size]
    return [line_record(row, found.currency) for row in rows]


def get_line(*, line_id: int, actor: Actor) -> ComparedLineRecord:
    """Return one compared line.

    :raises NotFound: there is none, or the actor may not read its reconciliation
    """
    row = ComparedLine.objects.filter(pk=line_id).first()
    if row is None:
        raise NotFound
    return line_record(row, get_reconciliation(reconciliation_id=row.reconciliation_id, actor=actor).currency)


def outcome_sums(*, reconciliation_id: int, actor: Actor) -> list[OutcomeSum]:
    """Return how many lines had each outcome and what they leave; the sums together are the difference.

    :raises NotFound: there is no such reconciliation, or the actor may not read it
    """
    found = get_reconciliation(reconciliation_id=reconciliation_id, actor=actor)
    rows = (
        ComparedLine.objects.filter(reconciliation_id=reconciliation_id)
        .order_by()
        .values("outcome")
        .annotate(
            lines=Count("id"),
            still_open=Count("id", filter=Q(state=DifferenceState.OPEN.value)),
            left=Sum("difference"),
        )
    )
    sums = {
        result_of(row["outcome"]): OutcomeSum(
            result_of(row["outcome"]), row["lines"], row["still_open"], Money(row["left"], found.currency)
        )
        for row in rows
    }
    return [sums[outcome] for outcome in results_of(found.kind) if outcome in sums]


def contract_progress(
    *,
    reconciliation_id: int,
    actor: Actor,
    customer_id: int | None = None,
    page: int = 1,
    size: int | None = None,
) -> list[ContractProgress]:
    """Return a page (from 1; all without a size) of the contracts of a schedule, of one customer if given.

    :raises NotFound: there is no such reconciliation, or the actor may not read it
    """
    found = get_reconciliation(reconciliation_id=reconciliation_id, actor=actor)
    rows = models.ContractProgress.objects.filter(reconciliation_id=reconciliation_id)
    if customer_id is not None:
        rows = rows.filter(customer_id=customer_id)
    if size is not None:
        rows = rows[(page - 1) * size : page * size]
    return [progress_record(row, found.currency) for row in rows]


def contract_count(*, reconciliation_id: int, actor: Actor) -> int:
    """Return how many contracts were compared; an account has none.

    :raises NotFound: there is no such reconciliation, or the actor may not read it
    """
    found = get_reconciliation(reconciliation_id=reconciliation_id, actor=actor)
    return models.ContractProgress.objects.filter(reconciliation_id=found.id).count()


def progress_total(*, reconciliation_id: int, actor: Actor) -> ContractProgress:
    """Return the contracts of a schedule together, `installments` and `differences` too; it has no contract number.

    :raises NotFound: there is no such reconciliation, or the actor may not read it
    """
    found = get_reconciliation(reconciliation_id=reconciliation_id, actor=actor)
    rows = models.ContractProgress.objects.filter(reconciliation_id=reconciliation_id)
    sums = {name: Sum(name, default=0) for name in _SUMMED}
    total = rows.order_by().aggregate(**sums, scheduled_paid=Sum("scheduled_paid"))
    return progress_record(models.ContractProgress(**total), found.currency)
