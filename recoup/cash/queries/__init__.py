"""What others may ask about cash."""

from recoup.cash.queries.accounts import accounts_by_id, bank_accounts, get_bank_account
from recoup.cash.queries.cheques import (
    bank_names,
    bankable_cheques,
    cheque_counts,
    cheque_sums,
    cheques_by_id,
    cheques_page,
    cheques_to_count,
    deposit_slips,
    get_cheque,
    get_count,
    get_slip,
)
from recoup.cash.queries.continuity import continuity
from recoup.cash.queries.matches import MatchRow, matches
from recoup.cash.queries.originals import open_original
from recoup.cash.queries.review import review_days
from recoup.cash.queries.statements import (
    bank_files,
    get_line,
    get_statement,
    lines_of_receipts,
    lines_page,
    state_counts,
    statements,
)
from recoup.cash.queries.workbench import (
    deeds_of,
    get_deed,
    open_items,
    progress,
    score_to_apply,
    suspense_ages,
    work_detail,
    work_page,
)

__all__ = [
    "MatchRow",
    "accounts_by_id",
    "bank_accounts",
    "bank_files",
    "bank_names",
    "bankable_cheques",
    "cheque_counts",
    "cheque_sums",
    "cheques_by_id",
    "cheques_page",
    "cheques_to_count",
    "continuity",
    "deeds_of",
    "deposit_slips",
    "get_bank_account",
    "get_cheque",
    "get_count",
    "get_deed",
    "get_line",
    "get_slip",
    "get_statement",
    "lines_of_receipts",
    "lines_page",
    "matches",
    "open_items",
    "open_original",
    "progress",
    "review_days",
    "score_to_apply",
    "state_counts",
    "statements",
    "suspense_ages",
    "work_detail",
    "work_page",
]
