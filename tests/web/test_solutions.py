"""Ways out on the desk: compared, proposed, decided by the manager, made with the figures filled in."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from django.urls import reverse

from recoup.collections.models import SolutionProposal
from recoup.kernel import clock
from recoup.parties.models import Customer
from recoup.team.models import Approval
from recoup.team.types import Role
from recoup.workflows import approvals
from tests.people import Cast, make_cast, make_person
from tests.web.conftest import Desk
from tests.web.portfolio import sell

pytestmark = [pytest.mark.django_db, pytest.mark.duty("A2.2"), pytest.mark.duty("D2")]
TODAY = clock.today("Europe/London")


@pytest.fixture
def cast() -> Cast:
    """Alice and Bob collect; K-1 owes 100 that is late."""
    made = make_cast(Role.COLLECTOR)
    sell(made, today=TODAY, days_late={"K-1": 20})
    return made


def whom() -> int:
    return Customer.objects.get(number="K-1").id


def address(kind: str = "PLAN", parts: int = 6) -> str:
    return reverse("solutions:propose", args=[whom(), "GBP", kind, parts])


def test_a_collector_proposes_and_goes_on_when_the_manager_approved(desk: Desk, cast: Cast) -> None:
    browser = desk(cast.alice)
    assert address() in browser.get(reverse("plans:solutions", args=[whom()])).content.decode()
    assert "Customer K-1" in browser.get(address()).content.decode()
    assert browser.post(address(), {"reason": ""}).status_code == 422
    assert browser.post(address(), {"reason": "Lost its largest order"}).status_code == 303
    one = SolutionProposal.objects.get()
    listed = browser.get(reverse("solutions:index")).content.decode()
    assert "Waiting for approval" in listed and "100.00" in listed
    assert "waits for approval" in browser.post(address(parts=3), {"reason": "Or this"}).content.decode()

    manager = make_person("Mia", Role.MANAGER, entity=cast.entity)
    request = Approval.objects.get()
    evidence = desk(manager).get(reverse("approvals:detail", args=[request.pk])).content.decode()
    assert "Cash to be expected" in evidence and reverse("solutions:page", args=[one.pk]) in evidence
    approvals.decide(approval_id=request.pk, approve=True, note="", actor=manager, now=clock.now(), on=TODAY)
    page = browser.get(reverse("solutions:page", args=[one.pk])).content.decode()
    assert "Lost its largest order" in page and "count=6" in page
    builder = browser.get(reverse("plans:new", args=[whom()]) + "?currency=GBP&count=6")
    assert builder.context["form"].initial["count"] == 6
    wrong = browser.get(reverse("plans:new", args=[whom()]) + "?count=9999x")
    assert wrong.context["form"].initial["count"] == 3


def test_an_approved_discount_fills_the_offer_in(desk: Desk, cast: Cast) -> None:
    made = desk(cast.alice).get(reverse("offers:new", args=[whom()]) + "?kind=DISCOUNT&percent=3.0")
    assert 'value="3.0"' in made.content.decode()
    assert Decimal(made.context["form"].initial["percent"]) == 3


def test_strangers_find_nothing_and_unknown_ways_are_none(desk: Desk, cast: Cast) -> None:
    browser = desk(cast.alice)
    assert browser.get(address("NONSENSE", 0)).status_code == 404
    assert browser.post(address("PLAN", 5), {"reason": "Five"}).status_code == 422
    browser.post(address(), {"reason": "Lost its largest order"})
    one = SolutionProposal.objects.get()
    assert one.made_on >= TODAY - timedelta(days=1)
    other = desk(cast.charlie)
    assert other.get(reverse("solutions:page", args=[one.pk])).status_code == 404
    assert "K-1" not in other.get(reverse("solutions:index")).content.decode()
    assert other.get(address()).status_code == 404
