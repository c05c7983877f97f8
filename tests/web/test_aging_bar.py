"""The aging bar: proportional, whole, and never nothing divided by nothing."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from recoup.kernel.money import Money
from recoup.web.shared.aging import AgingBar, Bucket, aging_bar

AMOUNTS = st.lists(st.decimals(min_value=-(10**12), max_value=10**12, places=2), max_size=8)


def bar_of(amounts: list[Decimal]) -> AgingBar:
    return aging_bar(
        Bucket(str(place), f"bucket {place}", Money(amount, "USD")) for place, amount in enumerate(amounts)
    )


def test_segments_are_in_proportion() -> None:
    bar = bar_of([Decimal(50), Decimal(30), Decimal(20)])
    assert [(segment.start, segment.width) for segment in bar.segments] == [
        ("0.00", "50.00"),
        ("50.00", "30.00"),
        ("80.00", "20.00"),
    ]


def test_the_bar_says_in_words_what_it_shows() -> None:
    bar = bar_of([Decimal(50), Decimal(0), Decimal("20.5")])
    assert bar.text == "bucket 0: 50.00\u00a0USD · bucket 2: 20.50\u00a0USD"


def test_a_bar_of_nothing_has_no_segments() -> None:
    assert bar_of([]).segments == bar_of([Decimal(0), Decimal(-5)]).segments == ()


@given(AMOUNTS)
def test_the_segments_fill_the_bar(amounts: list[Decimal]) -> None:
    bar = bar_of(amounts)
    widths = [Decimal(segment.width) for segment in bar.segments]
    assert len(widths) == sum(amount > 0 for amount in amounts)
    assert all(width > Decimal("0.9") for width in widths)
    if widths:
        assert abs(sum(widths) - 100) <= Decimal("0.1")
