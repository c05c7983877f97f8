"""The workbench: receipts with money left, what is proposed for them, and how far the day is."""

from recoup.cash.queries.workbench.details import deeds_of, open_items_for, work_detail
from recoup.cash.queries.workbench.lines import work_lines
from recoup.cash.queries.workbench.progress import progress, suspense_ages

__all__ = ["deeds_of", "open_items_for", "progress", "suspense_ages", "work_detail", "work_lines"]
