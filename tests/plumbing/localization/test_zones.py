"""Time zones by their cities."""

import pytest

from recoup.plumbing.localization import time_zone_city


@pytest.mark.parametrize(
    ("language", "cities"),
    [
        ("en", ["Ho Chi Minh City", "Tehran", "Port of Spain", "UTC"]),
        ("zh-hans", ["胡志明市", "德黑兰", "西班牙港", "UTC"]),
        ("pl", ["Ho Chi Minh", "Teheran", "Port-of-Spain", "UTC"]),
    ],
)
def test_a_time_zone_is_called_by_its_city(language: str, cities: list[str]) -> None:
    zones = ("Asia/Ho_Chi_Minh", "Asia/Tehran", "America/Port_of_Spain", "UTC")
    assert [time_zone_city(zone, language) for zone in zones] == cities
