"""Whether the final statements of an account follow one another, and which business days none of them covers."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from recoup.cash.models import Statement
from recoup.cash.queries.accounts import get_bank_account
from recoup.cash.types import AccountGap, BankAccountRecord, Continuity
from recoup.formats.bank.continuity import GapKind, find_gaps
from recoup.formats.bank.types import Account, Balance, BalanceKind, BankFormat, StatementEnd, StatementHeader
from recoup.kernel.actor import Actor
from recoup.kernel.calendars import BusinessCalendar, calendar_for
from recoup.team import queries as team

HARMLESS = (GapKind.REPEATED.value, GapKind.OVERLAPPING.value)
"""What is told twice; the lines are taken once."""


@dataclass(frozen=True, slots=True)
class Succession:
    """The final statements of an account in the order of time, with what is wrong between them."""

    rows: tuple[Statement, ...]
    gaps: tuple[AccountGap, ...]
    calendar: BusinessCalendar

    def covers(self, day: date) -> bool:
        """Return whether the day is told: by a statement, or because nothing moved between two that join."""
        if any(row.from_date <= day <= row.to_date for row in self.rows):
            return True
        place = bisect_right([row.to_date for row in self.rows], day)
        if place in (0, len(self.rows)):
            return False
        before, after = self.rows[place - 1], self.rows[place]
        is_joined = before.closing is not None and before.closing == after.opening
        is_next = (
            None not in (before.sequence, after.sequence) and after.sequence == (before.sequence or 0) + 1
        )
        is_broken = any(gap.after_id == after.pk and gap.kind not in HARMLESS for gap in self.gaps)
        return (is_joined or is_next) and not is_broken

    def missing(self, from_date: date, to_date: date) -> tuple[date, ...]:
        """Return the business days that are not told, from the first statement on."""
        first = max(from_date, min((row.from_date for row in self.rows), default=date.max))
        return tuple(
            day
            for day in _days(first, to_date)
            if self.calendar.is_business_day(day) and not self.covers(day)
        )


def continuity(*, account_id: int, from_date: date, to_date: date, actor: Actor) -> Continuity:
    """Return what is missing or twofold among the statements of an account that end in the time, and missing days.

    Only final statements count. Days before the first statement of all are not missed.

    :raises NotFound: there is no such account, or the actor may not know of it
    """
    account = get_bank_account(account_id=account_id, actor=actor)
    found = succession(account, from_date, to_date, actor=actor)
    gaps = tuple(gap for gap in found.gaps if from_date <= gap.to_date <= to_date)
    return Continuity(account, gaps, found.missing(from_date, to_date))


def succession(account: BankAccountRecord, from_date: date, to_date: date, *, actor: Actor) -> Succession:
    """Return the statements of an account from the last before `from_date` to the first after `to_date`."""
    finals = Statement.objects.filter(account_id=account.id, is_final=True, is_copy=False)
    before = finals.filter(to_date__lt=from_date).order_by("-to_date", "-pk").first()
    after = finals.filter(from_date__gt=to_date).order_by("to_date", "pk").first()
    since = before.to_date if before else from_date
    until = after.to_date if after else to_date
    rows = list(finals.filter(to_date__gte=since, to_date__lte=until))
    # The one that covers the end of the time may end after it.
    rows += list(finals.filter(to_date__gt=until, from_date__lte=to_date))
    rows.sort(key=lambda row: (row.to_date, row.sequence or 0, row.page or 0, row.pk))
    country = team.get_entity(entity_id=account.entity_id, actor=actor).country
    return Succession(tuple(rows), tuple(_gaps(rows, account)), calendar_for(country))


def _gaps(rows: Sequence[Statement], account: BankAccountRecord) -> Iterator[AccountGap]:
    for gap in find_gaps(_end(row, account) for row in rows):
        before, after = rows[gap.before], rows[gap.after]
        yield AccountGap(gap.kind.value, before.pk, after.pk, before.to_date, after.to_date, gap.sentence)


def _end(row: Statement, account: BankAccountRecord) -> StatementEnd:
    """Return a statement as the reader told it, as far as its place among others needs."""
    opening_kind = BalanceKind.OPENING_INTERIM if row.opening_is_interim else BalanceKind.OPENING
    balances = ((opening_kind, row.opening), (BalanceKind.CLOSING, row.closing))
    return StatementEnd(
        StatementHeader(
            format=BankFormat(row.format),
            account=Account(number=account.number, currency=account.currency),
            statement_id=row.statement_id,
            sequence=row.sequence,
            page=row.page,
            is_last_page=row.is_last_page,
            from_date=row.from_date,
            to_date=row.to_date,
        ),
        tuple(Balance(kind, amount) for kind, amount in balances if amount is not None),
    )


def _days(first: date, last: date) -> Iterator[date]:
    while first <= last:
        yield first
        first += timedelta(days=1)
