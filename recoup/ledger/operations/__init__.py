"""What others may do to the ledger."""

from recoup.ledger.operations.allocation import allocate
from recoup.ledger.operations.clearing import clear_items
from recoup.ledger.operations.holds import lift_item_hold, lift_item_holds, place_item_holds
from recoup.ledger.operations.identification import Identified, NewIdentification, identify_payers
from recoup.ledger.operations.periods import close_period, reopen_period
from recoup.ledger.operations.posting import post_items
from recoup.ledger.operations.rates import NewRate, record_rates
from recoup.ledger.operations.reversal import reverse_cash, reverse_entries
from recoup.ledger.operations.write_off import ask_write_off, write_off

__all__ = [
    "Identified",
    "NewIdentification",
    "NewRate",
    "allocate",
    "ask_write_off",
    "clear_items",
    "close_period",
    "identify_payers",
    "lift_item_hold",
    "lift_item_holds",
    "place_item_holds",
    "post_items",
    "record_rates",
    "reopen_period",
    "reverse_cash",
    "reverse_entries",
    "write_off",
]
