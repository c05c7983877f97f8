"""What others may ask about accounting's cash reports."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import BinaryIO

from django.db.models import Count, Q, QuerySet

from recoup.cash import permissions
from recoup.cash.models import CashReport, ReportedMoney
from recoup.cash.queries.accounts import account_record
from recoup.cash.types import CashReportRecord, ReportedMoneyRecord, ReportState
from recoup.engines.cash_report import Agreement
from recoup.kernel.actor import Actor
from recoup.kernel.errors import NotFound
from recoup.kernel.money import Money
from recoup.kernel.sentences import Sentence
from recoup.plumbing.storage import queries as storage
from recoup.team import queries as team


def cash_reports(
    *, actor: Actor, entity_ids: frozenset[int] | None = None, limit: int = 100
) -> list[CashReportRecord]:
    """Return the cash reports that the actor may read, the newest first."""
    found = _readable(actor)
    if entity_ids is not None:
        found = found.filter(entity_id__in=entity_ids)
    return [_record(report) for report in found.order_by("-id")[:limit]]


def get_cash_report(*, report_id: int, actor: Actor) -> CashReportRecord:
    """Return one cash report.

    :raises NotFound: there is none, or the actor may not read it
    """
    report = _readable(actor).filter(pk=report_id).first()
    if report is None:
        raise NotFound
    return _record(report)


def reported_money(
    *, report_id: int, actor: Actor, only_differences: bool = False
) -> list[ReportedMoneyRecord]:
    """Return what the lines of a report came to, by account and day, in the order of the report.

    :raises NotFound: there is no such report, or the actor may not read it
    """
    get_cash_report(report_id=report_id, actor=actor)
    found = ReportedMoney.objects.filter(report_id=report_id)
    if only_differences:
        found = found.exclude(state="")
    return [money_record(row) for row in found.select_related("account", "owner").order_by("place")]


def get_reported_money(*, money_id: int, actor: Actor) -> ReportedMoneyRecord:
    """Return what one line of a report came to.

    :raises NotFound: there is none, or the actor may not read it
    """
    row = ReportedMoney.objects.filter(pk=money_id).select_related("account", "owner").first()
    if row is None:
        raise NotFound
    get_cash_report(report_id=row.report_id, actor=actor)
    return money_record(row)


def open_report_differences(
    *, account_ids: Collection[int], from_date: date, to_date: date, actor: Actor
) -> dict[tuple[int, date], tuple[int, int]]:
    """Return by account and day how many differences with accounting are open, and the newest report with one."""
    entities = team.entity_ids(actor=actor, permission=permissions.READ)
    rows = ReportedMoney.objects.filter(
        account_id__in=account_ids,
        account__entity_id__in=entities,
        day__range=(from_date, to_date),
        state=ReportState.OPEN.value,
    ).order_by("report_id")
    found: dict[tuple[int, date], tuple[int, int]] = {}
    for account_id, day, report_id in rows.values_list("account_id", "day", "report_id"):
        count, _ = found.get((account_id, day), (0, 0))
        found[account_id, day] = count + 1, report_id
    return found


def open_cash_report(*, report_id: int, actor: Actor) -> tuple[str, BinaryIO]:
    """Return the name and the content of a report as it came; the caller closes it.

    :raises NotFound: there is none, or the actor may not read it
    """
    report = get_cash_report(report_id=report_id, actor=actor)
    return report.file_name, storage.open_file(report.file_id)


def money_record(row: ReportedMoney) -> ReportedMoneyRecord:
    """Return what a line came to as others may see it."""
    currency = row.account.currency
    return ReportedMoneyRecord(
        id=row.pk,
        report_id=row.report_id,
        account=account_record(row.account),
        day=row.day,
        agreement=Agreement(row.agreement),
        is_total=row.is_total,
        file_line=row.file_line,
        theirs=None if row.their_amount is None else Money(row.their_amount, currency),
        their_text=row.their_text,
        ours=None if row.our_amount is None else Money(row.our_amount, currency),
        our_text=row.our_text,
        difference=Money(row.difference, currency),
        state=ReportState(row.state) if row.state else None,
        owner_id=row.owner_id,
        owner_name=row.owner.name if row.owner else "",
        note=row.note,
        changed_by=row.changed_by_name,
        changed_at=row.changed_at,
    )


def _readable(actor: Actor) -> QuerySet[CashReport]:
    entities = team.entity_ids(actor=actor, permission=permissions.READ)
    return CashReport.objects.filter(entity_id__in=entities).annotate(
        matched=Count("money", filter=Q(money__state="")),
        differing=Count("money", filter=~Q(money__state="")),
        still_open=Count("money", filter=Q(money__state=ReportState.OPEN.value)),
    )


def _record(report: CashReport) -> CashReportRecord:
    return CashReportRecord(
        id=report.pk,
        entity_id=report.entity_id,
        file_id=report.original_id,
        file_name=report.file_name,
        from_date=report.from_date,
        to_date=report.to_date,
        left_out=tuple((each["line"], Sentence.from_json(each["reason"])) for each in report.left_out),
        received_at=report.received_at,
        received_by=report.received_by_name,
        matched=report.matched,  # type: ignore[attr-defined]  # annotated in `_readable`
        differing=report.differing,  # type: ignore[attr-defined]  # annotated in `_readable`
        open=report.still_open,  # type: ignore[attr-defined]  # annotated in `_readable`
    )
