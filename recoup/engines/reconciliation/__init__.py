"""Two books of one account side by side: what the customer owes us by our ledger, and by the customer's own.

Pure: lines in, pairs out. Amounts are signed as in our ledger (what is owed to us is positive) once the sign of the
other book is known. The law: our balance less theirs is the sum of what the pairs leave between them.
"""

from recoup.engines.reconciliation.comparing import compare
from recoup.engines.reconciliation.types import (
    Basis,
    Books,
    Comparison,
    OurLine,
    Outcome,
    Pair,
    SignChoice,
    Signs,
    TheirLine,
)

__all__ = [
    "Basis",
    "Books",
    "Comparison",
    "OurLine",
    "Outcome",
    "Pair",
    "SignChoice",
    "Signs",
    "TheirLine",
    "compare",
]
