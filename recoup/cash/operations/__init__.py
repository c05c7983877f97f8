"""What others may do to cash."""

from recoup.cash.operations.advices import attach_advice, detach_advice, import_advice
from recoup.cash.operations.application import apply_receipts
from recoup.cash.operations.bank import (
    add_bank_account,
    change_bank_account,
    import_bank_file,
    review_statement,
    sign_off_day,
)
from recoup.cash.operations.bank.layouts import (
    begin_layout,
    begin_layout_for_file,
    retire_layout,
    save_layout,
)
from recoup.cash.operations.cheques import (
    bounce_cheque,
    cancel_slip,
    clear_cheque,
    confirm_slip,
    count_cheques,
    cover_items,
    import_cheque_list,
    make_slip,
    open_image,
    receive_cheque_list,
    register_cheques,
    represent_cheque,
    return_cheque,
    sign_count,
    take_cheque_list,
    try_cheque_list,
    uncover_items,
    update_registry,
)
from recoup.cash.operations.confirming import note_confirmed
from recoup.cash.operations.desk.accepting import accept_many, accept_proposal
from recoup.cash.operations.desk.by_hand import apply_approved, apply_by_hand, ask_by_hand
from recoup.cash.operations.desk.claims import claim_receipt, release_receipt
from recoup.cash.operations.desk.holding import receipt_fingerprint
from recoup.cash.operations.desk.notes import answer_question, ask_colleague, write_note
from recoup.cash.operations.desk.passing_on import ask_refund, mark_not_ours, refund
from recoup.cash.operations.desk.payers import name_payer, put_to_suspense
from recoup.cash.operations.desk.undoing import take_back, undo_deed, undo_receipt
from recoup.cash.operations.posting import post_receipts
from recoup.cash.operations.reports import clear_report_difference, import_cash_report
from recoup.cash.operations.virtual import (
    end_virtual_account,
    import_virtual_accounts,
    save_virtual_accounts,
)

__all__ = [
    "accept_many",
    "accept_proposal",
    "add_bank_account",
    "answer_question",
    "apply_approved",
    "apply_by_hand",
    "apply_receipts",
    "ask_by_hand",
    "ask_colleague",
    "ask_refund",
    "attach_advice",
    "begin_layout",
    "begin_layout_for_file",
    "bounce_cheque",
    "cancel_slip",
    "change_bank_account",
    "claim_receipt",
    "clear_cheque",
    "clear_report_difference",
    "confirm_slip",
    "count_cheques",
    "cover_items",
    "detach_advice",
    "end_virtual_account",
    "import_advice",
    "import_bank_file",
    "import_cash_report",
    "import_cheque_list",
    "import_virtual_accounts",
    "make_slip",
    "mark_not_ours",
    "name_payer",
    "note_confirmed",
    "open_image",
    "post_receipts",
    "put_to_suspense",
    "receipt_fingerprint",
    "receive_cheque_list",
    "refund",
    "register_cheques",
    "release_receipt",
    "represent_cheque",
    "retire_layout",
    "return_cheque",
    "review_statement",
    "save_layout",
    "save_virtual_accounts",
    "sign_count",
    "sign_off_day",
    "take_back",
    "take_cheque_list",
    "try_cheque_list",
    "uncover_items",
    "undo_deed",
    "undo_receipt",
    "update_registry",
    "write_note",
]
