"""Whether the statements of an account follow one another: no number missing, no page lost, no balance broken."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from recoup.formats.bank.types import BalanceKind, StatementEnd, StatementHeader
from recoup.kernel.sentences import N_, Sentence

NUMBERS_MISSING = N_("Between statement {before} and statement {after} there are statements missing.")
BALANCE_BROKEN = N_(
    "The statement of {before} closes with {closing}, but the next, of {after}, opens with {opening}: "
    "a statement between them is missing."
)
PAGE_MISSING = N_("Statement {number}: page {page} is missing.")
NOT_ENDED = N_("Statement {number} ends on page {page}, which is not its last.")
REPEATED = N_("Statement {number} is there more than once.")
OVERLAPPING = N_("The statements of {before} and {after} overlap; lines that are in both are taken once.")

_FAR = datetime.date.max


class GapKind(StrEnum):
    """What is wrong between two statements of an account."""

    NUMBERS_MISSING = "NUMBERS_MISSING"
    BALANCE_BROKEN = "BALANCE_BROKEN"
    PAGE_MISSING = "PAGE_MISSING"
    NOT_ENDED = "NOT_ENDED"
    REPEATED = "REPEATED"
    OVERLAPPING = "OVERLAPPING"


@dataclass(frozen=True, slots=True)
class Gap:
    """What is wrong between `before` and `after`, which are places in the list that was given."""

    kind: GapKind
    account: str
    currency: str
    before: int
    after: int
    sentence: Sentence


def find_gaps(ends: Iterable[StatementEnd]) -> tuple[Gap, ...]:
    """Return what is missing or twofold among the statements of each account, in the order of time.

    Only statements that are final count: reports during the day and notices neither fill nor make a gap.
    """
    groups: dict[tuple[str, str], list[tuple[int, StatementEnd]]] = defaultdict(list)
    for place, end in enumerate(ends):
        if end.header.format.is_final and not end.header.is_copy:
            account = end.header.account
            groups[account.number, account.currency].append((place, end))
    gaps: list[Gap] = []
    for (account_number, currency), group in groups.items():
        group.sort(key=lambda each: _order(each[0], each[1]))
        for (before, first), (after, second) in pairwise(group):
            found = _between(first, second)
            if found is not None:
                gaps.append(Gap(found[0], account_number, currency, before, after, found[1]))
    return tuple(gaps)


def _order(place: int, end: StatementEnd) -> tuple[datetime.date, int, int, int]:
    header = end.header
    return (_day(end) or _FAR, _number(header) or 0, header.page or 0, place)


def _day(end: StatementEnd) -> datetime.date | None:
    return end.header.to_date or end.header.from_date or (end.closing.date if end.closing else None)


def _number(header: StatementHeader) -> int | None:
    """Return the number that the bank gives without gaps: the legal one, if there is one."""
    return header.legal_sequence or header.sequence


def _between(first: StatementEnd, second: StatementEnd) -> tuple[GapKind, Sentence] | None:
    """Return what is wrong between two statements that follow one another."""
    return (
        _repeated(first, second)
        or _pages(first, second)
        or _balances(first, second)
        or _numbers(first, second)
    )


def _repeated(first: StatementEnd, second: StatementEnd) -> tuple[GapKind, Sentence] | None:
    one, other = first.header, second.header
    is_same = (
        one.page == other.page
        and _day(first) == _day(second)
        and _number(one) == _number(other)
        and first.opening == second.opening
        and first.closing == second.closing
        and (one.statement_id == other.statement_id or _number(one) is not None)
        and bool(one.statement_id or _number(one))
    )
    if not is_same:
        return None
    return GapKind.REPEATED, Sentence(REPEATED, {"number": _name(other)})


def _pages(first: StatementEnd, second: StatementEnd) -> tuple[GapKind, Sentence] | None:
    one, other = first.header, second.header
    if _number(one) == _number(other) and one.page and other.page and one.page != other.page:
        if other.page > one.page + 1:
            return GapKind.PAGE_MISSING, Sentence(
                PAGE_MISSING, {"number": _name(other), "page": one.page + 1}
            )
        return None
    if not one.is_last_page and one.page:
        return GapKind.NOT_ENDED, Sentence(NOT_ENDED, {"number": _name(one), "page": one.page})
    return None


def _balances(first: StatementEnd, second: StatementEnd) -> tuple[GapKind, Sentence] | None:
    closing, opening = first.closing, second.opening
    if closing is None or opening is None:
        return None
    begins, ends = second.header.from_date, first.header.to_date
    if closing.amount == opening.amount:
        return None
    before, after = _label(first), _label(second)
    is_carried = opening.kind is BalanceKind.OPENING_INTERIM
    if begins and ends and begins < ends and not is_carried:
        return GapKind.OVERLAPPING, Sentence(OVERLAPPING, {"before": before, "after": after})
    values = {"before": before, "after": after, "closing": closing.amount, "opening": opening.amount}
    return GapKind.BALANCE_BROKEN, Sentence(BALANCE_BROKEN, values)


def _numbers(first: StatementEnd, second: StatementEnd) -> tuple[GapKind, Sentence] | None:
    """Return that numbers are missing; banks begin with 1 again each year."""
    one, other = _number(first.header), _number(second.header)
    if one is None or other is None or other in (one, one + 1, 1):
        return None
    days = (_day(first), _day(second))
    if other < one and days[0] and days[1] and days[0].year != days[1].year:
        return None
    values = {"before": str(one), "after": str(other)}
    return GapKind.NUMBERS_MISSING, Sentence(NUMBERS_MISSING, values)


def _label(end: StatementEnd) -> datetime.date | str:
    return _day(end) or _name(end.header)


def _name(header: StatementHeader) -> str:
    return str(_number(header) or header.statement_id)
