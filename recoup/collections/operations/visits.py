"""The report of a visit: who went, whom they met, what was said and brought back, in one go."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime

from django.db import transaction

from recoup.collections import permissions
from recoup.collections.acting import customers_to_act_on
from recoup.collections.models import CollectionTask, FollowUp, Visit, VisitImage, Visitor
from recoup.collections.operations.calls import save_call
from recoup.collections.operations.tasks import complete_task
from recoup.collections.types import ImageKind, NewImage, SavedVisit, TaskState, VisitReport
from recoup.correspondence import queries as correspondence
from recoup.kernel.actor import Actor
from recoup.kernel.contact import Channel
from recoup.kernel.errors import DomainError, NotFound
from recoup.kernel.sentences import N_
from recoup.parties.types import CustomerRecord
from recoup.plumbing.audit import operations as audit
from recoup.plumbing.storage import operations as storage
from recoup.plumbing.storage.pictures import picture_type
from recoup.team import queries as team

IMAGE_BYTES_MAX = 10 << 20
PHOTOS_MAX = 12
_MEGABYTE = 1 << 20


class NotAVisit(DomainError):
    """A report of a visit is about a visit."""

    text = N_("This report is not about a visit.")


class TooFewVisitors(DomainError):
    """The rule asks for more people (CN: two)."""

    text = N_("A visit to this customer is made by at least {count} people.")


class UnknownVisitor(DomainError):
    """Only our people, with the right to collect there, visit customers."""

    text = N_("One of the people named may not visit this customer.")


class NotAnImage(DomainError):
    """The content of a file, not its name, says whether it is a picture."""

    text = N_("{name} is not a picture in JPEG, PNG or WebP.")


class ImageTooLarge(DomainError):
    """A picture is larger than what a phone takes."""

    text = N_("{name} is larger than {limit} MB.")


class TooManyPhotos(DomainError):
    """More photos than a report needs."""

    text = N_("A report holds at most {count} photos.")


@transaction.atomic
def save_visit(*, report: VisitReport, on: date, actor: Actor, now: datetime) -> SavedVisit:
    """Save the report of a visit: note, promise, next action, people and pictures, all of it or nothing. Duty C2.

    The same report again (by the key of its activity) changes nothing. The planned visit, by next action or by the
    step of a strategy, is done with it.

    :raises NotAVisit: the contact is not a visit of ours
    :raises TooFewVisitors: the rules of the customer's country ask for more people
    :raises UnknownVisitor: one of them may not collect there
    :raises NotAnImage: a file is no picture
    :raises ImageTooLarge: a picture is too large
    :raises TooManyPhotos: there are too many of them
    :raises DomainError: as for `save_call`
    """
    activity = report.result.activity
    customer = customers_to_act_on(customer_ids={activity.customer_id}, actor=actor)[activity.customer_id]
    if activity.channel is not Channel.VISIT or activity.passage_id is None:
        raise NotAVisit
    images = _images(report)
    visitors = _visitors(report, customer, actor, activity.at)
    saved = save_call(result=report.result, on=on, actor=actor, now=now)
    if saved.was_saved_before:
        return _saved_before(saved.activity_id)
    visit = Visit.objects.create(
        activity_id=saved.activity_id,
        entity_id=customer.entity_id,
        customer_id=customer.id,
        place=report.place.strip()[:300],
        follow_up_id=_finished_follow_up(report, actor, now),
        task_id=_finished_task(report, actor, now),
        reported_at=now,
    )
    Visitor.objects.bulk_create(
        Visitor(visit=visit, person_id=person_id, name=name) for person_id, name in visitors.items()
    )
    _keep_images(visit, images, actor, now)
    audit.record(
        "collections.visit.reported",
        subject_kind="customer",
        subject_id=customer.id,
        entity_id=customer.entity_id,
        actor=actor,
        at=now,
        after={"visit": visit.pk, "visitors": list(visitors.values()), "pictures": len(images)},
    )
    return SavedVisit(visit.pk, saved.activity_id, was_saved_before=False)


def check_pictures(*, sizes: Sequence[tuple[str, int]]) -> None:
    """Refuse pictures by their names and sizes in bytes, so that nobody reads what is too much.

    :raises TooManyPhotos: there are more than a report holds
    :raises ImageTooLarge: one is too large
    """
    if len(sizes) > PHOTOS_MAX:
        raise TooManyPhotos(count=PHOTOS_MAX)
    for name, size in sizes:
        if size > IMAGE_BYTES_MAX:
            raise ImageTooLarge(name=name, limit=IMAGE_BYTES_MAX // _MEGABYTE)


def _images(report: VisitReport) -> list[tuple[ImageKind, NewImage, str]]:
    """Return the pictures with their types, as their content says."""
    signatures = () if report.signature is None else (report.signature,)
    found = []
    for kind, images in ((ImageKind.PHOTO, report.photos), (ImageKind.SIGNATURE, signatures)):
        check_pictures(sizes=[(image.name, len(image.content)) for image in images])
        for image in images:
            media_type = picture_type(image.content)
            if media_type is None:
                raise NotAnImage(name=image.name)
            found.append((kind, image, media_type))
    return found


def _visitors(report: VisitReport, customer: CustomerRecord, actor: Actor, at: datetime) -> Mapping[int, str]:
    """Return the names of our people who went, as many as the rule asks for."""
    wanted: Collection[int] = dict.fromkeys(report.visitor_ids)
    known = team.colleagues(permission=permissions.WORK, entity_ids=[customer.entity_id])
    if any(person_id not in known for person_id in wanted):
        raise UnknownVisitor
    needed = correspondence.visitors_needed(
        entity_id=customer.entity_id, customer_id=customer.id, at=at, actor=actor
    )
    if len(wanted) < max(needed, 1):
        raise TooFewVisitors(count=max(needed, 1))
    return {person_id: known[person_id] for person_id in wanted}


def _finished_follow_up(report: VisitReport, actor: Actor, now: datetime) -> int | None:
    """Take the planned visit as done, also one that was planned for a later day."""
    if report.follow_up_id is None:
        return None
    row = FollowUp.objects.select_for_update().filter(pk=report.follow_up_id).first()
    if row is None or row.customer_id != report.result.activity.customer_id:
        raise NotFound
    if row.done_at is None:
        FollowUp.objects.filter(pk=row.pk).update(done_at=now, done_by_name=actor.name)
    return row.pk


def _finished_task(report: VisitReport, actor: Actor, now: datetime) -> int | None:
    """Take the visit that a step asked for as done; one that a colleague settled meanwhile stays so."""
    if report.task_id is None:
        return None
    row = CollectionTask.objects.select_for_update().filter(pk=report.task_id).first()
    if row is None or row.customer_id != report.result.activity.customer_id:
        raise NotFound
    if row.state == TaskState.OPEN:
        outcome = report.result.activity.outcome
        complete_task(task_id=row.pk, outcome=outcome.label, actor=actor, now=now)
    return row.pk


def _keep_images(
    visit: Visit, images: Collection[tuple[ImageKind, NewImage, str]], actor: Actor, now: datetime
) -> None:
    kept = [
        (kind, storage.store(name=image.name, media_type=media, content=image.content, actor=actor, now=now))
        for kind, image, media in images
    ]
    VisitImage.objects.bulk_create(VisitImage(visit=visit, kind=kind, file_id=file.id) for kind, file in kept)


def _saved_before(activity_id: int) -> SavedVisit:
    visit_id = Visit.objects.filter(activity_id=activity_id).values_list("id", flat=True).first()
    if visit_id is None:
        raise NotAVisit
    return SavedVisit(visit_id, activity_id, was_saved_before=True)
