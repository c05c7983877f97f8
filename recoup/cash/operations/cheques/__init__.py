"""What may be done with cheques."""

from recoup.cash.operations.cheques.counting import count_cheques, sign_count
from recoup.cash.operations.cheques.listing import (
    ChequeListKnown,
    import_cheque_list,
    receive_cheque_list,
    take_cheque_list,
    try_cheque_list,
)
from recoup.cash.operations.cheques.registering import register_cheques
from recoup.cash.operations.cheques.slips import cancel_slip, confirm_slip, make_slip
from recoup.cash.operations.cheques.stepping import (
    bounce_cheque,
    clear_cheque,
    cover_items,
    open_image,
    represent_cheque,
    return_cheque,
    uncover_items,
    update_registry,
)

__all__ = [
    "ChequeListKnown",
    "bounce_cheque",
    "cancel_slip",
    "clear_cheque",
    "confirm_slip",
    "count_cheques",
    "cover_items",
    "import_cheque_list",
    "make_slip",
    "open_image",
    "receive_cheque_list",
    "register_cheques",
    "represent_cheque",
    "return_cheque",
    "sign_count",
    "take_cheque_list",
    "try_cheque_list",
    "uncover_items",
    "update_registry",
]
