"""What others may do in collections."""

from recoup.collections.operations.worklist import REPORTING_CURRENCY, make_worklist

__all__ = ["REPORTING_CURRENCY", "make_worklist"]
