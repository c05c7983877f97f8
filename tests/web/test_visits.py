"""A visit from the calendar: begun at the door, reported with a photo, printed on a route sheet."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import QueryDict
from django.urls import reverse
from django.utils.datastructures import MultiValueDict

from recoup.collections import queries
from recoup.collections.operations.visits import IMAGE_BYTES_MAX, PHOTOS_MAX
from recoup.correspondence.models import Passage
from recoup.kernel import clock
from recoup.kernel.contact import Channel
from recoup.parties.models import Customer
from recoup.team.types import Role
from recoup.web.agenda.forms.visits import ReportForm
from tests.people import Cast, make_cast
from tests.web.conftest import Desk
from tests.web.portfolio import sell
from tests.web.test_agenda import TODAY, plan

pytestmark = [pytest.mark.django_db, pytest.mark.duty("C2")]
PNG = b"\x89PNG\r\n\x1a\n" + b"picture"


@pytest.fixture
def cast() -> Cast:
    """Alice and Bob collect; K-1 owes 100 that is late."""
    made = make_cast(Role.COLLECTOR)
    sell(made, today=TODAY, days_late={"K-1": 20})
    return made


def test_a_visit_is_reported_and_shown_with_its_photo(desk: Desk, cast: Cast) -> None:
    plan(cast)
    customer = Customer.objects.get(number="K-1")
    browser, address = desk(cast.alice), reverse("agenda:visit_of", args=[customer.id])
    assert "Begin the visit" in browser.get(address).content.decode()
    assert browser.post(reverse("agenda:begin_visit", args=[customer.id]), {}).status_code == 422
    told = {
        "key": str(uuid4()),
        "visitors": [cast.alice.id],
        "outcome": "REACHED",
        "content": "Met the owner",
    }
    assert browser.post(address, told).status_code == 404

    Passage.objects.create(
        entity_id=cast.entity.id,
        customer_id=customer.id,
        key="visit",
        channel=Channel.VISIT,
        purpose="FOLLOW_UP",
        item_ids=[],
        at=clock.now(),
        actor_id=cast.alice.id,
        actor_name="Alice",
        overridden=[],
    )
    page = SimpleUploadedFile("door.png", b"<html>", "image/png")
    assert browser.post(address, {**told, "photos": [page]}).status_code == 422
    photo = SimpleUploadedFile("door.png", PNG, "text/html")
    answer = browser.post(address, {**told, "photos": [photo]})
    assert answer.status_code == 303
    assert "Met the owner" in browser.get(answer["Location"]).content.decode()
    (visit,) = queries.visits(actor=cast.alice, entity_ids=[cast.entity.id])
    image = reverse("agenda:image", args=[visit.id, visit.photo_ids[0]])
    assert browser.get(image)["Content-Type"] == "image/png"
    assert desk(cast.charlie).get(image).status_code == 404
    assert queries.open_follow_ups(actor=cast.alice) == []


class Unread(SimpleUploadedFile):
    """A picture that is said to be large, and that nobody may read."""

    def __init__(self, name: str, size: int) -> None:
        super().__init__(name, PNG)
        self.size = size

    def read(self, *_: object) -> bytes:
        """Fail."""
        raise AssertionError(f"{self.name} was read")


def test_pictures_that_are_too_much_are_refused_before_anybody_reads_them() -> None:
    told = QueryDict(mutable=True)
    told.update({"key": str(uuid4()), "visitors": "1", "outcome": "REACHED"})
    large = Unread("door.png", IMAGE_BYTES_MAX + 1)
    small = [Unread(f"{number}.png", 9) for number in range(PHOTOS_MAX)]
    for photos, signature, errors in (
        ([large], small[0], {"photos": ["door.png is larger than 10 MB."]}),
        (small, large, {"signature": ["door.png is larger than 10 MB."]}),
        ([*small, small[0]], None, {"photos": ["A report holds at most 12 photos."]}),
        (small, small[0], {}),
    ):
        sent = MultiValueDict[str, object]({"photos": photos, "signature": [signature] if signature else []})
        form = ReportForm(told, sent, colleagues={1: "Alice"}, actor_id=1)
        assert form.errors == errors


def test_the_route_sheet_of_a_day_is_a_paper(desk: Desk, cast: Cast) -> None:
    plan(cast)
    browser = desk(cast.alice)
    assert reverse("agenda:route") in browser.get(reverse("agenda:index")).content.decode()
    sheet = browser.get(reverse("agenda:route"))
    assert sheet["Content-Type"] == "application/pdf" and sheet.content.startswith(b"%PDF")
