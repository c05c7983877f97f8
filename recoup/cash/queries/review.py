"""The daily review: for each account and day what is there, what is missing, who looked and who signed."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.db import connection

from recoup.cash.models import SignedDay, Statement
from recoup.cash.queries.accounts import bank_accounts
from recoup.cash.queries.continuity import HARMLESS, Succession, succession
from recoup.cash.types import Act, BankAccountRecord, ReviewDay
from recoup.kernel.actor import Actor
from recoup.kernel.sentences import N_, NN_, Sentence

NO_STATEMENT = N_("There is no final statement of this day.")
ONLY_INTERIM = N_("So far there are only reports made during the day.")
NOT_ADDING_UP = N_("Statement {number} doesn't add up: the difference is {difference}.")
TO_WORK, TO_WORK_PLURAL = NN_(
    "{count} line over {amount} needs a person.", "{count} lines over {amount} need a person."
)
AWAITING, AWAITING_PLURAL = NN_(
    "{count} line over {amount} waits for the final statement.",
    "{count} lines over {amount} wait for the final statement.",
)

_DAYS_MAX = 400

# Batches count once: as a whole, or as their parts where these stand for them.
_SUMS = """
SELECT account_id, line_date,
       coalesce(sum(amount) FILTER (WHERE amount > 0 AND status = 'BOOKED'), 0),
       coalesce(sum(amount) FILTER (WHERE amount < 0 AND status = 'BOOKED'), 0),
       coalesce(sum(amount) FILTER (WHERE state = 'POSTED'), 0),
       count(*),
       count(*) FILTER (WHERE state IN ('TO_WORK', 'TO_UNDO')),
       coalesce(sum(amount) FILTER (WHERE state IN ('TO_WORK', 'TO_UNDO')), 0),
       count(*) FILTER (WHERE state = 'AWAITING_FINAL'),
       coalesce(sum(amount) FILTER (WHERE state = 'AWAITING_FINAL'), 0)
