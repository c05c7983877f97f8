"""The aging on the desk: asked for, drawn, opened, taken along."""

from __future__ import annotations

from io import BytesIO

import pytest
from django.urls import reverse
from python_calamine import CalamineWorkbook

from recoup.kernel import clock
from tests.people import make_cast
from tests.web.conftest import Desk
from tests.web.portfolio import sell

pytestmark = pytest.mark.django_db


@pytest.mark.duty("A1.1")
def test_buckets_totals_and_tie_out_stand_on_the_page(desk: Desk) -> None:
    cast, today = make_cast(), clock.today("Europe/London")
    sell(cast, today=today, days_late={"K-1": 0, "K-2": 30, "K-3": 31})

    page = desk(cast.alice).get(reverse("aging:index")).content.decode()

    assert "300.00" in page
    assert "tied" in page
    assert "<svg" in page


@pytest.mark.parametrize("by", ["customer", "group", "entity", "currency", "collector"])
def test_it_can_be_asked_by_anything(desk: Desk, by: str) -> None:
    cast, today = make_cast(), clock.today("Europe/London")
    sell(cast, today=today, days_late={"K-1": 10})

    response = desk(cast.alice).get(reverse("aging:index"), {"by": by})

    assert response.status_code == 200
    assert "100.00" in response.content.decode()


def test_a_wider_row_opens_to_its_customers(desk: Desk) -> None:
    cast, today = make_cast(), clock.today("Europe/London")
    sell(cast, today=today, days_late={"K-1": 10})
    within = {"by": "customer", "of": str(cast.entity.id), "of_kind": "entity"}

    browser = desk(cast.alice)

    assert "Customer K-1" in browser.get(reverse("aging:index"), within).content.decode()
    elsewhere = {**within, "of": str(cast.other_entity.id)}
    assert "Customer K-1" not in browser.get(reverse("aging:index"), elsewhere).content.decode()


def test_as_it_was_known_before_the_invoice_was_entered(desk: Desk) -> None:
    cast, today = make_cast(), clock.today("Europe/London")
    sell(cast, today=today, days_late={"K-1": 10})

    page = desk(cast.alice).get(reverse("aging:index"), {"known_at": "2020-01-01T00:00"}).content.decode()

    assert "Nothing is owed" in page


def test_the_workbook_holds_every_row_and_the_proof(desk: Desk) -> None:
    cast, today = make_cast(), clock.today("Europe/London")
    sell(cast, today=today, days_late={"K-1": 10, "=1+1": 20})

    response = desk(cast.alice).get(reverse("aging:workbook"))

    rows = CalamineWorkbook.from_filelike(BytesIO(response.content)).get_sheet_by_index(0).to_python()
    assert {row[0] for row in rows[1:3]} == {"K-1", "=1+1"}
    assert rows[3][-1] == 200.0
    assert "attachment" in response["Content-Disposition"]


def test_other_people_see_other_figures_and_nonsense_is_told(desk: Desk) -> None:
    cast, today = make_cast(), clock.today("Europe/London")
    sell(cast, today=today, days_late={"K-1": 10})

    assert "100.00" not in desk(cast.charlie).get(reverse("aging:index")).content.decode()
    assert desk(cast.alice).get(reverse("aging:index"), {"as_of": "soon"}).status_code == 422
    assert desk(cast.alice).post(reverse("aging:index")).status_code == 405
