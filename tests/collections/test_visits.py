"""Visits: through the door, reported once, with our people, pictures, and what was said."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import DatabaseError, connection, transaction
from hypothesis import given
from hypothesis import strategies as st

from recoup.collections import operations, queries
from recoup.collections.models import Activity, Visit
from recoup.collections.operations.visits import (
    IMAGE_BYTES_MAX,
    ImageTooLarge,
    NotAnImage,
    NotAVisit,
    TooFewVisitors,
    TooManyPhotos,
    UnknownVisitor,
)
from recoup.collections.types import (
    CallResult,
    Direction,
    FollowUpKind,
    NewActivity,
    NewFollowUp,
    NewImage,
    Outcome,
    SavedVisit,
    VisitReport,
)
from recoup.correspondence import operations as correspondence
from recoup.correspondence.rules import CONTACT_ROLES
from recoup.correspondence.types import ContactRequest
from recoup.kernel.contact import Channel, ContactRole, Purpose
from recoup.kernel.errors import NotFound
from recoup.parties.models import Contact
from recoup.parties.types import ContactPurpose
from recoup.plumbing.storage import queries as storage
from recoup.plumbing.storage.pictures import picture_type
from recoup.rulebook import operations as rulebook
from recoup.rulebook.types import Mark, NewVersion, RuleScope
from recoup.team import queries as team
from recoup.team.types import Role
from tests.collections.desk import FRIDAY, NOW, TODAY, Desk
from tests.people import make_person
from tests.rulebook.book import ask, decide

pytestmark = [pytest.mark.duty("C2")]
PNG = b"\x89PNG\r\n\x1a\n" + b"picture"
JPEG = b"\xff\xd8\xff\xe0" + b"picture"


@pytest.fixture
def desk(db: None) -> Desk:
    made = Desk()
    made.books.invoice("INV-late", "10.00")
    return made


def ann(desk: Desk) -> Contact:
    """Return Ann, who pays the invoices of K-1."""
    contact, _new = Contact.objects.get_or_create(
        customer_id=desk.customer(),
        name="Ann",
        purpose=ContactPurpose.ACCOUNTS_PAYABLE,
        role=ContactRole.REPRESENTATIVE,
    )
    return contact


def begin(desk: Desk, *, visitors: int = 1) -> int | None:
    """Ask the door for a visit to Ann at K-1."""
    contact = ann(desk)
    request = ContactRequest(
        key="visit",
        entity_id=desk.books.entity_id,
        customer_id=desk.customer(),
        channel=Channel.VISIT,
        purpose=Purpose.FOLLOW_UP,
        contact_id=contact.id,
        visitors=visitors,
    )
    (passed,) = correspondence.pass_door(requests=[request], at=NOW, actor=desk.dara).values()
    return passed.passage_id


def call(desk: Desk) -> int | None:
    """Call Ann through the door."""
    contact = ann(desk)
    Contact.objects.filter(id=contact.id).update(phone="+48225550101")
    request = ContactRequest(
        key="call",
        entity_id=desk.books.entity_id,
        customer_id=desk.customer(),
        channel=Channel.CALL,
        purpose=Purpose.FOLLOW_UP,
        contact_id=contact.id,
        address="+48225550101",
    )
    (passed,) = correspondence.pass_door(requests=[request], at=NOW, actor=desk.dara).values()
    return passed.passage_id


def two_must_go(desk: Desk) -> None:
    """Put a rule in force by which two people go, as in China (CN-A3)."""
    entity = team.get_entity(entity_id=desk.books.entity_id, actor=desk.mia)
    lea = make_person("Lea", Role.LEGAL_OFFICER, entity=entity)
    value = {
        "roles": ["DEBTOR", "REPRESENTATIVE"],
        "lost_exception": True,
        "visitors_min": 2,
    }
    version = rulebook.propose_version(
        proposal=NewVersion(
            kind=CONTACT_ROLES,
            scope=RuleScope(entity_id=entity.id),
            value=value,
            source="CN-A3",
            mark=Mark.HOUSE,
            valid_from=TODAY,
            valid_until=None,
        ),
        actor=lea,
        now=NOW,
    )
    decide(ask(version, lea, now=NOW), desk.mia, now=NOW)


def report(desk: Desk, passage: int | None, **more: object) -> VisitReport:
    activity = NewActivity(
        key=uuid4(),
        customer_id=desk.customer(),
        channel=Channel.VISIT,
        direction=Direction.OUT,
        outcome=Outcome.REACHED,
        at=NOW,
        contact_name="Ann",
        content="Shop closed, Ann pays on Friday",
        passage_id=passage,
    )
    return VisitReport(CallResult(activity), (desk.dara.id,), **more)  # type: ignore[arg-type]  # its fields


def save(desk: Desk, told: VisitReport) -> SavedVisit:
    return operations.save_visit(report=told, on=TODAY, actor=desk.dara, now=NOW + timedelta(hours=1))


def test_a_visit_is_reported_with_people_photos_and_signature_and_the_planned_one_is_done(desk: Desk) -> None:
    planned = operations.plan_follow_up(
        customer_id=desk.customer(),
        follow_up=NewFollowUp(FollowUpKind.VISIT, FRIDAY),
        on=TODAY,
        actor=desk.dara,
        now=NOW,
    )
    told = report(
        desk,
        begin(desk),
        photos=(NewImage("door.jpg", JPEG),),
        signature=NewImage("signed.png", PNG),
        follow_up_id=planned,
        place="Market 1",
    )
    saved = save(desk, told)
    visit = queries.get_visit(visit_id=saved.visit_id, actor=desk.mia)
    assert (visit.visitors, visit.place, visit.activity.contact_name) == (("Dara",), "Market 1", "Ann")
    assert storage.get_file(visit.photo_ids[0]).media_type == "image/jpeg"
    assert storage.get_file(visit.signature_id or 0).media_type == "image/png"
    assert queries.open_follow_ups(actor=desk.dara, customer_ids=[desk.customer()]) == []

    again = save(desk, told)
    assert again == replace(saved, was_saved_before=True)
    assert Visit.objects.count() == 1


def test_a_visit_that_was_begun_waits_for_its_report(desk: Desk) -> None:
    passage = begin(desk)
    since = NOW - timedelta(days=1)
    begun = queries.visit_begun(customer_id=desk.customer(), since=since, actor=desk.dara)
    assert begun is not None and begun.id == passage
    save(desk, report(desk, passage))
    assert queries.visit_begun(customer_id=desk.customer(), since=since, actor=desk.dara) is None


def test_no_visit_is_reported_that_did_not_pass_the_door(desk: Desk) -> None:
    with pytest.raises(NotAVisit):
        save(desk, report(desk, None))
    with pytest.raises(operations.NotThroughTheDoor):
        save(desk, report(desk, call(desk)))
    assert Visit.objects.count() == 0


def test_in_china_two_people_go(desk: Desk) -> None:
    two_must_go(desk)
    assert begin(desk) is None
    passage = begin(desk, visitors=2)
    assert passage is not None
    with pytest.raises(TooFewVisitors):
        save(desk, report(desk, passage))
    with pytest.raises(TooFewVisitors):
        save(desk, replace(report(desk, passage), visitor_ids=(desk.dara.id, desk.dara.id)))
    saved = save(desk, replace(report(desk, passage), visitor_ids=(desk.dara.id, desk.bela.id)))
    assert queries.get_visit(visit_id=saved.visit_id, actor=desk.dara).visitors == ("Dara", "Bela")


def test_what_is_no_picture_or_too_large_is_refused_with_the_whole_report(desk: Desk) -> None:
    passage = begin(desk)
    page = NewImage("photo.png", b"<svg onload='alert(1)'>")
    with pytest.raises(NotAnImage):
        save(desk, report(desk, passage, photos=(page,)))
    with pytest.raises(ImageTooLarge):
        save(desk, report(desk, passage, signature=NewImage("s.png", PNG + bytes(IMAGE_BYTES_MAX))))
    with pytest.raises(TooManyPhotos):
        save(desk, report(desk, passage, photos=(NewImage("p.png", PNG),) * 13))
    with pytest.raises(UnknownVisitor):
        save(desk, replace(report(desk, passage), visitor_ids=(make_person("Cora", Role.CASH_CLERK).id,)))
    with pytest.raises(NotFound):
        save(desk, report(desk, passage, follow_up_id=0))
    assert Activity.objects.count() == 0


def test_a_report_never_changes_and_is_hidden_from_strangers(desk: Desk) -> None:
    saved = save(desk, report(desk, begin(desk)))
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE collections_visit SET place = 'elsewhere'")
    with pytest.raises(NotFound):
        queries.get_visit(visit_id=saved.visit_id, actor=make_person("Sam"))


@given(st.binary(max_size=40))
def test_only_pictures_are_taken_for_pictures(content: bytes) -> None:
    is_picture = content[:3] == b"\xff\xd8\xff" or content[:8] == PNG[:8] or content[8:12] == b"WEBP"
    assert picture_type(content) is None or is_picture
    assert picture_type(JPEG[:4] + content) == "image/jpeg"
    assert picture_type(b"RIFF\x00\x00\x00\x00WEBP" + content) == "image/webp"
