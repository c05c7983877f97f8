"""What others may ask about reconciliations of accounts."""

from recoup.reconciliation.queries.lines import compared_lines, get_line, outcome_sums
from recoup.reconciliation.queries.reconciliations import (
    get_reconciliation,
    open_original,
    reading,
    reconciliations,
)

__all__ = [
    "compared_lines",
    "get_line",
    "get_reconciliation",
    "open_original",
    "outcome_sums",
    "reading",
    "reconciliations",
]
