"""What others may ask the workflows."""

from recoup.workflows.queries.exceptions import ExceptionPage, exception_dates, exceptions_page
from recoup.workflows.queries.runs import last_finished_date, last_finished_dates, steps_of

__all__ = [
    "ExceptionPage",
    "exception_dates",
    "exceptions_page",
    "last_finished_date",
    "last_finished_dates",
    "steps_of",
]
