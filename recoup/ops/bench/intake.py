"""Import of customers and items, by the way that every file takes, beside the limit."""

from __future__ import annotations

import resource
from collections.abc import Mapping
from pathlib import Path
from statistics import median
from time import perf_counter

from recoup.connectors import operations as connectors
from recoup.connectors.operations import PlanChange, Upload
from recoup.connectors.types import Counts, ImportOptions, RunStatus
from recoup.formats.tables.vocabulary.fields import TableKind
from recoup.kernel import clock
from recoup.kernel.actor import Actor
from recoup.ops.bench import limits
from recoup.ops.bench.figures import IntakeFigures
from recoup.ops.bench.workload import Workload

_TIMES = 3
# The workload's invoices name customers by their id, not by their code: what a person would correct in the preview.
_CUSTOMER_COLUMNS = {"number": 0, "name_legal": 2}


def measure_intake(workload: Workload, *, entity_id: int, actor: Actor) -> IntakeFigures:
    """Measure the limit and then the import, from the file on the disk to the last commit."""
    limit = median(
        limits.copy_seconds(workload.customers_file, workload.invoices_file) for _ in range(_TIMES)
    )
    limits.drop_tables()
    options = ImportOptions(entity_id=entity_id)
    start = perf_counter()
    customers = _import(workload.customers_file, TableKind.CUSTOMERS, _CUSTOMER_COLUMNS, options, actor)
    between = perf_counter()
    items = _import(workload.invoices_file, TableKind.ITEMS, None, options, actor)
    end = perf_counter()
    return IntakeFigures(
        customers=customers.accepted,
        customers_seconds=between - start,
        items=items.accepted,
        items_seconds=end - between,
        limit_seconds=limit,
        memory_bytes=resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024,
    )


def _import(
    path: Path, kind: TableKind, columns: Mapping[str, int] | None, options: ImportOptions, actor: Actor
) -> Counts:
    with path.open("rb") as stream:
        upload = Upload(path.name, "text/csv", stream, kind, options)
        run = connectors.receive_file(upload=upload, actor=actor, now=clock.now())
    if columns is not None:
        change = PlanChange(columns=columns)
        connectors.change_plan(run_id=run.id, change=change, options=options, actor=actor, now=clock.now())
    done = connectors.run_import(run_id=run.id, actor=actor, now=clock.now())
    assert done.status is RunStatus.DONE, done.reason
    return done.outcome.counts
