"""What collections leave to rules. Codes of choices are names for good: decisions that were made keep them."""

from recoup.collections.strategy_rules.segments import SEGMENTS, SEGMENTS_KIND, segment_rows
from recoup.collections.strategy_rules.strategies import (
    COSTS,
    COSTS_KIND,
    RELEASE,
    RELEASE_KIND,
    STANDARD_STRATEGY,
    STRATEGY,
    STRATEGY_KIND,
    contact_costs,
    release_limits,
    strategy_of,
)

KINDS = (SEGMENTS_KIND, STRATEGY_KIND, RELEASE_KIND, COSTS_KIND)

__all__ = [
    "COSTS",
    "KINDS",
    "RELEASE",
    "SEGMENTS",
    "STANDARD_STRATEGY",
    "STRATEGY",
    "contact_costs",
    "release_limits",
    "segment_rows",
    "strategy_of",
]
