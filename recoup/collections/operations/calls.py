"""The result of a call: what was said, what was promised and what comes next, in one go."""

from __future__ import annotations

from datetime import date, datetime

from django.db import connection, transaction

from recoup.collections.acting import customers_to_act_on
from recoup.collections.models import Activity, FollowUp
from recoup.collections.operations.activities import finish_follow_ups, plan_follow_up, record_activities
from recoup.collections.operations.promises import take_promises
from recoup.collections.rules import FOLLOW_UPS
from recoup.collections.types import CallResult, FollowUpKind, NewActivity, NewFollowUp, SavedCall
from recoup.correspondence import operations as correspondence
from recoup.correspondence.types import ContactOutcome
from recoup.kernel.actor import Actor
from recoup.kernel.calendars import calendar_for
from recoup.rulebook import queries as rulebook
from recoup.team import queries as team


@transaction.atomic
def save_call(*, result: CallResult, on: date, actor: Actor, now: datetime) -> SavedCall:
    """Save the result of a call on the day `on`: all of it, or nothing. Duties E3, C3, C5, D3.

    The same result again (by the key of its activity) changes nothing. What was to be done with the customer up to
    today is done. When nobody was spoken to and nothing is said of what comes next, a call is put down by the rule.

    :raises DomainError: as for `record_activities`, `take_promises` and `plan_follow_up`
    """
    activity = result.activity
    customer = customers_to_act_on(customer_ids={activity.customer_id}, actor=actor)[activity.customer_id]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(hashtextextended('collections.calls', %s))", [customer.id]
        )
    before = Activity.objects.filter(key=activity.key).first()
    if before is not None:
        return _saved_before(before)
    (activity_id,) = record_activities(activities=[activity], actor=actor, now=now).values()
    _tell_the_door(activity, now, actor)
    finish_follow_ups(customer_ids=[customer.id], until=on, actor=actor, now=now)
    promise_ids: tuple[int, ...] = ()
    if result.promises:
        promise_ids = take_promises(
            promises=result.promises, on=on, actor=actor, now=now, activity_id=activity_id
        )
    follow_up = result.follow_up
    if follow_up is None and activity.outcome.calls_for_another_try:
        follow_up = another_try(entity_id=customer.entity_id, on=on, actor=actor)
    follow_up_id = None
    if follow_up is not None:
        follow_up_id = plan_follow_up(
            customer_id=customer.id,
            follow_up=follow_up,
            on=on,
            actor=actor,
            now=now,
            activity_id=activity_id,
        )
    return SavedCall(activity_id, promise_ids, follow_up_id, was_saved_before=False)


def _tell_the_door(activity: NewActivity, now: datetime, actor: Actor) -> None:
    """Write down at the door what came of the contact: it counts for the hours and limits of the next ones."""
    if activity.passage_id is not None:
        correspondence.record_outcome(
            passage_id=activity.passage_id,
            outcome=ContactOutcome(activity.outcome.value),
            at=now,
            actor=actor,
        )
    else:
        correspondence.record_incoming(
            customer_id=activity.customer_id,
            contact_id=activity.contact_id,
            channel=activity.channel,
            address="",
            at=activity.at,
            actor=actor,
        )


def another_try(*, entity_id: int, on: date, actor: Actor) -> NewFollowUp:
    """Return the call that the rule puts down when nobody was reached on the day `on`."""
    rule = rulebook.resolve(kind=FOLLOW_UPS, on=on, entity_id=entity_id)
    country = team.get_entity(entity_id=entity_id, actor=actor).country
    due = calendar_for(country).add_business_days(on, rule.value.whole("retry_days"))
    return NewFollowUp(FollowUpKind.CALL, due)


def _saved_before(activity: Activity) -> SavedCall:
    promises = activity.promises.order_by("id").values_list("id", flat=True)
    follow_up = FollowUp.objects.filter(activity=activity).values_list("id", flat=True).first()
    return SavedCall(activity.pk, tuple(promises), follow_up, was_saved_before=True)
