"""Bring accounting's cash report in: read, kept as it came, compared with the lines of our bank accounts."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db import connection, transaction

from recoup.cash import permissions
from recoup.cash.models import CashReport, ReportedMoney
from recoup.cash.queries.accounts import bank_accounts, fold_number
from recoup.cash.queries.reports import get_cash_report
from recoup.cash.types import BankAccountRecord, CashReportRecord, ReportState
from recoup.engines.cash_report import Agreement, Money, Pair, compare
from recoup.formats.cash_reports.reading import read_cash_report
from recoup.formats.cash_reports.types import CashReport as ReadReport
from recoup.formats.cash_reports.types import ReportLine
from recoup.kernel.actor import Actor
from recoup.kernel.errors import DomainError
from recoup.kernel.folding import fold
from recoup.kernel.money import is_fine_enough
from recoup.kernel.sentences import N_, Sentence
from recoup.plumbing.audit import operations as audit
from recoup.plumbing.storage import operations as storage
from recoup.team import queries as team

ACCOUNT_UNKNOWN = N_("“{account}” is none of our bank accounts.")
ACCOUNT_NEEDED = N_("The row doesn't say which of our accounts it is about.")
DAY_NEEDED = N_("The row has no date.")
OTHER_CURRENCY = N_("The row is in {currency}, and the account is in {held}.")
TOO_FINE = N_("The amount {amount} is finer or larger than an amount in {currency} can be.")

_TAIL_MIN = 4
_TEXT_MAX = 600
_TOO_LARGE = Decimal("1E+18")
_LEFT_OUT_MAX = 200

# As in the daily review: batches count once, as a whole or as their parts where these stand for them.
_TOLD = """
SELECT l.account_id, l.line_date, l.id, l.amount, coalesce(nullif(l.ultimate_party, ''), l.party_name),
    l.bank_reference, concat_ws(' ', l.text, l.information, l.end_to_end_id, l.entry_reference)
FROM cash_statementline AS l
WHERE l.account_id = ANY(%s) AND l.line_date = ANY(%s) AND l.amount > 0 AND l.status = 'BOOKED'
  AND l.state NOT IN ('IN_PARTS', 'DETAIL', 'SUPERSEDED')
ORDER BY l.account_id, l.line_date, l.id
"""


class CashReportKnown(DomainError):
    """The same file was brought in before."""

    text = N_("The cash report “{name}” was brought in before.")


class NothingToCompare(DomainError):
    """None of the rows can be compared."""

    text = N_("None of the rows of “{name}” can be compared: {reason}")


class SeveralCompanies(DomainError):
    """The rows are about accounts of several of our companies."""

    text = N_("The rows of “{name}” are about accounts of several of our companies. Bring in one for each.")


@dataclass(frozen=True, slots=True)
class _Placed:
    """A line of the report with its account and day."""

    account: BankAccountRecord
    day: date
    line: ReportLine


@transaction.atomic
def import_cash_report(
    *, content: bytes, name: str, entity_id: int | None = None, on: date, actor: Actor, now: datetime
) -> CashReportRecord:
    """Take accounting's cash report in (CSV or XLSX) and compare it with what the banks told of the same days.

    Lines are compared one by one, totals with all that came in on the account and day. Rows that name no account are
    of the only one there is; rows without a date are of the day `on`. What can't be compared is kept with its reason.

    :raises NotAllowed: the actor may not apply cash in the entity
    :raises CashReportKnown: the same file was brought in before
    :raises NothingToCompare: none of its rows can be compared
    :raises SeveralCompanies: its accounts are several companies'
    :raises DomainError: it is no report; the sentence says why
    """
    read = read_cash_report(content, name=name)
    wanted = None if entity_id is None else [entity_id]
    accounts = bank_accounts(actor=actor, entity_ids=wanted, only_active=True)
    placed, left_out = _placed(read, accounts, on)
    entities = {each.account.entity_id for each in placed}
    if not placed:
        raise NothingToCompare(name=name, reason=left_out[0][1] if left_out else Sentence(ACCOUNT_NEEDED))
    if len(entities) > 1:
        raise SeveralCompanies(name=name)
    (owner,) = entities
    team.require(actor=actor, permission=permissions.APPLY, entity_id=owner)
    sha256 = hashlib.sha256(content).hexdigest()
    if CashReport.objects.filter(entity_id=owner, sha256=sha256).exists():
        raise CashReportKnown(name=name)
    stored = storage.store(
        name=name, media_type="application/octet-stream", content=content, actor=actor, now=now
    )
    report = CashReport.objects.create(
        entity_id=owner,
        original_id=stored.id,
        sha256=stored.sha256,
        file_name=stored.name,
        from_date=min(each.day for each in placed),
        to_date=max(each.day for each in placed),
        left_out=[{"line": line, "reason": reason.to_json()} for line, reason in left_out[:_LEFT_OUT_MAX]],
        received_at=now,
        received_by_kind=str(actor.kind),
        received_by_id=actor.id or 0,
        received_by_name=actor.name[:200],
    )
    ReportedMoney.objects.bulk_create(_rows(report, placed), batch_size=2_000)
    record = get_cash_report(report_id=report.pk, actor=actor)
    _audit(report, record, actor=actor, now=now)
    return record


def _placed(
    read: ReadReport, accounts: Sequence[BankAccountRecord], on: date
) -> tuple[list[_Placed], list[tuple[int, Sentence]]]:
    """Return the rows with account and day, and those that can't be compared."""
    placed: list[_Placed] = []
    left_out = [(each.line, each.sentence) for each in read.left_out]
    for line in read.lines:
        account = _account(line, accounts)
        fault = account if isinstance(account, Sentence) else _fault(line, account)
        if isinstance(account, Sentence) or fault is not None:
            assert fault is not None
            left_out.append((line.line, fault))
        else:
            placed.append(_Placed(account, line.day or on, line))
    return placed, sorted(left_out, key=lambda each: each[0])


