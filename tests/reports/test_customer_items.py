"""The items of a customer at any moment: every figure of the aging opens to the items that it is made of."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest

from recoup.kernel.errors import NotFound
from recoup.kernel.money import Money
from recoup.ledger import operations as ledger
from recoup.ledger.types import HoldReason, ItemKind
from recoup.metrics.aging import AgingBy
from recoup.reports.queries.aging import AgingRequest, aging
from recoup.reports.queries.customer_items import customer_items
from recoup.reports.queries.item_holds import item_holds
from recoup.reports.types import CustomerItemSort, CustomerItemsPage, CustomerItemsRequest
from tests.people import NOW
from tests.reports.shop import TODAY, Shop, apply, at, open_shop, receive, sell

pytestmark = [pytest.mark.django_db, pytest.mark.duty("E9")]


def items(shop: Shop, **asked: object) -> CustomerItemsPage:
    """Return the items of customer A that Alice sees."""
    wanted: dict[str, object] = {"customer_id": shop.ids["A"], "as_of": TODAY} | asked
    return customer_items(request=CustomerItemsRequest(**wanted), actor=shop.alice)  # type: ignore[arg-type]  # fields by name


def numbers(shop: Shop, **asked: object) -> list[str]:
    """Return their numbers."""
    return [item.number for item in items(shop, **asked).items]


def busy_shop() -> Shop:
    """
    Customer A, all in pounds but the last; as of 2 March 2026:

    | item | amount | due | what happened |
    |---|---|---|---|
    | LATE-1 | 100 | 1 day ago | nothing |
    | LATE-30 | 200 | 30 days ago | 50 paid 10 days ago, known 2 days ago |
    | LATE-31 | 300 | 31 days ago | nothing |
    | LATE-91 | 400 | 91 days ago | paid 20 days ago |
    | DUE | 500 | today | nothing |
    | OPEN | 600 | not known yet | nothing |
    | R-1 | -70 | | 50 used, 20 unapplied |
    | EUR | 7 | in 5 days | nothing |
    """
    shop = open_shop({"A": "A", "B": "B"})
    for number, amount, days in (("LATE-1", "100", 1), ("LATE-31", "300", 31), ("DUE", "500", 0)):
        sell(shop, "A", number, amount, days_late=days)
    part = sell(shop, "A", "LATE-30", "200", days_late=30)
    paid = sell(shop, "A", "LATE-91", "400", days_late=91)
    sell(shop, "A", "OPEN", "600", days_late=None)
    sell(shop, "A", "EUR", "7", days_late=-5, currency="EUR")
    sell(shop, "B", "OTHER", "999", days_late=3)
    ten, twenty = TODAY - timedelta(days=10), TODAY - timedelta(days=20)
    apply(receive(shop, "A", "R-1", "70", on=ten), part, "50", on=ten, now=at(TODAY - timedelta(days=2)))
    apply(receive(shop, "A", "R-2", "400", on=twenty), paid, "400", on=twenty)
    return shop


def test_open_items_come_by_due_date_with_their_days_and_what_is_left() -> None:
    page = items(busy_shop())
    told = [(item.number, item.days_late, str(item.amount_open.amount.normalize())) for item in page.items]
    assert told == [
        ("LATE-31", 31, "3E+2"),
        ("LATE-30", 30, "1.5E+2"),
        ("LATE-1", 1, "1E+2"),
        ("DUE", 0, "5E+2"),
        ("EUR", 0, "7"),
        ("OPEN", 0, "6E+2"),
        ("R-1", 0, "-2E+1"),
    ]
    assert page.sums == (Money(Decimal(7), "EUR"), Money(Decimal(1630), "GBP"))


def test_settled_items_are_there_when_asked_for() -> None:
    shop = busy_shop()
    assert {"LATE-91", "R-2"} == set(numbers(shop, only_open=False)) - set(numbers(shop))


@pytest.mark.parametrize("days_ago", [0, 5, 15, 25, 95])
@pytest.mark.parametrize("known_days_ago", [None, 1, 3])
def test_every_bucket_of_the_aging_is_the_sum_of_its_items(days_ago: int, known_days_ago: int | None) -> None:
    shop = busy_shop()
    as_of = TODAY - timedelta(days=days_ago)
    known_at: datetime | None = None if known_days_ago is None else at(TODAY - timedelta(days=known_days_ago))
    table = aging(
        request=AgingRequest(AgingBy.CUSTOMER, as_of, known_at, customer_ids=(shop.ids["A"],)),
        actor=shop.alice,
    )
    for row in table.rows:
        for bucket, money in zip(table.bucket_set.names, row.money, strict=True):
            page = items(shop, as_of=as_of, known_at=known_at, bucket=bucket, currency=row.currency)
            assert sum((item.amount_open for item in page.items), Money.zero(row.currency)) == money, bucket


def test_the_past_is_shown_as_it_was_and_as_it_was_known() -> None:
    shop = busy_shop()
    fifteen, five = TODAY - timedelta(days=15), TODAY - timedelta(days=5)
    assert "R-1" not in numbers(shop, as_of=fifteen, only_open=False)
    then = {item.number: item.amount_open for item in items(shop, as_of=five).items}
    assert then["LATE-30"] == Money(Decimal(150), "GBP")
    known = {item.number: item.amount_open for item in items(shop, as_of=five, known_at=at(five)).items}
    assert known["LATE-30"] == Money(Decimal(200), "GBP")


def test_items_are_filtered_by_kind_number_and_bucket() -> None:
    shop = busy_shop()
    assert numbers(shop, kind=ItemKind.RECEIPT) == ["R-1"]
    assert numbers(shop, text="late 3") == ["LATE-31", "LATE-30"]
    assert numbers(shop, bucket="late_1_30") == ["LATE-30", "LATE-1"]
    assert numbers(shop, bucket="no_due_date") == ["OPEN"]
    assert numbers(shop, bucket="unapplied") == ["R-1"]
    assert numbers(shop, bucket="no such bucket") == []


def test_items_are_sorted_by_what_is_asked_and_paged() -> None:
    shop = busy_shop()
    assert numbers(shop, sort=CustomerItemSort.OPEN, descending=True, size=2) == ["OPEN", "DUE"]
    assert numbers(shop, sort=CustomerItemSort.NUMBER, page=2, size=3) == ["LATE-30", "LATE-31", "OPEN"]
    assert items(shop, page=50, size=3).number == 3


def test_an_item_dated_tomorrow_does_not_count_today() -> None:
    shop = open_shop({"A": "A"})
    sell(shop, "A", "TOMORROW", "10", days_late=-90, on=TODAY + timedelta(days=31))
    assert numbers(shop) == []
    assert numbers(shop, as_of=date(2026, 6, 1)) == ["TOMORROW"]


def test_held_items_say_why_while_the_hold_lasts() -> None:
    shop = open_shop({"A": "A"})
    item_id = sell(shop, "A", "1", "10", days_late=3)
    ledger.place_item_holds(
        item_ids=[item_id],
        reason=HoldReason.DISPUTED,
        note="wrong price",
        from_date=TODAY,
        until_date=TODAY + timedelta(days=1),
        actor=shop.alice,
        now=NOW,
    )
    assert items(shop).items[0].held is HoldReason.DISPUTED
    assert items(shop, as_of=TODAY + timedelta(days=1)).items[0].held is None
    assert [hold.note for hold in item_holds(customer_id=shop.ids["A"], actor=shop.alice)] == ["wrong price"]
    assert item_holds(customer_id=shop.ids["A"], actor=shop.cast.charlie) == []


def test_strangers_find_no_such_customer() -> None:
    shop = busy_shop()
    request = CustomerItemsRequest(customer_id=shop.ids["A"], as_of=TODAY)
    with pytest.raises(NotFound):
        customer_items(request=request, actor=shop.cast.charlie)
