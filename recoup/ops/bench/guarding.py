"""The contact guard: how many decisions a second on one core."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from time import process_time

from recoup.engines.guard import (
    Ask,
    Cap,
    ContactRules,
    Facts,
    GuardRule,
    Past,
    Person,
    Rest,
    Roles,
    Window,
    decide,
)
from recoup.kernel.contact import Channel, ContactRole, PartyKind, Purpose

GOAL = 50_000
_DECISIONS = 200_000
_ZONES = ("America/New_York", "Europe/Warsaw", "Asia/Ho_Chi_Minh", "Asia/Shanghai", "Asia/Tehran")
_START = datetime(2026, 3, 2, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class GuardFigures:
    """Decisions about calls to persons over two weeks in five zones; `allowed` of them were.

    `seconds` are of the processor: what one core does in them doesn't depend on who else works on the machine.
    """

    decisions: int
    allowed: int
    seconds: float

    @property
    def per_second(self) -> float:
        """Decisions a second."""
        return self.decisions / self.seconds


def measure_guard() -> GuardFigures:
    """Decide many requests of many minds: every hour of two weeks, with and without contacts before."""
    rules = _rules()
    people = [_facts(zone, before) for zone in _ZONES for before in (0, 1, 3)]
    ask = Ask(Channel.CALL, Purpose.REMINDER, "+1")
    instants = [_START + timedelta(hours=hour) for hour in range(14 * 24)]
    work = [(people[n % len(people)], instants[n % len(instants)]) for n in range(_DECISIONS)]
    start = process_time()
    allowed = sum(decide(ask, facts, rules, at).is_allowed for facts, at in work)
    return GuardFigures(_DECISIONS, allowed, process_time() - start)


def told(figures: GuardFigures) -> Iterator[str]:
    """Yield the figures as lines."""
    met = "met" if figures.per_second >= GOAL else "missed"
    share = figures.allowed / figures.decisions
    yield f"guard: {figures.per_second:,.0f} decisions/s on one core, {share:.0%} allowed (goal {GOAL:,}: {met})"


def _rules() -> ContactRules:
    everything = frozenset(Channel)
    return ContactRules(
        windows=(Window(GuardRule.HOURS, everything, 8 * 60, 21 * 60, country="US"),),
        caps=(
            Cap(GuardRule.FREQUENCY, 5, everything),
            Cap(GuardRule.FREQUENCY, 7, frozenset({Channel.CALL}), days=7),
        ),
        rests=(Rest(7),),
        roles=(Roles(frozenset(ContactRole) - {ContactRole.THIRD_PERSON}),),
    )


def _facts(zone: str, before: int) -> Facts:
    past = tuple(Past(_START - timedelta(days=day), Channel.CALL, "+1") for day in range(1, before + 1))
    return Facts(PartyKind.PERSON, Person(ContactRole.DEBTOR), (zone,), past=past)
