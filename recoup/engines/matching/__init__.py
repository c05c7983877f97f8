"""Matching: which items a receipt pays, with the evidence in words; nothing is applied on a guess.

Words: a *hit* is a number in the text that names items; a *link* says why a customer may have paid; an *idea* is one
way to account for the whole receipt; *weighing* sums its evidence in points; a *proposal* is a weighed idea in words.
"""

from recoup.engines.matching.batches import compete, decide_all
from recoup.engines.matching.deciding import decide
from recoup.engines.matching.index import Index, build_index
from recoup.engines.matching.narrowing import Named, Reach, decide_named, named_in, reach_of
from recoup.engines.matching.people import People, index_people
from recoup.engines.matching.policy import Policy, Tier
from recoup.engines.matching.types import (
    AdviceRow,
    Clue,
    Customer,
    Decision,
    Doubt,
    Evidence,
    Habits,
    OpenItem,
    Proposal,
    Rate,
    Reason,
    Receipt,
    Refusal,
    Residue,
    Share,
    Verdict,
)

__all__ = [
    "AdviceRow",
    "Clue",
    "Customer",
    "Decision",
    "Doubt",
    "Evidence",
    "Habits",
    "Index",
    "Named",
    "OpenItem",
    "People",
    "Policy",
    "Proposal",
    "Rate",
    "Reach",
    "Reason",
    "Receipt",
    "Refusal",
    "Residue",
    "Share",
    "Tier",
    "Verdict",
    "build_index",
    "compete",
    "decide",
    "decide_all",
    "decide_named",
    "index_people",
    "named_in",
    "reach_of",
]
