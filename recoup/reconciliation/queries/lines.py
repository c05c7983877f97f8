"""The compared lines of a reconciliation."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import Count, Q, QuerySet, Sum

from recoup.engines.reconciliation import Outcome
from recoup.kernel.actor import Actor
from recoup.kernel.errors import NotFound
from recoup.kernel.money import Money
from recoup.reconciliation.models import ComparedLine
from recoup.reconciliation.queries.reconciliations import get_reconciliation
from recoup.reconciliation.records import line_record
from recoup.reconciliation.types import ComparedLineRecord, DifferenceState, OutcomeSum


def compared_lines(
    *,
    reconciliation_id: int,
    actor: Actor,
    outcomes: Collection[Outcome] | None = None,
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
    currency = get_reconciliation(reconciliation_id=reconciliation_id, actor=actor).currency
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
        Outcome(row["outcome"]): OutcomeSum(
            Outcome(row["outcome"]), row["lines"], row["still_open"], Money(row["left"], currency)
        )
        for row in rows
    }
    return [sums[outcome] for outcome in Outcome if outcome in sums]
