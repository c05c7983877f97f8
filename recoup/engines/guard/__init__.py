"""The contact guard: whether a contact may be made, decided from facts and rules alone.

Every way out asks the same question, whoever asks and by whichever channel. The strictest rule wins, because all
rules must be satisfied; nothing that isn't known is taken for permission.
"""

from recoup.engines.guard.deciding import decide
from recoup.engines.guard.rules import (
    Advertising,
    Cap,
    ContactRules,
    Counted,
    GuardRule,
    Rest,
    Roles,
    Window,
)
from recoup.engines.guard.types import (
    ANSWERS,
    LIVE,
    AddressState,
    Ask,
    Claim,
    ClaimStanding,
    Consent,
    Decision,
    Facts,
    Finding,
    Hold,
    Past,
    Person,
    Rights,
    Stop,
    Verdict,
)

__all__ = [
    "ANSWERS",
    "LIVE",
    "AddressState",
    "Advertising",
    "Ask",
    "Cap",
    "Claim",
    "ClaimStanding",
    "Consent",
    "ContactRules",
    "Counted",
    "Decision",
    "Facts",
    "Finding",
    "GuardRule",
    "Hold",
    "Past",
    "Person",
    "Rest",
    "Rights",
    "Roles",
    "Stop",
    "Verdict",
    "Window",
    "decide",
]
