"""What others may ask the connectors room."""

from recoup.connectors.queries.profiles import profile_named, profiles
from recoup.connectors.queries.runs import get_run, open_original_file, open_refused_file, questions, runs

__all__ = [
    "get_run",
    "open_original_file",
    "open_refused_file",
    "profile_named",
    "profiles",
    "questions",
    "runs",
]
