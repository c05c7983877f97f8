"""A bank statement and its lines as the page shows them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from recoup.cash.types import LineRecord, LineState, StatementRecord
from recoup.kernel.money import Money
from recoup.reports.queries.bank_cash import StatementAccounting
from recoup.web.cash.presenters.files import format_name

_TONES: Mapping[LineState, str] = {
    LineState.POSTED: "ok",
    LineState.TO_WORK: "warn",
    LineState.TO_UNDO: "bad",
    LineState.PENDING: "line",
    LineState.AWAITING_FINAL: "line",
    LineState.UNDONE: "warn",
}


@dataclass(frozen=True, slots=True)
class Head:
    """What a statement says as a whole; balances are None where the bank states none."""

    record: StatementRecord
    format: str
    opening: Money | None
    money_in: Money
    money_out: Money
    closing: Money | None
    difference: Money | None


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a statement."""

    record: LineRecord
    money: Money
    kind: str
    state: str
    tone: str

    @property
    def takes_back(self) -> bool:
        """Whether somebody has to take back the receipt that the bank took back by it."""
        return self.record.state is LineState.TO_UNDO


def head(record: StatementRecord) -> Head:
    """Return the head of a statement; `difference` only where there is one."""
    currency = record.account.currency
    return Head(
        record=record,
        format=format_name(record.format),
        opening=_money(record.opening, currency),
        money_in=Money(record.sum_in, currency),
        money_out=Money(record.sum_out, currency),
        closing=_money(record.closing, currency),
        difference=_money(record.difference or None, currency),
    )


def whereabouts(accounting: StatementAccounting, currency: str) -> list[tuple[str, Money]]:
    """Return where the money of a statement stands, each with its label; what is nothing is left out."""
    parts = (
        (_("Applied"), accounting.applied),
        (_("Unapplied, with its customer"), accounting.unapplied),
        (_("In suspense"), accounting.suspense),
        (_("Not from a customer"), accounting.not_ours),
        (_("Money out"), accounting.outgoing),
        (_("Taken back by the bank"), accounting.undone),
        (_("For a person, or not final"), accounting.to_work),
    )
    return [(label, Money(amount, currency)) for label, amount in parts if amount]


def lines(records: Iterable[LineRecord]) -> list[Line]:
    """Return lines as they are listed."""
    return [
        Line(
            record=each,
            money=Money(each.amount, each.currency),
            kind=_(each.kind.label),
            state=_(each.state.label),
            tone=_TONES.get(each.state, "mute"),
        )
        for each in records
    ]


def _money(amount: Decimal | None, currency: str) -> Money | None:
    return None if amount is None else Money(amount, currency)
