"""The workbench: receipts with money left, what is proposed for them, and how far the day is."""

from recoup.cash.queries.workbench.details import deeds_of, get_deed, open_items, work_detail
from recoup.cash.queries.workbench.lines import left_to_work, work_page
from recoup.cash.queries.workbench.progress import progress, score_to_apply, suspense_ages
from recoup.cash.queries.workbench.spreading import spread

__all__ = [
    "deeds_of",
    "get_deed",
    "left_to_work",
    "open_items",
    "progress",
    "score_to_apply",
    "spread",
    "suspense_ages",
    "work_detail",
    "work_page",
]
