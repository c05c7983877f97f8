"""Facts that the ledger publishes, in the past tense."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class EntriesReversed:
    """Entries were reversed; what had followed from them may have to reopen."""

    entry_ids: tuple[int, ...]
    effective_date: date


@dataclass(frozen=True, slots=True)
class ItemWrittenOff:
    """An item was written off, in part or whole."""

    item_id: int
    entry_id: int
