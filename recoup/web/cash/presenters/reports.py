"""Accounting's cash reports as their pages show them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from recoup.cash.types import ReportedMoneyRecord, ReportState
from recoup.engines.cash_report import Agreement

_TONES: Mapping[Agreement, str] = {
    Agreement.MATCHED: "ok",
    Agreement.DIFFERENT: "bad",
    Agreement.NOT_WITH_US: "bad",
    Agreement.NOT_IN_REPORT: "warn",
}


@dataclass(frozen=True, slots=True)
class MoneyRow:
    """What a line of a report came to, in words."""

    record: ReportedMoneyRecord
    agreement: str
    tone: str
    state: str
    is_done: bool


def money_rows(records: Iterable[ReportedMoneyRecord]) -> list[MoneyRow]:
    """Return what the lines came to as they are listed."""
    return [money_row(record) for record in records]


def money_row(record: ReportedMoneyRecord) -> MoneyRow:
    """Return what a line came to as it is shown."""
    return MoneyRow(
        record=record,
        agreement=_(record.agreement.label),
        tone=_TONES[record.agreement],
        state=_(record.state.label) if record.state else "",
        is_done=record.state is ReportState.EXPLAINED,
    )
