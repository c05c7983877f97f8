"""The days of our bank accounts as the page lists them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from recoup.cash import permissions, queries
from recoup.cash.types import ReviewDay
from recoup.kernel.actor import Actor
from recoup.kernel.money import Money
from recoup.kernel.sentences import Sentence
from recoup.reports.queries.bank_cash import AllocationRate
from recoup.team import queries as team
from recoup.team.types import EntityRecord


@dataclass(frozen=True, slots=True)
class DayRow:
    """An account on a day and what the person may do about it; `faults` say what is missing or doesn't agree.

    `differences` with accounting are open; `report_id` is the newest cash report that has one.
    """

    day: ReviewDay
    entity: str
    money_in: Money
    money_out: Money
    posted: Money
    closing: Money | None
    faults: tuple[Sentence, ...]
    is_signed: bool
    may_review: bool
    may_sign: bool
    differences: int = 0
    report_id: int | None = None


@dataclass(frozen=True, slots=True)
class Summary:
    """The days shown in a few figures."""

    days: int
    incomplete: int
    not_reconciled: int
    to_sign: int
    lines_to_work: int


@dataclass(frozen=True, slots=True)
class ClerkRate:
    """What somebody allocated in one currency, and how much of it on the day on which the bank told it."""

    clerk: str
    receipts: int
    amount: Money
    same_day: Money
    share: Decimal


def rates(found: Iterable[AllocationRate]) -> list[ClerkRate]:
    """Return the rates by person and currency, the largest share of what was received first."""
    sums: dict[tuple[str, str], list[AllocationRate]] = {}
    for each in found:
        sums.setdefault((each.clerk, each.currency), []).append(each)
    rows = [_rate(clerk, currency, group) for (clerk, currency), group in sums.items()]
    return sorted(rows, key=lambda row: -row.share)


def _rate(clerk: str, currency: str, group: list[AllocationRate]) -> ClerkRate:
    received = sum({each.entity_id: each.received for each in group}.values(), start=Decimal(0))
    same_day = sum((each.amount_same_day for each in group), start=Decimal(0))
    return ClerkRate(
        clerk=clerk,
        receipts=sum(each.receipts for each in group),
        amount=Money(sum((each.amount for each in group), start=Decimal(0)), currency),
        same_day=Money(same_day, currency),
        share=same_day / received if received else Decimal(0),
    )


def is_open(day: ReviewDay) -> bool:
    """Return whether the day still has to be signed off, or signed again."""
    return day.signed is None or day.is_changed_since


def summary(days: Sequence[ReviewDay]) -> Summary:
    """Return the days in a few figures."""
    return Summary(
        days=len(days),
        incomplete=sum(not day.is_complete for day in days),
        not_reconciled=sum(day.is_complete and not day.is_reconciled for day in days),
        to_sign=sum(is_open(day) for day in days),
        lines_to_work=sum(day.lines_to_work for day in days),
    )


def day_rows(days: Iterable[ReviewDay], *, actor: Actor, entities: Iterable[EntityRecord]) -> list[DayRow]:
    """Return the days as they are listed."""
    codes = {entity.id: entity.code for entity in entities}
    may_apply = team.entity_ids(actor=actor, permission=permissions.APPLY)
    may_sign = team.entity_ids(actor=actor, permission=permissions.SIGN_OFF)
    shown = list(days)
    rows = [_row(day, codes, may_apply=may_apply, may_sign=may_sign) for day in shown]
    if not shown:
        return rows
    differing = queries.open_report_differences(
        account_ids={day.account.id for day in shown},
        from_date=min(day.day for day in shown),
        to_date=max(day.day for day in shown),
        actor=actor,
    )
    for place, row in enumerate(rows):
        count, report_id = differing.get((row.day.account.id, row.day.day), (0, None))
        if report_id is not None:
            rows[place] = replace(row, differences=count, report_id=report_id)
    return rows


def _row(
    day: ReviewDay, codes: dict[int, str], *, may_apply: frozenset[int], may_sign: frozenset[int]
) -> DayRow:
    account = day.account
    return DayRow(
        day=day,
        entity=codes.get(account.entity_id, ""),
        money_in=Money(day.sum_in, account.currency),
        money_out=Money(day.sum_out, account.currency),
        posted=Money(day.sum_posted, account.currency),
        closing=None if day.closing is None else Money(day.closing, account.currency),
        faults=(*day.missing, *day.differences),
        is_signed=not is_open(day),
        may_review=account.entity_id in may_apply | may_sign
        and day.reviewed is None
        and bool(day.statement_ids),
        may_sign=account.entity_id in may_sign and is_open(day),
    )
