"""Whether a statement adds up: opening balance and movements make the closing balance, in one currency."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from decimal import Decimal

from recoup.formats.bank.faults import Findings
from recoup.formats.bank.types import (
    BalanceKind,
    BankFormat,
    Event,
    LineStatus,
    StatementBegin,
    StatementEnd,
    StatementLine,
)
from recoup.kernel import currencies
from recoup.kernel.sentences import N_

DOESNT_ADD_UP = N_(
    "The opening balance {opening} and the movements {movements} make {expected}, but the closing balance is {closing}."
)
OTHER_CURRENCY = N_("The entry is in {currency}, but the account is in {account_currency}.")
BALANCES_IN_CURRENCIES = N_("The balances are in several currencies: {currencies}.")
UNKNOWN_CURRENCY = N_("“{currency}” is no currency of today.")
NO_CURRENCY = N_("The file doesn't say which currency the amounts are in.")
DATES_TURNED = N_("The statement ends on {to_date}, before it begins on {from_date}.")
NOTHING_MOVED = N_("An entry of zero moves nothing.")

_STATED = (BalanceKind.OPENING, BalanceKind.CLOSING, BalanceKind.OPENING_INTERIM, BalanceKind.CLOSING_INTERIM)


@dataclass(slots=True)
class _Sums:
    """What the lines of a statement come to."""

    currency: str = ""
    booked: Decimal = Decimal(0)
    others: set[str] = field(default_factory=set)
    findings: Findings = field(default_factory=Findings)


def checked(events: Iterable[Event]) -> Iterator[Event]:
    """Yield `events` with what doesn't agree within each statement among the findings at its end.

    Only booked lines in the account's currency count. A statement that doesn't add up is told, never refused: the
    money is real, somebody has to look.
    """
    sums = _Sums()
    for event in events:
        match event:
            case StatementBegin():
                sums = _Sums(event.header.account.currency)
                yield event
            case StatementLine():
                _take(sums, event)
                yield event
            case StatementEnd():
                _check(sums, event)
                yield replace(event, findings=(*event.findings, *sums.findings.all()))


def _take(sums: _Sums, line: StatementLine) -> None:
    sums.currency = sums.currency or line.currency
    if line.currency != sums.currency:
        if line.currency not in sums.others:
            sums.others.add(line.currency)
            sums.findings.error(
                OTHER_CURRENCY,
                line=line.line,
                position=line.position,
                currency=line.currency,
                account_currency=sums.currency,
            )
    elif line.status is LineStatus.BOOKED:
        sums.booked += line.amount
    if line.amount == 0:
        sums.findings.warn(NOTHING_MOVED, line=line.line, position=line.position)


def _check(sums: _Sums, end: StatementEnd) -> None:
    findings, header = sums.findings, end.header
    currency = header.account.currency or sums.currency
    if not currency and (end.line_count or end.balances):
        findings.error(NO_CURRENCY)
    elif currency and not currencies.is_known(currency):
        findings.warn(UNKNOWN_CURRENCY, currency=currency)
    if header.from_date and header.to_date and header.to_date < header.from_date:
        findings.error(DATES_TURNED, from_date=header.from_date, to_date=header.to_date)

    stated = {each.currency for each in end.balances if each.kind in _STATED and each.currency} | (
        {currency} if currency else set()
    )
    if len(stated) > 1:
        findings.error(BALANCES_IN_CURRENCIES, currencies=", ".join(sorted(stated)))
        return
    opening, closing = end.opening, end.closing
    if opening is None or closing is None or header.format is BankFormat.CAMT_054:
        return
    expected = opening.amount + sums.booked
    if expected != closing.amount:
        findings.error(
            DOESNT_ADD_UP,
            opening=opening.amount,
            movements=sums.booked,
            expected=expected,
            closing=closing.amount,
        )