FROM cash_statementline
WHERE account_id = ANY(%s) AND line_date BETWEEN %s AND %s AND state NOT IN ('IN_PARTS', 'DETAIL', 'SUPERSEDED')
GROUP BY account_id, line_date
"""


@dataclass(frozen=True, slots=True)
class _Sums:
    """What the lines of an account come to on a day."""

    money_in: Decimal = Decimal(0)
    money_out: Decimal = Decimal(0)
    posted: Decimal = Decimal(0)
    lines: int = 0
    to_work: int = 0
    amount_to_work: Decimal = Decimal(0)
    awaiting: int = 0
    amount_awaiting: Decimal = Decimal(0)


def review_days(
    *,
    from_date: date,
    to_date: date,
    actor: Actor,
    account_ids: Collection[int] | None = None,
    entity_ids: Collection[int] | None = None,
) -> list[ReviewDay]:
    """Return the days of each account from its first statement on, the newest first; at most 400 days.

    Days without lines or statements are there only when banks work. `account_ids` and `entity_ids` narrow the accounts.
    """
    first = max(from_date, to_date - timedelta(days=_DAYS_MAX))
    accounts = [
        account
        for account in bank_accounts(actor=actor, entity_ids=entity_ids)
        if account_ids is None or account.id in account_ids
    ]
    ids = [account.id for account in accounts]
    sums, signed = _sums(ids, first, to_date), _signed(ids, first, to_date)
    days: list[ReviewDay] = []
    for account in accounts:
        days += _AccountDays(account, first, to_date, actor).days(sums, signed)
    days.sort(key=lambda each: (each.day, -each.account.id), reverse=True)
    return days


class _AccountDays:
    """All that is known of an account in a stretch of time."""

    def __init__(self, account: BankAccountRecord, first: date, last: date, actor: Actor) -> None:
        self._account = account
        self._first, self._last = first, last
        self._finals: Succession = succession(account, first, last, actor=actor)
        self._interims = list(
            Statement.objects.filter(
                account_id=account.id, is_final=False, from_date__lte=last, to_date__gte=first
            )
        )

    def days(
        self, sums: Mapping[tuple[int, date], _Sums], signed: Mapping[tuple[int, date], SignedDay]
    ) -> Iterator[ReviewDay]:
        """Yield each day that there is something to say about."""
        starts = [row.from_date for row in (*self._finals.rows, *self._interims)]
        day = max(self._first, min(starts, default=date.max))
        while day <= self._last:
            key = (self._account.id, day)
            own = sums.get(key, _Sums())
            rows = [row for row in self._finals.rows if row.from_date <= day <= row.to_date]
            is_business_day = self._finals.calendar.is_business_day(day)
            if own.lines or is_business_day or any(row.to_date == day for row in rows):
                yield self._day(day, rows, own, signed.get(key), is_business_day=is_business_day)
            day += timedelta(days=1)

    def _day(
        self,
        day: date,
        rows: Sequence[Statement],
        sums: _Sums,
        signed: SignedDay | None,
        *,
        is_business_day: bool,
    ) -> ReviewDay:
        ending = [row for row in rows if row.to_date == day]
        beginning = [row for row in rows if row.from_date == day]
        closing = ending[-1].closing if ending else None
        return ReviewDay(
            account=self._account,
            day=day,
            is_business_day=is_business_day,
            statement_ids=tuple(row.pk for row in rows),
            opening=beginning[0].opening if beginning else None,
            closing=closing,
            sum_in=sums.money_in,
            sum_out=sums.money_out,
            sum_posted=sums.posted,
            lines=sums.lines,
            lines_to_work=sums.to_work,
            missing=tuple(self._missing(day, rows, sums, is_business_day=is_business_day)),
            differences=tuple(_differences(sums)),
            reviewed=_reviewed(rows),
            signed=_signature(signed),
            is_changed_since=signed is not None
            and (signed.statements, signed.closing) != (len(rows), closing),
        )

    def _missing(
        self, day: date, rows: Sequence[Statement], sums: _Sums, *, is_business_day: bool
    ) -> Iterator[Sentence]:
        if not self._finals.covers(day) and (is_business_day or sums.lines):
            has_interim = any(row.from_date <= day <= row.to_date for row in self._interims)
            yield Sentence(ONLY_INTERIM if has_interim else NO_STATEMENT)
        for row in rows:
            if row.difference and row.to_date == day:
                number = row.number or str(row.to_date)
                yield Sentence(NOT_ADDING_UP, {"number": number, "difference": row.difference.normalize()})
        own = {row.pk for row in rows if row.from_date == day or row.to_date == day}
        for gap in self._finals.gaps:
            if gap.after_id in own and gap.kind not in HARMLESS:
                yield gap.sentence


def _differences(sums: _Sums) -> Iterator[Sentence]:
    if sums.to_work:
        yield Sentence(
            TO_WORK,
            {"count": sums.to_work, "amount": _plain(sums.amount_to_work)},
            plural=TO_WORK_PLURAL,
            count="count",
        )
    if sums.awaiting:
        yield Sentence(
            AWAITING,
            {"count": sums.awaiting, "amount": _plain(sums.amount_awaiting)},
            plural=AWAITING_PLURAL,
            count="count",
        )


def _plain(amount: Decimal) -> Decimal:
    return Decimal(f"{amount.normalize():f}")


def _reviewed(rows: Sequence[Statement]) -> Act | None:
    """Return who reviewed the statements of a day last, None unless all are reviewed."""
    acts = [
        Act(row.reviewed_by_name, row.reviewed_by_id or 0, row.reviewed_at) for row in rows if row.reviewed_at
    ]
    return max(acts, key=lambda act: act.at) if acts and len(acts) == len(rows) else None


def _signature(signed: SignedDay | None) -> Act | None:
    return None if signed is None else Act(signed.signed_by_name, signed.signed_by_id or 0, signed.signed_at)


def _sums(ids: Sequence[int], first: date, last: date) -> dict[tuple[int, date], _Sums]:
    with connection.cursor() as cursor:
        cursor.execute(_SUMS, [list(ids), first, last])
        return {(account_id, day): _Sums(*figures) for account_id, day, *figures in cursor}


def _signed(ids: Sequence[int], first: date, last: date) -> dict[tuple[int, date], SignedDay]:
    rows = SignedDay.objects.filter(account_id__in=ids, day__gte=first, day__lte=last).order_by("pk")
    return {(row.account_id, row.day): row for row in rows}
