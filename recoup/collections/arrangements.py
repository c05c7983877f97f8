"""What people arranged for the steps of courses: of each step the last word counts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping

from django.db.models.expressions import RawSQL

from recoup.collections.models import StepArrangement
from recoup.collections.types import ArrangementRecord
from recoup.engines.strategy import Arrangement
from recoup.kernel.contact import Channel


def arranged_for(anchors: Collection[int] | RawSQL) -> Mapping[int, Mapping[str, ArrangementRecord]]:
    """Return what is arranged by anchor and code; what was put back to the strategy says nothing. One query."""
    found: defaultdict[int, dict[str, ArrangementRecord]] = defaultdict(dict)
    for row in StepArrangement.objects.filter(anchor_item_id__in=anchors).order_by("id"):
        found[row.anchor_item_id][row.code] = _record(row)
    return found


def _record(row: StepArrangement) -> ArrangementRecord:
    said = Arrangement(
        day=row.on_date,
        channel=Channel(row.channel) if row.channel else None,
        template=row.template,
        person_id=row.person_id,
        is_left_out=row.is_left_out,
    )
    return ArrangementRecord(row.pk, said, row.reason, row.set_by_name, row.set_at)
