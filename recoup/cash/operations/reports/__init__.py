"""Accounting's cash reports: compared with what the banks told, the differences worked off."""

from recoup.cash.operations.reports.clearing import clear_report_difference
from recoup.cash.operations.reports.importing import CashReportKnown, import_cash_report

__all__ = ["CashReportKnown", "clear_report_difference", "import_cash_report"]
