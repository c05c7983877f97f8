"""Recording what was said with customers, and what is to be done next."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from django.db import transaction

from recoup.collections.acting import customers_to_act_on
from recoup.collections.models import Activity, ActivityItem, FollowUp
from recoup.collections.types import Direction, NewActivity, NewFollowUp
from recoup.correspondence import queries as correspondence
from recoup.kernel.actor import Actor
from recoup.kernel.errors import DomainError, NotFound
from recoup.kernel.folding import search_text
from recoup.kernel.sentences import N_
from recoup.ledger import queries as ledger
from recoup.parties import queries as parties
from recoup.parties.types import CustomerRecord
from recoup.plumbing.audit import operations as audit
from recoup.plumbing.audit.types import Deed
from recoup.team import queries as team


class CorrectionOfAnother(DomainError):
    """A correction is about the same customer, and puts right a note that nobody put right before."""

    text = N_("This note can't be corrected: it is another customer's, or it was corrected before.")


class DueInThePast(DomainError):
    """A next action lies ahead."""

    text = N_("The next action must not lie in the past.")


class UnknownColleague(DomainError):
    """The next action needs somebody who may do it."""

    text = N_("This person can't do the next action: he or she has no right to work for the customer.")


class NotThroughTheDoor(DomainError):
    """What went out has passed the door, once."""

    text = N_("A contact that we make begins with the button that asks whether it may be made.")


class WrittenInTheFuture(DomainError):
    """What is recorded has happened."""

    text = N_("A contact can be recorded only when it has happened.")


@transaction.atomic
def record_activities(
    *, activities: Sequence[NewActivity], actor: Actor, now: datetime
) -> dict[NewActivity, int]:
    """Record contacts that were made or received, and return the id of each; what was recorded before stays.

    They never change: a correction is a new activity that names the old one. Duties B3, C5.

    :raises NotFound: a customer, contact or item doesn't exist for the actor, or is another customer's
    :raises NotAllowed: the actor may not collect there
    :raises CorrectionOfAnother: what is corrected is another customer's, or corrected already
    :raises NotThroughTheDoor: we made the contact without passing the door, or it was recorded before
    :raises WrittenInTheFuture: it has not happened yet
    """
    customers = customers_to_act_on(customer_ids={new.customer_id for new in activities}, actor=actor)
    known = dict(Activity.objects.filter(key__in=[new.key for new in activities]).values_list("key", "id"))
    fresh = {new.key: new for new in activities if new.key not in known}
    if any(new.at > now for new in fresh.values()):
        raise WrittenInTheFuture
    _check_links(list(fresh.values()), actor)
    _check_passages(list(fresh.values()))
    names = _contact_names(list(fresh.values()), actor)
    rows = [_row(new, customers[new.customer_id], names, actor, now) for new in fresh.values()]
    Activity.objects.bulk_create(rows)
    ActivityItem.objects.bulk_create(
        ActivityItem(activity=row, item_id=item_id)
        for row in rows
        for item_id in sorted(set(fresh[row.key].item_ids))
    )
    audit.record_many(
        "collections.activity.recorded",
        subject_kind="customer",
        deeds=[
            Deed(
                row.customer_id,
                row.entity_id,
                None,
                {"activity": row.pk, "channel": row.channel, "outcome": row.outcome},
            )
            for row in rows
        ],
        actor=actor,
        at=now,
    )
    known |= {row.key: row.pk for row in rows}
    return {new: known[new.key] for new in activities}


@transaction.atomic
def plan_follow_up(
    *,
    customer_id: int,
    follow_up: NewFollowUp,
    on: date,
    actor: Actor,
    now: datetime,
    activity_id: int | None = None,
) -> int:
    """Put down what is to be done next with a customer, by whom and when; return its id.

    What was to be done before, by the same person up to that day, is taken as done: there is one next action.

    :raises NotFound: there is no such customer for the actor
    :raises NotAllowed: the actor may not collect there
    :raises DueInThePast: the day, or the hour, has passed
    :raises UnknownColleague: the person may not work for the customer
    """
    customer = customers_to_act_on(customer_ids={customer_id}, actor=actor)[customer_id]
    if follow_up.due_date < on or (follow_up.due_at is not None and follow_up.due_at < now):
        raise DueInThePast
    person_id = person_for(follow_up, customer, actor)
    finish_follow_ups(customer_ids=[customer_id], until=follow_up.due_date, actor=actor, now=now)
    row = FollowUp.objects.create(
        entity_id=customer.entity_id,
        customer_id=customer_id,
        kind=follow_up.kind,
        due_date=follow_up.due_date,
        due_at=follow_up.due_at,
        person_id=person_id,
        note=follow_up.note,
        activity_id=activity_id,
        made_by_name=actor.name,
        made_at=now,
    )
    audit.record(
        "collections.follow_up.planned",
        subject_kind="customer",
        subject_id=customer_id,
        entity_id=customer.entity_id,
        actor=actor,
        at=now,
        after={"kind": row.kind, "due_date": row.due_date, "person": person_id, "note": row.note},
    )
    return row.pk


@transaction.atomic
def finish_follow_ups(*, customer_ids: Sequence[int], until: date, actor: Actor, now: datetime) -> int:
    """Take the next actions of customers that were due up to a day as done; return how many there were.

    :raises NotFound: a customer doesn't exist for the actor
    :raises NotAllowed: the actor may not collect there
    """
    customers_to_act_on(customer_ids=customer_ids, actor=actor)
    waiting = FollowUp.objects.select_for_update(of=("self",)).filter(
        customer_id__in=list(customer_ids), done_at=None, due_date__lte=until
    )
    rows = list(waiting.order_by("id"))
    FollowUp.objects.filter(pk__in=[row.pk for row in rows]).update(done_at=now, done_by_name=actor.name)
    audit.record_many(
        "collections.follow_up.done",
        subject_kind="customer",
        deeds=[
            Deed(row.customer_id, row.entity_id, {"kind": row.kind, "due_date": row.due_date}, None)
            for row in rows
        ],
        actor=actor,
        at=now,
    )
    return len(rows)


def _check_links(fresh: Sequence[NewActivity], actor: Actor) -> None:
    """Refuse items of other customers, and corrections of what is not there to be corrected."""
    items = ledger.items_by_id(item_ids={item_id for new in fresh for item_id in new.item_ids}, actor=actor)
    for new in fresh:
        if any(
            item_id not in items or items[item_id].customer_id != new.customer_id for item_id in new.item_ids
        ):
            raise NotFound
    wanted = {new.corrects for new in fresh if new.corrects is not None}
    found = dict(Activity.objects.filter(pk__in=wanted, corrections=None).values_list("id", "customer_id"))
    for new in fresh:
        if new.corrects is not None and found.get(new.corrects) != new.customer_id:
            raise CorrectionOfAnother


def _check_passages(fresh: Sequence[NewActivity]) -> None:
    """Refuse outgoing contacts that didn't pass the door, by that channel to that customer, or were recorded."""
    out = [new for new in fresh if new.direction is Direction.OUT]
    if any(new.passage_id is None for new in out):
        raise NotThroughTheDoor
    passed = correspondence.passages_by_id(passage_ids=[new.passage_id for new in out if new.passage_id])
    used = set(
        Activity.objects.filter(passage_id__in=passed, corrects=None).values_list("passage_id", flat=True)
    )
    for new in out:
        passage = passed.get(new.passage_id or 0)
        fits = passage is not None and (passage.customer_id, passage.channel) == (
            new.customer_id,
            new.channel,
        )
        if not fits or (new.corrects is None and new.passage_id in used):
            raise NotThroughTheDoor