def _account(line: ReportLine, accounts: Sequence[BankAccountRecord]) -> BankAccountRecord | Sentence:
    """Return the account that a row names: by its number, the end of it, its name, or as the only one."""
    able = [each for each in accounts if not line.currency or each.currency == line.currency]
    if not line.account:
        return able[0] if len(able) == 1 else Sentence(ACCOUNT_NEEDED)
    number, name = fold_number(line.account), fold(line.account)
    digits = "".join(filter(str.isdigit, number))
    for found in (
        [each for each in able if each.number == number],
        [each for each in able if fold(each.name) == name],
        [each for each in able if len(digits) >= _TAIL_MIN and each.number.endswith(digits)],
        [each for each in able if each.bank_name and fold(each.bank_name) == name],
    ):
        if len(found) == 1:
            return found[0]
    return Sentence(ACCOUNT_UNKNOWN, {"account": line.account})


def _fault(line: ReportLine, account: BankAccountRecord) -> Sentence | None:
    if line.currency and line.currency != account.currency:
        return Sentence(OTHER_CURRENCY, {"currency": line.currency, "held": account.currency})
    if line.amount >= _TOO_LARGE or not is_fine_enough(line.amount, account.currency):
        return Sentence(TOO_FINE, {"amount": line.amount, "currency": account.currency})
    return None


def _rows(report: CashReport, placed: Sequence[_Placed]) -> Iterator[ReportedMoney]:
    """Yield what each line of the report came to, and what it lacks."""
    told = _told({each.account.id for each in placed}, {each.day for each in placed})
    groups: defaultdict[tuple[int, date], list[ReportLine]] = defaultdict(list)
    for each in placed:
        groups[each.account.id, each.day].append(each.line)
    place = 0
    for (account_id, day), lines in groups.items():
        ours = told.get((account_id, day), [])
        single = [line for line in lines if not line.is_total]
        pairs = [(pair, False) for pair in compare([_money(line) for line in single], ours)] if single else []
        pairs += [(_total(line, ours), True) for line in lines if line.is_total]
        for pair, is_total in pairs:
            place += 1
            yield _row(report, place, account_id, day, pair, is_total=is_total)


def _told(account_ids: Collection[int], days: Iterable[date]) -> dict[tuple[int, date], list[Money]]:
    found: defaultdict[tuple[int, date], list[Money]] = defaultdict(list)
    with connection.cursor() as cursor:
        cursor.execute(_TOLD, [sorted(account_ids), sorted(days)])
        for account_id, day, *money in cursor:
            found[account_id, day].append(Money(*money))
    return found


def _money(line: ReportLine) -> Money:
    return Money(line.line, line.amount, line.payer_name, line.reference or line.text, line.text)


def _total(line: ReportLine, ours: Sequence[Money]) -> Pair:
    """Return the report's total of an account and day beside the sum of what the bank told."""
    total = sum((money.amount for money in ours), start=Decimal(0))
    agreement = Agreement.MATCHED if total == line.amount else Agreement.DIFFERENT
    return Pair(agreement, _money(line), Money(0, total, "", "", ""))


def _row(
    report: CashReport, place: int, account_id: int, day: date, pair: Pair, *, is_total: bool
) -> ReportedMoney:
    theirs, ours = pair.theirs, pair.ours
    return ReportedMoney(
        report=report,
        place=place,
        account_id=account_id,
        day=day,
        agreement=pair.agreement.value,
        is_total=is_total,
        file_line=theirs.key if theirs else None,
        their_amount=theirs.amount if theirs else None,
        their_text=_words(theirs.payer_name, theirs.reference, theirs.said) if theirs else "",
        line_id=ours.key or None if ours else None,
        our_amount=ours.amount if ours else None,
        our_text=_words(ours.payer_name, ours.reference, ours.said) if ours else "",
        difference=pair.difference,
        state="" if pair.agreement is Agreement.MATCHED else ReportState.OPEN.value,
    )


def _words(*texts: str) -> str:
    return " · ".join(dict.fromkeys(text for text in map(str.strip, texts) if text))[:_TEXT_MAX]


def _audit(report: CashReport, record: CashReportRecord, *, actor: Actor, now: datetime) -> None:
    audit.record(
        "cash.report.received",
        subject_kind="cash.report",
        subject_id=report.pk,
        entity_id=report.entity_id,
        actor=actor,
        at=now,
        after={
            "file": report.file_name,
            "sha256": report.sha256,
            "matched": record.matched,
            "differing": record.differing,
            "left_out": len(record.left_out),
        },
    )
