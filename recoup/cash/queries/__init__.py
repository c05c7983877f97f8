"""What others may ask about cash."""

from recoup.cash.queries.accounts import accounts_by_id, bank_accounts, get_bank_account
from recoup.cash.queries.advices import advice_of_receipt, advice_page, advice_rows, get_advice
from recoup.cash.queries.cheque_lists import cheque_lists, get_cheque_list
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
from recoup.cash.queries.confirmations import confirmations_wanted, payments_to_confirm
from recoup.cash.queries.continuity import continuity
from recoup.cash.queries.layouts import (
    get_layout,
    layout_changes,
    layout_sample,
    open_layout_file,
    plan_of,
    sheet_layouts,
    try_layout,
)
from recoup.cash.queries.matches import MatchRow, matches
from recoup.cash.queries.originals import open_advice, open_original
from recoup.cash.queries.origins import ReceiptOrigin, receipt_origins
from recoup.cash.queries.reports import (
    cash_reports,
    get_cash_report,
    get_reported_money,
    open_cash_report,
    open_report_differences,
    reported_money,
)
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
from recoup.cash.queries.virtual import get_virtual_account, virtual_accounts
from recoup.cash.queries.workbench import (
    deeds_of,
    get_deed,
    left_to_work,
    open_items,
    progress,
    score_to_apply,
    spread,
    suspense_ages,
    work_detail,
    work_page,
)

__all__ = [
    "MatchRow",
    "ReceiptOrigin",
    "accounts_by_id",
    "advice_of_receipt",
    "advice_page",
    "advice_rows",
    "bank_accounts",
    "bank_files",
    "bank_names",
    "bankable_cheques",
    "cash_reports",
    "cheque_counts",
    "cheque_lists",
    "cheque_sums",
    "cheques_by_id",
    "cheques_page",
    "cheques_to_count",
    "confirmations_wanted",
    "continuity",
    "deeds_of",
    "deposit_slips",
    "get_advice",
    "get_bank_account",
    "get_cash_report",
    "get_cheque",
    "get_cheque_list",
    "get_count",
    "get_deed",
    "get_layout",
    "get_line",
    "get_reported_money",
    "get_slip",
    "get_statement",
    "get_virtual_account",
    "layout_changes",
    "layout_sample",
    "left_to_work",
    "lines_of_receipts",
    "lines_page",
    "matches",
    "open_advice",
    "open_cash_report",
    "open_items",
    "open_layout_file",
    "open_original",
    "open_report_differences",
    "payments_to_confirm",
    "plan_of",
    "progress",
    "receipt_origins",
    "reported_money",
    "review_days",
    "score_to_apply",
    "sheet_layouts",
    "spread",
    "state_counts",
    "statements",
    "suspense_ages",
    "try_layout",
    "virtual_accounts",
    "work_detail",
    "work_page",
]
