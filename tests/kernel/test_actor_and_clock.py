"""Who acts, and when."""

from datetime import UTC, timedelta

import pytest

from recoup.kernel import clock
from recoup.kernel.actor import Actor, ActorKind


def test_the_program_is_no_person() -> None:
    program = Actor.program("daily run")
    assert (program.kind, program.id, program.name) == (ActorKind.PROGRAM, 0, "daily run")
    assert program.is_program
    assert not Actor(ActorKind.USER, 7, "Alice").is_program


def test_now_is_in_utc() -> None:
    assert clock.now().tzinfo is UTC


@pytest.mark.parametrize("zone", ["Asia/Ho_Chi_Minh", "Asia/Tehran", "Europe/Warsaw", "Pacific/Kiritimati"])
def test_today_is_the_day_there(zone: str) -> None:
    assert abs(clock.today(zone) - clock.now().date()) <= timedelta(days=1)


def test_the_clock_shows_two_days_at_once_somewhere() -> None:
    assert clock.today("Pacific/Kiritimati") > clock.today("Pacific/Pago_Pago")
