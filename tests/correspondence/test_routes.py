"""The route sheet: every visit once, in the order of the way, in the reader's language."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recoup.correspondence.routes import RouteSheet, Stop, in_order, route_pdf
from recoup.kernel.money import Money
from recoup.plumbing.localization import Reader

pytestmark = pytest.mark.duty("C2")
DAY = date(2026, 4, 13)
places = st.tuples(
    st.sampled_from(["", "N1", "SW1"]), st.sampled_from(["", "Leeds", "London"]), st.booleans()
)


def stop(number: str, code: str = "", city: str = "", *, has_address: bool = True) -> Stop:
    lines = ("Market 1", f"{code} {city}") if has_address else ()
    owed = (Money(Decimal("100.00"), "GBP"),)
    return Stop(
        f"Customer {number}",
        number,
        code,
        city,
        lines,
        "Ann",
        "+44 20 7946 0101",
        owed,
        ((owed[0], DAY),),
        "Ring",
    )


@given(st.lists(places, max_size=12))
def test_no_stop_is_lost_and_towns_stay_together(found: list[tuple[str, str, bool]]) -> None:
    stops = [stop(f"K-{n}", code, city, has_address=known) for n, (code, city, known) in enumerate(found)]
    ordered = in_order(stops)
    assert sorted(each.customer_number for each in ordered) == sorted(each.customer_number for each in stops)
    towns = [(not each.address_lines, each.postal_code, each.city) for each in ordered]
    assert all(towns.index(town) + towns.count(town) > at for at, town in enumerate(towns))
    known = [bool(each.address_lines) for each in ordered]
    assert known == sorted(known, reverse=True)


@pytest.mark.parametrize("language", ["en", "fa", "vi", "zh-hans", "pl"])
def test_the_sheet_is_set_in_every_language(language: str) -> None:
    sheet = RouteSheet("ACME", "Dara", DAY, (stop("K-1", "N1", "London"), stop("K-2", has_address=False)))
    reader, at = Reader.for_language(language), datetime(2026, 4, 13, tzinfo=UTC)
    pdf = route_pdf(sheet, reader=reader, made_at=at)
    assert pdf.startswith(b"%PDF") and pdf == route_pdf(sheet, reader=reader, made_at=at)
