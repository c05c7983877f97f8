"""The collection plan on the desk: shown on the customer's page, changed and added to by those who collect."""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse

from recoup.collections import queries
from recoup.collections.models import StepArrangement
from recoup.collections.types import TimetableLine
from recoup.kernel import clock
from recoup.kernel.calendars import calendar_for
from recoup.parties.models import Customer
from recoup.team.types import Role
from tests.people import PROGRAM, Cast, make_cast
from tests.web.conftest import Desk
from tests.web.portfolio import sell

pytestmark = [pytest.mark.django_db, pytest.mark.duty("C2")]
TODAY = clock.today("Europe/London")


@pytest.fixture
def cast() -> Cast:
    """Alice and Bob collect; K-1 owes 100 that fell due yesterday."""
    made = make_cast(Role.COLLECTOR)
    sell(made, today=TODAY, days_late={"K-1": 1})
    return made


def whom() -> int:
    return Customer.objects.get(number="K-1").id


def step(code: str) -> TimetableLine:
    (plan,) = queries.timetables(customer_ids=[whom()], on=TODAY, actor=PROGRAM)
    return next(line for line in plan.lines if line.code == code)


def address(code: str) -> str:
    return reverse("timetables:arrange", args=[whom(), "GBP", code])


def wish(code: str, **said: object) -> dict[str, object]:
    line = step(code)
    seen = line.arranged.id if line.arranged else 0
    return {"anchor": line.anchor_item_id, "seen": seen, "reason": "Agreed by phone", **said}


def working_day(days: int) -> date:
    return calendar_for("GB").add_business_days(TODAY, days)


def test_the_plan_stands_on_the_customers_page(desk: Desk, cast: Cast) -> None:
    browser = desk(cast.alice)
    part = reverse("timetables:of_customer", args=[whom()])
    assert part in browser.get(reverse("customers:timetable", args=[whom()])).content.decode()
    page = browser.get(part).content.decode()
    assert page.index("REMINDER_1") < page.index("CALL_1") < page.index("DEMAND")
    assert address("CALL_1") in page and "Then nothing follows by itself" in page
    assert desk(cast.charlie).get(part).status_code == 404


def test_a_collector_changes_a_step_and_the_reason_is_shown(desk: Desk, cast: Cast) -> None:
    browser = desk(cast.alice)
    assert "Change step CALL_1" in browser.get(address("CALL_1")).content.decode()
    said = wish("CALL_1", day=working_day(10).isoformat(), method="VISIT", person=cast.bob.id)
    assert browser.post(address("CALL_1"), said | {"reason": ""}).status_code == 422
    assert browser.post(address("CALL_1"), said).status_code == 303
    page = browser.get(reverse("timetables:of_customer", args=[whom()])).content.decode()
    assert "Agreed by phone" in page and "Bob" in page and "Visit" in page
    line = step("CALL_1")
    assert (line.day, line.person_id) == (working_day(10), cast.bob.id)
    # The form of before is out of date.
    assert "meanwhile" in browser.post(address("CALL_1"), said).content.decode()
    assert browser.post(address("CALL_1"), wish("CALL_1", left_out="on")).status_code == 303
    assert step("CALL_1").day is None and StepArrangement.objects.count() == 2


def test_what_can_not_be_is_said_in_the_dialog(desk: Desk, cast: Cast) -> None:
    browser = desk(cast.alice)
    answer = browser.post(address("CALL_1"), wish("CALL_1", method="EMAIL"))
    assert answer.status_code == 422 and "Choose the letter" in answer.content.decode()
    assert browser.get(address("NONE")).status_code == 404
    assert desk(cast.charlie).get(address("CALL_1")).status_code == 404


def test_an_own_step_is_added_and_found_in_plan_and_calendar(desk: Desk, cast: Cast) -> None:
    browser = desk(cast.alice)
    add = reverse("timetables:add", args=[whom()])
    assert "Bob" in browser.get(add).content.decode()
    said = {"kind": "VISIT", "day": TODAY.isoformat(), "person": cast.alice.id, "note": "See the shop"}
    assert browser.post(add, said | {"day": "2020-01-01"}).status_code == 422
    assert browser.post(add, said).status_code == 303
    for page in (reverse("timetables:of_customer", args=[whom()]), reverse("agenda:index")):
        assert "See the shop" in browser.get(page).content.decode()


def test_the_calendar_tells_steps_to_come_apart_from_work(desk: Desk, cast: Cast) -> None:
    Customer.objects.filter(number="K-1").update(portfolio_owner=cast.alice.id)
    day = step("REMINDER_1").day
    assert day is not None
    week = reverse("agenda:index")
    mine = desk(cast.alice).get(week, {"day": day.isoformat()}).content.decode()
    assert "to come by the collection plan" in mine
    assert reverse("customers:timetable", args=[whom()]) in mine
    other = desk(cast.bob).get(week, {"day": day.isoformat()}).content.decode()
    assert "to come by the collection plan" not in other
