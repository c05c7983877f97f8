"""Laws of the guard, for any history: what it allows is lawful, and what it says about later is true."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recoup.engines.guard import (
    ANSWERS,
    Ask,
    ContactRules,
    Facts,
    GuardRule,
    Past,
    Person,
    Rights,
    Stop,
    Verdict,
    decide,
)
from recoup.kernel.contact import Channel, ContactRole, PartyKind, Purpose, StopKind
from tests.engines.guard.world import AMERICA, CHINA, VIETNAM, ask, facts

# New York goes forward on 8 March 2026 and back on 1 November; Chile and Lord Howe have their own ways.
ZONES = ("America/New_York", "America/Los_Angeles", "Asia/Shanghai", "Asia/Ho_Chi_Minh", "America/Santiago")
STARTS = (
    datetime(2026, 3, 5, tzinfo=UTC),
    datetime(2026, 10, 29, tzinfo=UTC),
    datetime(2026, 4, 2, tzinfo=UTC),
)
LAWS = {"VN": VIETNAM, "CN": CHINA, "US": AMERICA}
minutes = st.integers(0, 14 * 24 * 60)


@dataclass(frozen=True)
class Try:
    """Something that happens: we want to contact, or the customer calls."""

    at: datetime
    channel: Channel
    number: str
    answered: bool
    incoming: bool


@st.composite
def stories(draw: st.DrawFn) -> list[Try]:
    start = draw(st.sampled_from(STARTS))
    offsets = sorted(draw(st.lists(minutes, min_size=1, max_size=60)))
    return [
        Try(
            start + timedelta(minutes=offset),
            draw(st.sampled_from([Channel.CALL, Channel.CALL, Channel.SMS, Channel.EMAIL])),
            draw(st.sampled_from(["+1", "+2"])),
            draw(st.integers(0, 9)) == 0,
            draw(st.integers(0, 19)) == 0,
        )
        for offset in offsets
    ]


def live_through(story: Iterable[Try], rules: ContactRules, zones: Sequence[str]) -> list[Past]:
    """Return all that happened when the guard decided about every try in turn."""
    past: list[Past] = []
    for one in story:
        known = facts(*zones, past=tuple(past))
        wanted = ask(one.channel, address=one.number)
        if one.incoming or decide(wanted, known, rules, one.at).is_allowed:
            spoke = one.channel is Channel.CALL and (one.answered or one.incoming)
            past.append(Past(one.at, one.channel, one.number, one.incoming, spoke))
    return past


def local(past: Past, zone: str) -> datetime:
    return past.at.astimezone(ZoneInfo(zone))


@settings(max_examples=150)
@given(stories(), st.lists(st.sampled_from(ZONES), min_size=1, max_size=2, unique=True))
@pytest.mark.duty("C11")
def test_nothing_unlawful_is_ever_allowed(story: list[Try], zones: list[str]) -> None:
    hours = {"VN": (7, 21), "CN": (8, 22), "US": (8, 21)}
    for country, rules in LAWS.items():
        past = live_through(story, rules, zones)
        ours = [one for one in past if not one.is_incoming]
        opens, closes = hours[country]
        assert all(opens <= local(one, zone).hour < closes for one in ours for zone in zones)
        for zone in zones:
            for day in {local(one, zone).date() for one in ours}:
                of_day = [one for one in ours if local(one, zone).date() == day]
                assert country != "VN" or len(of_day) <= 5
                for number in ("+1", "+2"):
                    calls = [one for one in of_day if one.channel is Channel.CALL and one.address == number]
                    # The call that is answered may follow six that were not.
                    missed = [one for one in calls if not one.is_conversation]
                    assert country != "CN" or len(missed) <= 6
        if country == "US":
            check_seven_in_seven([one for one in past if one.channel is Channel.CALL])


def check_seven_in_seven(calls: Sequence[Past]) -> None:
    week = timedelta(days=7)
    made = [one.at for one in calls if not one.is_incoming]
    for at in made:
        assert sum(at - week < other <= at for other in made) <= 7
    talks = [one.at for one in calls if one.is_conversation]
    assert not any(talk < at < talk + week for talk in talks for at in made)


@settings(max_examples=150)
@given(stories(), st.lists(st.sampled_from(ZONES), min_size=1, max_size=2, unique=True), minutes)
def test_the_instant_it_names_is_the_first_allowed(story: list[Try], zones: list[str], offset: int) -> None:
    for rules in LAWS.values():
        known = facts(*zones, past=tuple(live_through(story, rules, zones)))
        at = story[0].at + timedelta(minutes=offset)
        decision = decide(ask(), known, rules, at)
        if decision.not_before is None:
            continue
        assert decision.verdict is Verdict.LATER and decision.not_before > at
        assert decide(ask(), known, rules, decision.not_before).is_allowed
        before = decision.not_before - timedelta(minutes=1)
        assert before < at or not decide(ask(), known, rules, before).is_allowed


@given(stories(), st.sampled_from(ZONES), minutes)
def test_of_two_laws_the_stricter_wins(story: list[Try], zone: str, offset: int) -> None:
    both = ContactRules(
        windows=VIETNAM.windows + AMERICA.windows,
        caps=VIETNAM.caps + AMERICA.caps,
        rests=AMERICA.rests,
        roles=VIETNAM.roles + AMERICA.roles,
    )
    known = facts(zone, past=tuple(live_through(story, VIETNAM, [zone])))
    at = story[0].at + timedelta(minutes=offset)
    answers = [decide(ask(), known, rules, at).is_allowed for rules in (VIETNAM, AMERICA)]
    assert decide(ask(), known, both, at).is_allowed is all(answers)


@given(stories(), st.sampled_from(ZONES), st.sampled_from(list(StopKind)), st.sampled_from(list(Channel)))
def test_a_stop_never_allows_more(story: list[Try], zone: str, kind: StopKind, channel: Channel) -> None:
    known = facts(zone, past=tuple(live_through(story, VIETNAM, [zone])))
    stopped = replace(known, stops=(Stop(kind, story[0].at - timedelta(days=1)),))
    for one in story:
        if decide(ask(channel), stopped, VIETNAM, one.at).is_allowed:
            assert decide(ask(channel), known, VIETNAM, one.at).is_allowed


@st.composite
def anybody(draw: st.DrawFn) -> Facts:
    """Return whoever it is, wherever, with any stop, asked by anyone with any right."""
    zone, kind = draw(st.sampled_from(ZONES)), draw(st.none() | st.sampled_from(list(StopKind)))
    return Facts(
        party_kind=draw(st.sampled_from(list(PartyKind))),
        person=Person(draw(st.sampled_from(list(ContactRole)))),
        zones=(zone,),
        stops=() if kind is None else (Stop(kind, STARTS[0]),),
        past=tuple(live_through(draw(stories()), VIETNAM, [zone])),
        rights=draw(st.builds(Rights, st.booleans(), st.booleans(), st.booleans())),
    )


anything = st.builds(
    Ask,
    channel=st.sampled_from(list(Channel)),
    purpose=st.sampled_from(list(Purpose)),
    address=st.just("+1"),
    visitors=st.integers(1, 2),
    tells_nothing=st.booleans(),
    has_reason=st.booleans(),
)


@settings(max_examples=150)
@given(anything, anybody(), minutes)
@pytest.mark.duty("C11")
def test_nobody_is_contacted_whose_request_to_end_contact_waits_to_be_read(
    wanted: Ask, known: Facts, offset: int
) -> None:
    at = STARTS[0] + timedelta(minutes=offset)
    everything = frozenset({*GuardRule} | {f"{GuardRule.STOP}.{kind}" for kind in StopKind})
    for law in LAWS.values():
        rules = replace(law, overridable=everything)
        read = decide(wanted, known, rules, at)
        unread = decide(wanted, replace(known, has_unread_request=True), rules, at)
        if wanted.purpose in ANSWERS:
            assert unread == read
            continue
        assert not unread.is_allowed and unread.not_before is None
        (ours,) = (finding for finding in unread.findings if finding.rule == GuardRule.UNREAD_REQUEST)
        assert not ours.may_override
        # It comes beside whatever else stands against the contact, and goes without a trace.
        assert [finding for finding in unread.findings if finding is not ours] == [*read.findings]


def test_no_hour_suits_all_ends_of_the_world() -> None:
    asked = decide(
        ask(), facts("Asia/Ho_Chi_Minh", "America/Los_Angeles", "Europe/London"), AMERICA, STARTS[0]
    )
    assert (asked.verdict, asked.not_before) == (Verdict.LATER, None)


@settings(max_examples=100)
@given(stories(), st.lists(st.sampled_from([(), (1,), (2,), (1, 2)]), min_size=60, max_size=60))
@pytest.mark.duty("C11")
def test_no_debt_ever_gets_more_than_seven_calls_in_seven_days(
    story: list[Try], abouts: list[tuple[int, ...]]
) -> None:
    rules = replace(
        AMERICA,
        caps=tuple(replace(cap, per_debt=True) for cap in AMERICA.caps),
        rests=tuple(replace(rest, per_debt=True) for rest in AMERICA.rests),
    )
    past: list[Past] = []
    for one, about in zip(story, abouts, strict=False):
        wanted = ask(Channel.CALL, address=one.number, debts=frozenset(about))
        if decide(wanted, facts("America/New_York", past=tuple(past)), rules, one.at).is_allowed:
            spoke = Past(one.at, Channel.CALL, one.number, False, one.answered, debts=frozenset(about))
            past.append(spoke)
    for debt in (1, 2):
        calls = [call for call in past if not call.debts or debt in call.debts]
        for place, call in enumerate(calls):
            before = [each for each in calls[:place] if call.at - timedelta(days=7) < each.at]
            assert len(before) < 7
            assert not any(each.is_conversation for each in before)
