"""What others may set going."""

from recoup.workflows.operations.daily import AlreadyRunning, run_daily

__all__ = ["AlreadyRunning", "run_daily"]
