"""The list of customers: found as one types, filtered, sorted by money, with figures that are the ledger's own."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import connection

from recoup.engines.priority import Behavior
from recoup.kernel.money import Money
from recoup.parties import operations as parties
from recoup.parties.types import HoldReason, HoldScope, NewHold
from recoup.reports.queries.customers import customer_list, customer_places
from recoup.reports.types import CustomerListPage, CustomerListRequest, CustomerListSort
from recoup.team.types import Role
from tests.people import NOW, make_person
from tests.reports.shop import TODAY, Shop, apply, open_shop, rank, rate, receive, sell

pytestmark = [pytest.mark.django_db, pytest.mark.duty("B1"), pytest.mark.duty("E9")]

NAMES = {
    "V-1": "Công ty TNHH Hải Sản Hạ Long",
    "P-1": "Zakłady Północ Sp. z o.o.",
    "C-1": "广州恒达贸易有限公司",
    "I-1": "شرکت آرمان صنعت",
    "U-1": "Halong Marine Supplies",
}


def listed(shop: Shop, **asked: object) -> CustomerListPage:
    """Return what Alice sees."""
    return customer_list(request=CustomerListRequest(on=TODAY, **asked), actor=shop.alice)  # type: ignore[arg-type]  # fields by name


def found(shop: Shop, **asked: object) -> list[str]:
    """Return the numbers of the customers that Alice sees, in their order."""
    return [row.customer.number for row in listed(shop, **asked).rows]


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("ha long", ["V-1", "U-1"]),
        ("halong", ["U-1"]),
        ("hai san", ["V-1"]),
        ("zaklady polnoc", ["P-1"]),
        ("ZAKŁADY", ["P-1"]),
        ("guangzhou hengda", ["C-1"]),
        ("gzhd", ["C-1"]),
        ("恒达", ["C-1"]),
        ("آرمان", ["I-1"]),
        ("ارمان", ["I-1"]),
        ("p-1", ["P-1"]),
        ("100%", []),
        ("_", []),
    ],
)
def test_names_are_found_without_marks(text: str, numbers: list[str]) -> None:
    shop = open_shop(NAMES)
    assert found(shop, text=text) == numbers


def test_whoever_bears_the_number_itself_comes_first() -> None:
    shop = open_shop({"10": "Zulu", "100": "Alpha 10", "1000": "Beta 10"})
    assert found(shop, text="10")[0] == "10"


def test_the_tax_number_is_found_too() -> None:
    shop = open_shop(NAMES, tax_id={"P-1": "PL 525-000-78-09"})
    assert found(shop, text="5250007809") == ["P-1"]


def test_sorted_by_name_and_number_both_ways() -> None:
    shop = open_shop({"3": "Alpha", "1": "Bravo", "2": "Charlie"})
    assert found(shop) == ["3", "1", "2"]
    assert found(shop, descending=True) == ["2", "1", "3"]
    assert found(shop, sort=CustomerListSort.NUMBER) == ["1", "2", "3"]


def test_sorted_by_money_and_days_whoever_owes_nothing_last() -> None:
    """
    A owes 50 (10 days late) and 500 not due, B 200 (5 days late), C nothing, D 10 (90 days late).
    """
    shop = open_shop({"A": "A", "B": "B", "C": "C", "D": "D"})
    sell(shop, "A", "1", "50.00", days_late=10)
    sell(shop, "A", "2", "500.00", days_late=-10)
    sell(shop, "B", "3", "200.00", days_late=5)
    sell(shop, "D", "4", "10.00", days_late=90)
    assert found(shop, sort=CustomerListSort.OPEN, descending=True) == ["A", "B", "D", "C"]
    assert found(shop, sort=CustomerListSort.OPEN) == ["D", "B", "A", "C"]
    assert found(shop, sort=CustomerListSort.OVERDUE, descending=True) == ["B", "A", "D", "C"]
    assert found(shop, sort=CustomerListSort.DAYS_LATE, descending=True) == ["D", "A", "B", "C"]
    assert found(shop, sort=CustomerListSort.DAYS_LATE) == ["B", "A", "D", "C"]


def test_amounts_of_several_currencies_compare_by_their_rates() -> None:
    """A owes 100 GBP (115 EUR), B 1,000,000 VND (35 EUR), C 90 EUR; the yen of D has no rate and comes last."""
    shop = open_shop({"A": "A", "B": "B", "C": "C", "D": "D"})
    rate("GBP", "1.15")
    rate("VND", "0.000035")
    sell(shop, "A", "1", "100.00")
    sell(shop, "B", "2", "1000000", currency="VND")
    sell(shop, "C", "3", "90.00", currency="EUR")
    sell(shop, "D", "4", "5000000", currency="JPY")
    assert found(shop, sort=CustomerListSort.OPEN, descending=True) == ["A", "C", "B", "D"]


def test_without_any_rate_amounts_compare_as_they_stand() -> None:
    shop = open_shop({"A": "A", "B": "B"})
    sell(shop, "A", "1", "100.00")
    sell(shop, "B", "2", "300.00")
    assert found(shop, sort=CustomerListSort.OPEN, descending=True) == ["B", "A"]


def test_sorting_goes_on_over_the_pages() -> None:
    shop = open_shop({f"{number:02}": f"Customer {number:02}" for number in range(7)})
    for number in (2, 5, 3):
        sell(shop, f"{number:02}", f"INV-{number}", f"{number}00.00", days_late=number)
    pages = [
        found(shop, sort=CustomerListSort.OVERDUE, descending=True, page=page, size=2)
        for page in (1, 2, 3, 4)
    ]
    assert pages == [["05", "03"], ["02", "00"], ["01", "04"], ["06"]]
    beyond = listed(shop, sort=CustomerListSort.OVERDUE, page=99, size=2)
    assert (beyond.number, beyond.total) == (4, 7)


def test_the_figures_shown_are_the_ledgers_own() -> None:
    """A owes 100 (40 days late, 30 of it paid) and 50 not due, and has 20 unapplied; in euros 7 without due date."""
    shop = open_shop({"A": "A"})
    late = sell(shop, "A", "1", "100.00", days_late=40)
    sell(shop, "A", "2", "50.00", days_late=-5)
    sell(shop, "A", "3", "7.00", days_late=None, currency="EUR")
    apply(receive(shop, "A", "R-1", "50.00"), late, "30.00")
    (row,) = listed(shop).rows
    pounds, euros = row.balances
    assert pounds.total == Money(Decimal("100.00"), "GBP")
    assert pounds.overdue == Money(Decimal("70.00"), "GBP")
    assert pounds.days_late == 40
    assert sum(pounds.buckets, Money.zero("GBP")) == pounds.total
    assert (euros.total, euros.days_late) == (Money(Decimal("7.00"), "EUR"), 0)


def test_what_is_kept_for_sorting_follows_the_journal() -> None:
    shop = open_shop({"A": "A", "B": "B"})
    sell(shop, "A", "1", "100.00")
    assert found(shop, sort=CustomerListSort.OPEN, descending=True) == ["A", "B"]
    sell(shop, "B", "2", "200.00")
    expire()
    assert found(shop, sort=CustomerListSort.OPEN, descending=True) == ["B", "A"]
    apply(receive(shop, "B", "R", "200.00"), find_item(shop, "2"), "200.00")
    expire()
    assert found(shop, sort=CustomerListSort.OPEN, descending=True) == ["A", "B"]


def test_on_a_large_ledger_the_sorting_may_be_minutes_old() -> None:
    """The sums took a minute: they are kept for two hours although the journal moved."""
    shop = open_shop({"A": "A", "B": "B"})
    sell(shop, "A", "1", "100.00")
    assert found(shop, sort=CustomerListSort.OPEN, descending=True) == ["A", "B"]
    with connection.cursor() as cursor:
        cursor.execute("UPDATE reports_sortingrun SET took = interval '1 minute'")
    sell(shop, "B", "2", "200.00")
    page = listed(shop, sort=CustomerListSort.OPEN, descending=True)
    assert [row.customer.number for row in page.rows] == ["A", "B"]
    assert page.rows[1].balances[0].total == Money(Decimal("200.00"), "GBP")


def test_points_class_and_reason_are_those_of_the_last_worklist() -> None:
    shop = open_shop({"A": "A", "B": "B", "C": "C"})
    rate("GBP", "1.15", TODAY - timedelta(days=30))
    sell(shop, "A", "1", "100.00", days_late=10)
    sell(shop, "B", "2", "60000.00", days_late=95)
    rank(shop, TODAY - timedelta(days=1))
    page = listed(shop, sort=CustomerListSort.POINTS, descending=True)
    assert [row.customer.number for row in page.rows] == ["B", "A", "C"]
    first, _, last = page.rows
    assert first.points == 45 and first.reason is not None and first.behavior is Behavior.SILENT
    assert (last.points, last.reason, last.behavior) == (0, None, None)
    assert found(shop, behavior=Behavior.SILENT) == ["B"]


def test_the_filters_narrow_the_list() -> None:
    shop = open_shop(
        {"A": "A", "B": "B", "C": "C"},
        country={"A": "PL", "B": "VN"},
        currency={"A": "PLN"},
    )
    parties.assign_portfolio(
        customer_ids=[shop.ids["B"]], user_id=shop.cast.bob.id, actor=shop.alice, now=NOW
    )
    sell(shop, "C", "1", "5.00", days_late=1)
    assert found(shop, country="VN") == ["B"]
    assert found(shop, currency="PLN") == ["A"]
    assert found(shop, owner_id=shop.cast.bob.id) == ["B"]
    assert found(shop, only_overdue=True) == ["C"]
    assert found(shop, only_overdue=True, country="VN") == []
    places = customer_places(entity_ids=[shop.cast.entity.id])
    assert places.countries == ("GB", "PL", "VN")
    assert dict(places.owners) == {shop.cast.bob.id: "Bob"}


def test_who_is_on_hold_is_listed_while_the_hold_lasts() -> None:
    shop = open_shop({"A": "A", "B": "B"})
    for number, until in (("A", TODAY), ("B", TODAY - timedelta(days=1))):
        hold = NewHold(
            shop.ids[number], HoldReason.DISPUTE, HoldScope.CONTACT, TODAY - timedelta(days=9), until
        )
        parties.place_customer_hold(hold=hold, actor=shop.alice, now=NOW)
    assert found(shop, only_held=True) == ["A"]
    assert [row.is_held for row in listed(shop).rows] == [True, False]


def test_strangers_see_none_of_it() -> None:
    shop = open_shop(NAMES)
    request = CustomerListRequest(on=TODAY)
    assert customer_list(request=request, actor=shop.cast.charlie).total == 0
    elsewhere = CustomerListRequest(on=TODAY, entity_ids=(shop.cast.entity.id,))
    assert customer_list(request=elsewhere, actor=shop.cast.charlie).rows == ()


def test_the_service_center_sees_what_is_owed_but_no_points() -> None:
    shop = open_shop({"A": "A"})
    sell(shop, "A", "1", "100.00", days_late=10)
    rank(shop)
    clerk = make_person("Sam", Role.SERVICE_CENTER, entity=shop.cast.entity)
    (row,) = customer_list(request=CustomerListRequest(on=TODAY), actor=clerk).rows
    assert row.balances[0].overdue == Money(Decimal("100.00"), "GBP")
    assert (row.points, row.reason, row.behavior) == (0, None, None)


def expire() -> None:
    """Let what is kept for sorting be too old to be kept any longer."""
    with connection.cursor() as cursor:
        cursor.execute("UPDATE reports_sortingrun SET made_at = made_at - interval '1 day'")


def find_item(shop: Shop, number: str) -> int:
    """Return the id of an invoice."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT id FROM ledger_item WHERE number = %s", [number])
        return int(cursor.fetchone()[0])
