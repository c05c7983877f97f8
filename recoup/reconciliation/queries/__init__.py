"""What others may ask about reconciliations."""

from recoup.reconciliation.queries.lines import (
    compared_lines,
    contract_count,
    contract_progress,
    get_line,
    outcome_sums,
    progress_total,
)
from recoup.reconciliation.queries.reconciliations import (
    get_reconciliation,
    open_original,
    reading,
    reconciliations,
)

__all__ = [
    "compared_lines",
    "contract_count",
    "contract_progress",
    "get_line",
    "get_reconciliation",
    "open_original",
    "outcome_sums",
    "progress_total",
    "reading",
    "reconciliations",
]
