"""In which segment customers are: as the rules say, unless a person said otherwise."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date

from recoup.collections.models import CustomerSegment, SegmentOverride
from recoup.collections.standings import Ranked
from recoup.collections.strategy_rules import SEGMENTS, segment_rows
from recoup.collections.strategy_rules.segments import DEBTS
from recoup.collections.types import SegmentStanding
from recoup.engines.segmentation import Assigned, SegmentFacts, Trait, assign_segment
from recoup.kernel.sentences import N_, Sentence
from recoup.rulebook import queries as rulebook

Key = tuple[int, str]
"""A customer and a currency."""

_DEBT_LABELS: Mapping[str, str] = {debt.code: debt.label for debt in DEBTS}
_SET = N_("Set by {person}: {reason}")


def assigned_segments(
    ranked: Sequence[Ranked], *, entity_id: int, on: date
) -> tuple[int | None, Iterator[tuple[Ranked, Assigned]]]:
    """Return the version of the rule (None: the standard), and the segment of each standing, made as it is read."""
    rule = rulebook.resolve(kind=SEGMENTS, on=on, entity_id=entity_id)
    rows = segment_rows(rule.value)
    return rule.version_id, ((one, assign_segment(_facts(one), rows)) for one in ranked)


def _facts(one: Ranked) -> SegmentFacts:
    standing, kind = one.standing, one.figures.anchor_kind
    return SegmentFacts(
        days_overdue_max=one.figures.days_overdue_max,
        amount_reporting=one.facts.amount_open_reporting,
        size=Trait(standing.size.value, standing.size.label),
        behavior=Trait(standing.behavior.value, standing.behavior.label),
        debt=Trait(kind, _DEBT_LABELS.get(kind, kind)),
    )


def segments_on(
    *, entity_id: int, on: date, customer_ids: Collection[int] | None = None
) -> dict[Key, SegmentStanding]:
    """Return the segment of each customer and currency on a day, past or present; two queries for all of them."""
    changes = CustomerSegment.objects.filter(entity_id=entity_id, business_date__lte=on)
    overrides = SegmentOverride.objects.filter(entity_id=entity_id, from_date__lte=on)
    if customer_ids is not None:
        changes = changes.filter(customer_id__in=customer_ids)
        overrides = overrides.filter(customer_id__in=customer_ids)
    latest = changes.order_by("customer_id", "currency", "-business_date").distinct("customer_id", "currency")
    found = {
        (customer_id, currency): SegmentStanding(code, code, since, tuple(map(Sentence.from_json, reasons)))
        for customer_id, currency, code, since, reasons in latest.values_list(
            "customer_id", "currency", "segment", "business_date", "reasons"
        )
    }
    last = overrides.order_by("customer_id", "currency", "-id").distinct("customer_id", "currency")
    for override in last:
        if override.segment and override.until_date >= on:
            key = (override.customer_id, override.currency)
            found[key] = overridden(override, found.get(key))
    return found


def overridden(override: SegmentOverride, computed: SegmentStanding | None) -> SegmentStanding:
    """Return the segment as a person set it."""
    reason = Sentence(_SET, {"person": override.set_by_name, "reason": override.reason})
    return SegmentStanding(
        code=override.segment,
        computed=computed.code if computed else "",
        since=override.from_date,
        reasons=(reason,),
        is_overridden=True,
        until=override.until_date,
        set_by=override.set_by_name,
        note=override.reason,
    )


def codes_of(found: Mapping[Key, SegmentStanding]) -> dict[Key, str]:
    """Return the codes alone."""
    return {key: standing.code for key, standing in found.items()}


def names_of_segments(*, entity_ids: Collection[int], on: date) -> dict[str, str]:
    """Return the segments of the entities' rules by code, with their names, in their order."""
    rules = rulebook.rules_in_force(kinds=[SEGMENTS], on=on, entity_ids=entity_ids)
    names: dict[str, str] = {}
    for entity_id in sorted(entity_ids):
        for row in segment_rows(rules.resolve(SEGMENTS, entity_id=entity_id).value):
            names.setdefault(row.code, row.name)
    return names
