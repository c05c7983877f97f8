"""The calendar on the desk: whose week, moving work, and what strangers find there."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse

from recoup.collections import operations, queries
from recoup.collections.types import FollowUpKind, NewFollowUp
from recoup.kernel import clock
from recoup.parties.models import Customer
from recoup.team.types import Role
from tests.people import Cast, make_cast
from tests.web.conftest import Desk
from tests.web.portfolio import sell

pytestmark = [pytest.mark.django_db, pytest.mark.duty("C2")]
TODAY = clock.today("Europe/London")


@pytest.fixture
def cast() -> Cast:
    """Alice and Bob collect; K-1 owes 100 that is late."""
    made = make_cast(Role.COLLECTOR)
    sell(made, today=TODAY, days_late={"K-1": 20})
    return made


def plan(cast: Cast, kind: FollowUpKind = FollowUpKind.VISIT) -> int:
    """Let Alice plan a visit for today."""
    return operations.plan_follow_up(
        customer_id=Customer.objects.get(number="K-1").id,
        follow_up=NewFollowUp(kind, TODAY, person_id=cast.alice.id, note="Bring the papers"),
        on=TODAY,
        actor=cast.alice,
        now=clock.now(),
    )


def test_the_week_shows_ones_own_work_and_on_demand_that_of_all(desk: Desk, cast: Cast) -> None:
    plan(cast)
    address = reverse("agenda:index")
    assert "Bring the papers" in desk(cast.alice).get(address).content.decode()
    browser = desk(cast.bob)
    assert "Bring the papers" not in browser.get(address).content.decode()
    assert "Bring the papers" in browser.get(address + "?whose=all").content.decode()
    assert "Bring the papers" in browser.get(address, {"whose": cast.alice.id}).content.decode()
    assert "Bring the papers" not in desk(cast.charlie).get(address + "?whose=all").content.decode()
    later = (TODAY + timedelta(days=21)).isoformat()
    assert "Bring the papers" not in browser.get(address, {"whose": "all", "day": later}).content.decode()


def test_work_is_moved_to_a_colleague_with_a_reason(desk: Desk, cast: Cast) -> None:
    browser, address = desk(cast.alice), reverse("agenda:move_follow_up", args=[plan(cast)])
    assert "Bob" in browser.get(address).content.decode()
    day = (TODAY + timedelta(days=2)).isoformat()
    assert browser.post(address, {"day": day, "person": cast.bob.id, "reason": ""}).status_code == 422
    assert browser.post(address, {"day": day, "person": cast.bob.id, "reason": "Ill"}).status_code == 303
    (left,) = queries.open_follow_ups(actor=cast.alice)
    assert (left.due_date.isoformat(), left.person_id) == (day, cast.bob.id)
    assert browser.post(address, {"day": day, "person": "", "reason": "Ill"}).status_code == 422
    assert desk(cast.charlie).get(address).status_code == 404


def test_a_reader_of_persian_sees_the_week_from_saturday_in_the_solar_hijri_calendar(
    desk: Desk, cast: Cast
) -> None:
    browser = desk(cast.alice)
    browser.post(reverse("preferences:language"), {"language": "fa"})
    page = browser.get(reverse("agenda:index"), {"day": "2026-04-15"}).content.decode()
    first, last = page.index("۲۲ فروردین ۱۴۰۵"), page.rindex("۲۸ فروردین ۱۴۰۵")
    assert 'dir="rtl"' in page and first < page.index("شنبه", first - 40) + 40 < last
