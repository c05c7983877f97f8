"""What may be asked about cheques."""

from recoup.cash.queries.cheques.lists import (
    bank_names,
    bankable_cheques,
    cheque_sums,
    cheques_by_id,
    cheques_page,
    get_cheque,
)
from recoup.cash.queries.cheques.slips import (
    cheque_counts,
    cheques_to_count,
    deposit_slips,
    get_count,
    get_slip,
)

__all__ = [
    "bank_names",
    "bankable_cheques",
    "cheque_counts",
    "cheque_sums",
    "cheques_by_id",
    "cheques_page",
    "cheques_to_count",
    "deposit_slips",
    "get_cheque",
    "get_count",
    "get_slip",
]
