"""The door seen from outside: may a contact be made, and which were made past a block."""

from recoup.correspondence.queries.door.asking import (
    ask_door,
    calls_count_per_debt,
    rules_for,
    visitors_needed,
)
from recoup.correspondence.queries.door.facts import Known, gather
from recoup.correspondence.queries.door.overriding import overrides

__all__ = [
    "Known",
    "ask_door",
    "calls_count_per_debt",
    "gather",
    "overrides",
    "rules_for",
    "visitors_needed",
]
