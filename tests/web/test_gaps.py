"""Nobody is forgotten: the page of those for whom nothing comes next, and the action that is set there."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.urls import reverse

from recoup.collections import queries
from recoup.collections.types import FollowUpKind
from recoup.kernel import clock
from recoup.parties.models import Customer
from recoup.team.types import Role
from tests.people import Cast, make_cast, make_person
from tests.web.conftest import Desk
from tests.web.portfolio import sell

pytestmark = [pytest.mark.django_db, pytest.mark.duty("D3")]


@pytest.fixture
def today() -> date:
    return clock.today("Europe/London")


@pytest.fixture
def cast(today: date) -> Cast:
    """Alice and Bob collect; K-1 and K-2 owe something late, and K-2 is Bob's."""
    made = make_cast(Role.COLLECTOR)
    sell(made, today=today, days_late={"K-1": 40, "K-2": 9, "K-3": -5})
    Customer.objects.filter(number="K-1").update(portfolio_owner_id=made.alice.id)
    Customer.objects.filter(number="K-2").update(portfolio_owner_id=made.bob.id)
    return made


def customer(number: str) -> int:
    return Customer.objects.get(number=number).id


def test_a_manager_sees_all_who_were_forgotten_and_a_collector_the_own(desk: Desk, cast: Cast) -> None:
    manager = desk(make_person("Mia", Role.MANAGER, entity=cast.entity))
    assert "owe something late" in manager.get(reverse("today:gap_count")).content.decode()
    page = manager.get(reverse("today:gaps")).content.decode()
    assert "Customer K-1" in page and "Customer K-2" in page and "Customer K-3" not in page
    own = desk(cast.alice).get(reverse("today:gaps")).content.decode()
    assert "Customer K-1" in own and "Customer K-2" not in own


def test_the_next_action_is_set_in_one_step(desk: Desk, cast: Cast, today: date) -> None:
    browser, number = desk(cast.alice), customer("K-1")
    prefix = f"c{number}"
    chosen = {
        f"{prefix}-kind": "CHECK_PAYMENT",
        f"{prefix}-day": (today + timedelta(days=1)).isoformat(),
        f"{prefix}-person": "",
        f"{prefix}-note": "says it was paid",
    }
    browser.post(reverse("today:plan", args=[number]), chosen)

    (planned,) = queries.open_follow_ups(actor=cast.alice, customer_ids=[number])
    assert (planned.kind, planned.due_date) == (FollowUpKind.CHECK_PAYMENT, today + timedelta(days=1))
    assert (planned.person_id, planned.note) == (cast.alice.id, "says it was paid")
    assert "Nobody is forgotten" in browser.get(reverse("today:gaps")).content.decode()
    assert not browser.get(reverse("today:gap_count")).content.decode().strip()


def test_a_day_in_the_past_is_refused_and_a_stranger_finds_nothing(
    desk: Desk, cast: Cast, today: date
) -> None:
    number = customer("K-1")
    chosen = {f"c{number}-kind": "CALL", f"c{number}-day": (today - timedelta(days=1)).isoformat()}
    answer = desk(cast.alice).post(
        reverse("today:plan", args=[number]), chosen, headers={"HX-Request": "true"}
    )
    assert answer.headers["HX-Reswap"] == "none"
    assert queries.open_follow_ups(actor=cast.alice, customer_ids=[number]) == []
    assert desk(cast.charlie).post(reverse("today:plan", args=[number]), chosen).status_code == 404