def _contact_names(fresh: Sequence[NewActivity], actor: Actor) -> Mapping[int, str]:
    """Return the names of the contacts as they are now; each must be its customer's."""
    wanted = {new.contact_id: new.customer_id for new in fresh if new.contact_id is not None}
    found = parties.contacts_by_id(contact_ids=wanted, actor=actor)
    for contact_id, customer_id in wanted.items():
        if contact_id not in found or found[contact_id].customer_id != customer_id:
            raise NotFound
    return {contact_id: contact.name or contact.email for contact_id, contact in found.items()}


def _row(
    new: NewActivity, customer: CustomerRecord, names: Mapping[int, str], actor: Actor, now: datetime
) -> Activity:
    name = new.contact_name or (names[new.contact_id] if new.contact_id is not None else "")
    return Activity(
        key=new.key,
        entity_id=customer.entity_id,
        customer_id=new.customer_id,
        channel=new.channel,
        direction=new.direction,
        at=new.at,
        contact_id=new.contact_id,
        contact_name=name[:200],
        outcome=new.outcome,
        willingness=new.willingness or "",
        ability=new.ability or "",
        delay_reason=new.delay_reason or "",
        content=new.content,
        feedback=new.feedback,
        passage_id=new.passage_id if new.direction is Direction.OUT else None,
        corrects_id=new.corrects,
        recorded_by_id=None if actor.is_program else actor.id,
        recorded_by_name=actor.name,
        recorded_at=now,
        search_text=f" {search_text(' '.join((name, new.content, new.feedback, customer.name)))} ",
    )


def person_for(follow_up: NewFollowUp, customer: CustomerRecord, actor: Actor) -> int | None:
    """Return who does it: the person named, else whoever looks after the customer, else the asker.

    :raises UnknownColleague: the person named may not work for the customer
    """
    if follow_up.person_id is None:
        return customer.portfolio_owner_id or (None if actor.is_program else actor.id)
    return person_who_may_work(person_id=follow_up.person_id, customer_id=customer.id)


def person_who_may_work(*, person_id: int, customer_id: int) -> int:
    """Return the id of a person who may work for a customer.

    :raises UnknownColleague: there is no such person, or without that right
    """
    try:
        customers_to_act_on(customer_ids={customer_id}, actor=team.find_actor(person_id))
    except DomainError as error:
        raise UnknownColleague from error
    return person_id
