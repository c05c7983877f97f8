"""What others may ask the ledger."""

from recoup.ledger.queries.balances import (
    Balance,
    ControlLine,
    LedgerCounts,
    balances,
    control_accounts,
    ledger_counts,
)
from recoup.ledger.queries.candidates import (
    LockedItem,
    NamedItem,
    OpenReceipt,
    StandingEntry,
    UndoneApplication,
    items_named,
    locked_items,
    open_receipts,
    receipts_by_number,
    standing_entries,
    undone_applications,
)
from recoup.ledger.queries.claims import (
    HeldUntil,
    OpenClaim,
    open_claims,
)
from recoup.ledger.queries.debts import debts_of
from recoup.ledger.queries.habits import (
    PaymentHabit,
    payment_habits,
)
from recoup.ledger.queries.items import (
    find_items,
    get_item,
    holds_of_items,
    items_by_id,
    items_of_customer,
)
from recoup.ledger.queries.journal import (
    JournalFilter,
    entries_of_items,
    get_entry,
    journal,
)
from recoup.ledger.queries.matchable import (
    MatchableItem,
    OpenBook,
    items_named_like,
    items_of_payers,
    open_book,
)
from recoup.ledger.queries.movements import (
    LastEntry,
    Movement,
    last_entries,
    movements_of_items,
)
from recoup.ledger.queries.payments import (
    PaymentOnItem,
    open_amounts,
    payments_on_items,
)
from recoup.ledger.queries.rates import (
    Rate,
    closed_periods,
    rates_as_of,
)
from recoup.ledger.queries.standings import (
    customer_standings,
)
from recoup.ledger.queries.timelines import (
    ItemTimeline,
    item_timelines,
    paid_after,
)
from recoup.ledger.queries.verification import (
    verify,
)

__all__ = [
    "Balance",
    "ControlLine",
    "HeldUntil",
    "ItemTimeline",
    "JournalFilter",
    "LastEntry",
    "LedgerCounts",
    "LockedItem",
    "MatchableItem",
    "Movement",
    "NamedItem",
    "OpenBook",
    "OpenClaim",
    "OpenReceipt",
    "PaymentHabit",
    "PaymentOnItem",
    "Rate",
    "StandingEntry",
    "UndoneApplication",
    "balances",
    "closed_periods",
    "control_accounts",
    "customer_standings",
    "debts_of",
    "entries_of_items",
    "find_items",
    "get_entry",
    "get_item",
    "holds_of_items",
    "item_timelines",
    "items_by_id",
    "items_named",
    "items_named_like",
    "items_of_customer",
    "items_of_payers",
    "journal",
    "last_entries",
    "ledger_counts",
    "locked_items",
    "movements_of_items",
    "open_amounts",
    "open_book",
    "open_claims",
    "open_receipts",
    "paid_after",
    "payment_habits",
    "payments_on_items",
    "rates_as_of",
    "receipts_by_number",
    "standing_entries",
    "undone_applications",
    "verify",
]
