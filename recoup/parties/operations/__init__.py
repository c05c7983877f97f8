"""What the parties room can be asked to do, and the refusals that go with it."""

from recoup.parties.operations.bank_accounts import (
    BANK_ACCOUNT_CHANGE,
    apply_bank_account_change,
    ask_bank_account_change,
)
from recoup.parties.operations.conduct import (
    EvidenceMissing,
    StopAlreadyLifted,
    lift_stop,
    place_stops,
    record_consents,
    set_preference,
)
from recoup.parties.operations.customers import (
    GroupCircle,
    OwnerWithoutRights,
    UnknownParent,
    assign_portfolio,
    change_customer,
)
from recoup.parties.operations.details import (
    add_addresses,
    add_contacts,
    add_payer_aliases,
    change_address,
    change_contact,
    remove_payer_alias,
)
from recoup.parties.operations.holds import (
    HoldAlreadyLifted,
    HoldEndsBeforeStart,
    lift_customer_hold,
    place_customer_hold,
)
from recoup.parties.operations.locking import InvalidEntry, lock_customers
from recoup.parties.operations.saving import save_customers
from recoup.parties.operations.wishes import save_confirmation_wishes, wish_confirmations

__all__ = [
    "BANK_ACCOUNT_CHANGE",
    "EvidenceMissing",
    "GroupCircle",
    "HoldAlreadyLifted",
    "HoldEndsBeforeStart",
    "InvalidEntry",
    "OwnerWithoutRights",
    "StopAlreadyLifted",
    "UnknownParent",
    "add_addresses",
    "add_contacts",
    "add_payer_aliases",
    "apply_bank_account_change",
    "ask_bank_account_change",
    "assign_portfolio",
    "change_address",
    "change_contact",
    "change_customer",
    "lift_customer_hold",
    "lift_stop",
    "lock_customers",
    "place_customer_hold",
    "place_stops",
    "record_consents",
    "remove_payer_alias",
    "save_confirmation_wishes",
    "save_customers",
    "set_preference",
    "wish_confirmations",
]
