"""Courses that began in time: the first reminder went out five days after the due date."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta

from recoup.collections.models import CourseStep
from recoup.engines.strategy import Handling
from recoup.ledger.models import Item


def begin_course(item_id: int, *, code: str = "REMINDER_1", days: int = 5) -> None:
    """Let a step of the item's course have been done so many days after its due date."""
    item = Item.objects.get(pk=item_id)
    assert item.due_date is not None
    on = item.due_date + timedelta(days=days)
    CourseStep.objects.create(
        entity_id=item.entity_id,
        customer_id=item.customer_id,
        currency=item.currency,
        anchor_item_id=item.pk,
        code=code,
        how=Handling.DONE,
        business_date=on,
        channel="EMAIL",
        template=code,
        performer="JOB",
        amount=item.amount_open,
        reason={"text": "", "values": {}, "plural": "", "count": ""},
        settled_by_name="test",
        settled_at=datetime.combine(on, time(4), UTC),
    )
