"""Versions of rules as they are kept, and where each stands on a day."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime
from itertools import groupby

from django.db.models import Q, QuerySet

from recoup.rulebook import registry
from recoup.rulebook.models import Rule, RuleVersion
from recoup.rulebook.types import Mark, RuleRecord, RuleScope, ScopeRecord, Standing, VersionRecord
from recoup.rulebook.values import read
from recoup.team import queries as team
from recoup.team.types import ApprovalRef, ApprovalStatus

SUBJECT = "rulebook.version"
_UNDECIDED: Mapping[ApprovalStatus, Standing] = {
    ApprovalStatus.OPEN: Standing.ASKED,
    ApprovalStatus.REJECTED: Standing.REJECTED,
}


def rules_of(condition: Q, *, on: date, now: datetime) -> list[RuleRecord]:
    """Return the rules whose versions meet the condition, with all these versions as they stand on the day."""
    versions = _versions(RuleVersion.objects.filter(condition), now)
    return [_rule(tuple(group), on) for _, group in groupby(versions, key=lambda version: version.rule_id)]


def scope_of(rule: Rule) -> RuleScope:
    """Return to whom a rule applies."""
    return RuleScope(rule.jurisdiction, rule.entity_id, rule.segment, rule.customer_id)


def _versions(found: QuerySet[RuleVersion], now: datetime) -> list[VersionRecord]:
    rows = list(
        found.select_related("rule__entity", "rule__customer", "enactment").order_by(
            "rule__kind", "rule_id", "-number"
        )
    )
    approvals = team.latest_approvals(subject_kind=SUBJECT, subject_ids=[row.id for row in rows], now=now)
    return [_record(row, approvals.get(row.id)) for row in rows]


def _record(row: RuleVersion, approval: ApprovalRef | None) -> VersionRecord:
    rule = row.rule
    enactment = getattr(row, "enactment", None)
    undecided = _UNDECIDED.get(approval.status, Standing.DRAFT) if approval else Standing.DRAFT
    return VersionRecord(
        id=row.id,
        rule_id=row.rule_id,
        kind=rule.kind,
        scope=ScopeRecord(
            scope_of(rule),
            entity_code=rule.entity.code if rule.entity else "",
            customer_number=rule.customer.number if rule.customer else "",
        ),
        number=row.number,
        value=read(registry.get_kind(rule.kind), row.value),
        raw=row.value,
        source=row.source,
        mark=Mark(row.mark),
        valid_from=row.valid_from,
        valid_until=row.valid_until,
        note=row.note,
        is_shipped=bool(row.pack),
        proposed_by_name=row.proposed_by_name,
        proposed_at=row.proposed_at,
        approved_by_name=enactment.approved_by_name if enactment else "",
        enactment_id=enactment.id if enactment else None,
        enacted_at=enactment.enacted_at if enactment else None,
        approval_id=approval.id if approval else None,
        standing=undecided,
    )


def _rule(versions: tuple[VersionRecord, ...], on: date) -> RuleRecord:
    first = versions[0]
    placed = tuple(replace(version, standing=_standing(version, versions, on)) for version in versions)
    return RuleRecord(first.rule_id, first.kind, first.scope, placed)


def _standing(version: VersionRecord, versions: Iterable[VersionRecord], on: date) -> Standing:
    """Return where a version stands: the one enacted last of those that begin the latest, by `on`, counts."""
    if version.enactment_id is None:
        return version.standing
    enacted = [other for other in versions if other.enactment_id is not None]
    if version != max((other for other in enacted if other.valid_from == version.valid_from), key=_order):
        return Standing.REPLACED
    if version.valid_from > on:
        return Standing.PLANNED
    if version != max((other for other in enacted if other.valid_from <= on), key=_order):
        return Standing.REPLACED
    is_over = version.valid_until is not None and version.valid_until < on
    return Standing.ENDED if is_over else Standing.IN_FORCE


def _order(version: VersionRecord) -> tuple[date, int]:
    return version.valid_from, version.enactment_id or 0
