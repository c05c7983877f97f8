"""What may be done with cheques."""

from recoup.cash.operations.cheques.counting import count_cheques, sign_count
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
    "bounce_cheque",
    "cancel_slip",
    "clear_cheque",
    "confirm_slip",
    "count_cheques",
    "cover_items",
    "make_slip",
    "open_image",
    "register_cheques",
    "represent_cheque",
    "return_cheque",
    "sign_count",
    "uncover_items",
    "update_registry",
]
