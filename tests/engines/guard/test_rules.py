"""The rules of the countries, one by one."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from recoup.engines.guard import (
    AddressState,
    Claim,
    ClaimStanding,
    Consent,
    ContactRules,
    Facts,
    GuardRule,
    Hold,
    Past,
    Person,
    Rights,
    Stop,
    Verdict,
    Window,
    decide,
)
from recoup.kernel.contact import (
    Channel,
    ConsentScope,
    ConsentState,
    ContactRole,
    PartyKind,
    Purpose,
    StopKind,
)
from recoup.kernel.sentences import Sentence
from tests.engines.guard.world import AMERICA, CALLS, CHINA, OPEN_TO, VIETNAM, ask, called, facts, utc

SAIGON, NEW_YORK, SHANGHAI = "Asia/Ho_Chi_Minh", "America/New_York", "Asia/Shanghai"
NOON = utc("2026-03-03 05:00")


@pytest.mark.parametrize(
    ("instant", "allowed"),
    [
        ("2026-03-02 23:59", False),
        ("2026-03-03 00:00", True),
        ("2026-03-03 13:59", True),
        ("2026-03-03 14:00", False),
    ],
)
def test_vietnam_reminds_from_seven_to_nine_in_the_evening(instant: str, allowed: bool) -> None:
    """VN-A1, on the clock of Saigon, seven hours ahead."""
    for channel in (Channel.CALL, Channel.SMS, Channel.EMAIL):
        assert decide(ask(channel), facts(SAIGON), VIETNAM, utc(instant)).is_allowed is allowed


def test_vietnam_knows_no_sixth_reminder_on_a_day_by_whatever_way() -> None:
    five = tuple(
        Past(NOON + timedelta(minutes=minute), channel)
        for minute, channel in enumerate(
            [Channel.SMS, Channel.CALL, Channel.EMAIL, Channel.LETTER, Channel.SMS]
        )
    )
    sixth = decide(ask(), facts(SAIGON, past=five), VIETNAM, NOON + timedelta(hours=1))
    assert (sixth.verdict, sixth.not_before) == (Verdict.LATER, utc("2026-03-04 00:00"))
    assert sixth.findings[0].source == "VN-A1"
    assert decide(ask(), facts(SAIGON, past=five[:4]), VIETNAM, NOON + timedelta(hours=1)).is_allowed


def test_an_answer_to_the_customer_is_no_reminder() -> None:
    five = tuple(Past(NOON, Channel.SMS) for _ in range(5))
    mail = ask(Channel.EMAIL, Purpose.CONFIRMATION)
    assert decide(mail, facts(SAIGON, past=five), VIETNAM, utc("2026-03-03 20:00")).is_allowed


def test_china_leaves_a_number_alone_after_six_calls_that_nobody_answered() -> None:
    """CN-A2: another number, and a number that answered, may still be called."""
    six = called(*(f"2026-03-03 0{hour}:00" for hour in range(1, 7)))
    at = utc("2026-03-03 08:00")
    assert not decide(ask(), facts(SHANGHAI, past=six), CHINA, at).is_allowed
    assert decide(ask(address="+2"), facts(SHANGHAI, past=six), CHINA, at).is_allowed
    answered = (*six[:5], replace(six[5], is_conversation=True))
    assert decide(ask(), facts(SHANGHAI, past=answered), CHINA, at).is_allowed


def test_china_is_quiet_from_ten_to_eight_unless_the_debtor_agreed() -> None:
    late = utc("2026-03-03 14:30")
    known = facts(SHANGHAI)
    assert not decide(ask(), known, CHINA, late).is_allowed
    agreed = Consent(ConsentScope.OUTSIDE_HOURS, ConsentState.GIVEN, Channel.CALL)
    assert decide(ask(), replace(known, consents=(agreed,)), CHINA, late).is_allowed


def test_china_visits_by_two() -> None:
    for visitors, allowed in ((1, False), (2, True)):
        visit = ask(Channel.VISIT, visitors=visitors)
        assert decide(visit, facts(SHANGHAI), CHINA, NOON).is_allowed is allowed


def test_china_asks_others_only_where_the_debtor_is_lost_and_says_nothing() -> None:
    """CN-A3."""
    other = facts(SHANGHAI, person=Person(ContactRole.THIRD_PERSON))
    lost = replace(other, stops=(Stop(StopKind.LOST, utc("2026-01-01 00:00")),))
    assert not decide(ask(tells_nothing=True), other, CHINA, NOON).is_allowed
    assert not decide(ask(), lost, CHINA, NOON).is_allowed
    assert decide(ask(tells_nothing=True), lost, CHINA, NOON).is_allowed
    assert not decide(ask(tells_nothing=True), lost, VIETNAM, NOON).is_allowed


def test_america_calls_only_when_it_is_day_at_home_and_where_the_number_is() -> None:
    """US-A2: New York and Los Angeles are three hours apart; on 3 March 08:00 there is 16:00 UTC."""
    known = facts(NEW_YORK, "America/Los_Angeles")
    early = decide(ask(), known, AMERICA, utc("2026-03-03 14:00"))
    assert early.not_before == utc("2026-03-03 16:00")
    assert decide(ask(), known, AMERICA, utc("2026-03-03 16:00")).is_allowed
    assert not decide(ask(), known, AMERICA, utc("2026-03-04 02:00")).is_allowed


def test_america_calls_seven_times_in_seven_days() -> None:
    """US-A4: the window rolls; the eighth call waits for the first to be seven days old."""
    seven = called(*(f"2026-03-0{day} 15:00" for day in range(2, 9)))
    eighth = decide(ask(), facts(NEW_YORK, past=seven), AMERICA, utc("2026-03-08 16:00"))
    assert eighth.not_before == utc("2026-03-09 15:00")
    assert decide(ask(), facts(NEW_YORK, past=seven), AMERICA, utc("2026-03-09 15:00")).is_allowed


@pytest.mark.parametrize("incoming", [False, True])
def test_america_rests_seven_days_after_a_conversation_whoever_called(incoming: bool) -> None:
    talk = called("2026-03-02 15:00", is_conversation=True, is_incoming=incoming)
    known = facts(NEW_YORK, past=talk)
    answer = decide(ask(), known, AMERICA, utc("2026-03-05 15:00"))
    assert answer.not_before == utc("2026-03-09 15:00")
    assert decide(ask(Channel.EMAIL), known, AMERICA, utc("2026-03-05 15:00")).is_allowed


def test_calls_of_the_customer_do_not_count_to_the_seven() -> None:
    theirs = called(*(f"2026-03-0{day} 15:00" for day in range(2, 9)), is_incoming=True)
    known = facts(NEW_YORK, past=theirs)
    assert decide(ask(), known, AMERICA, utc("2026-03-08 16:00")).is_allowed


def test_a_presumption_is_passed_by_who_may_with_a_reason_and_a_law_is_not() -> None:
    talk = called("2026-03-02 15:00", is_conversation=True)
    manager = facts(NEW_YORK, past=talk, rights=Rights(is_person=True, may_override=True))
    day, night = utc("2026-03-05 15:00"), utc("2026-03-05 04:00")
    assert not decide(ask(), manager, AMERICA, day).is_allowed
    assert not decide(ask(has_reason=True), facts(NEW_YORK, past=talk), AMERICA, day).is_allowed
    passed = decide(ask(has_reason=True), manager, AMERICA, day)
    assert passed.is_allowed and passed.findings[0].is_overridden
    assert not decide(ask(has_reason=True), manager, AMERICA, night).is_allowed


def test_the_day_of_summer_time_has_its_hours_right() -> None:
    """On 8 March 2026 New York's 08:00 is 12:00 UTC; the day before it was 13:00."""
    assert not decide(ask(), facts(NEW_YORK), AMERICA, utc("2026-03-07 12:30")).is_allowed
    assert decide(ask(), facts(NEW_YORK), AMERICA, utc("2026-03-08 12:30")).is_allowed


def test_an_hour_that_the_clocks_skip_or_repeat_is_read_strictly() -> None:
    night = ContactRules(windows=(Window(GuardRule.HOURS, CALLS, 90, 150),), roles=(OPEN_TO,))
    on = {hour: utc(f"2026-11-01 {hour}") for hour in ("05:45", "06:15", "06:45", "07:15", "07:45")}
    known = facts(NEW_YORK)
    answers = {hour: decide(ask(), known, night, at).is_allowed for hour, at in on.items()}
    # 05:30 UTC is 01:30 for the first time, 06:30 UTC for the second; 02:30 comes once, at 07:30 UTC.
    assert answers == {"05:45": False, "06:15": False, "06:45": True, "07:15": True, "07:45": False}


def test_office_days_leave_out_weekends_and_holidays_but_not_worked_weekends() -> None:
    office = ContactRules(
        windows=(Window(GuardRule.HOURS, CALLS, 510, 1080, days=None, country="CN"),), roles=(OPEN_TO,)
    )
    new_year = decide(ask(), facts(SHANGHAI), office, utc("2026-02-15 03:00"))
    assert new_year.not_before == utc("2026-02-24 00:30")
    # Saturday 14 February is worked for the Spring Festival.
    assert decide(ask(), facts(SHANGHAI), office, utc("2026-02-14 03:00")).is_allowed


def test_a_closure_announced_the_day_before_closes_the_day() -> None:
    window = Window(GuardRule.HOURS, CALLS, closures=frozenset({date(2026, 3, 3)}))
    rules = ContactRules(windows=(window,), roles=(OPEN_TO,))
    answer = decide(ask(), facts(SAIGON), rules, NOON)
    assert answer.not_before == utc("2026-03-03 17:00")


@pytest.mark.parametrize("kind", sorted(set(StopKind) - {StopKind.LOST}))
def test_every_stop_ends_all_reminders_of_a_person(kind: StopKind) -> None:
    stopped = facts(SAIGON, stops=(Stop(kind, utc("2026-01-01 00:00")),))
    answer = decide(ask(), stopped, VIETNAM, NOON)
    assert (answer.verdict, answer.not_before) == (Verdict.NEVER, None)


def test_a_stop_with_an_end_is_over_at_its_end() -> None:
    """UK-A6: sixty days of breathing space."""
    end = utc("2026-04-01 05:00")
    space = Stop(StopKind.BREATHING_SPACE, utc("2026-01-31 00:00"), end)
    assert decide(ask(), facts(SAIGON, stops=(space,)), VIETNAM, NOON).not_before == end


def test_a_lawyer_takes_over() -> None:
    """US-A3."""
    stops = (Stop(StopKind.LAWYER, utc("2026-01-01 00:00")),)
    assert not decide(ask(), facts(SAIGON, stops=stops), VIETNAM, NOON).is_allowed
    lawyer = facts(SAIGON, stops=stops, person=Person(ContactRole.LAWYER))
    assert decide(ask(), lawyer, VIETNAM, NOON).is_allowed


def test_a_company_may_be_reminded_of_what_is_time_barred_for_persons() -> None:
    """US-C5, PL-C6 protect consumers."""
    stops = (Stop(StopKind.TIME_BARRED, utc("2026-01-01 00:00")),)
    company = facts(SAIGON, stops=stops, party_kind=PartyKind.COMPANY)
    assert decide(ask(), company, VIETNAM, NOON).is_allowed


@pytest.mark.parametrize(
    ("claim", "verdict"),
    [
        (Claim(ClaimStanding.NOTHING_OPEN), Verdict.NEVER),
        (Claim(ClaimStanding.COVERED), Verdict.NEVER),
        (Claim(ClaimStanding.HELD, Sentence("Disputed"), "DISPUTED"), Verdict.LATER),
    ],
)
def test_who_paid_promised_or_disputes_is_not_chased_but_is_answered(claim: Claim, verdict: Verdict) -> None:
    known = facts(SAIGON, claim=claim)
    assert decide(ask(), known, VIETNAM, NOON).verdict is verdict
    assert decide(ask(purpose=Purpose.REPLY), known, VIETNAM, NOON).is_allowed


def test_a_promise_holds_until_its_day() -> None:
    end = utc("2026-03-10 17:00")
    known = facts(SAIGON, claim=Claim(ClaimStanding.HELD, Sentence("Promised"), "PROMISED", end))
    # 17:00 UTC is midnight in Saigon: the window opens at seven.
    assert decide(ask(), known, VIETNAM, NOON).not_before == utc("2026-03-11 00:00")


def test_a_hold_leaves_the_customer_alone() -> None:
    hold = Hold(Sentence("Hardship"), utc("2026-01-01 00:00"))
    answer = decide(ask(), facts(SAIGON, holds=(hold,)), VIETNAM, NOON)
    assert (answer.verdict, answer.not_before) == (Verdict.LATER, None)


@pytest.mark.duty("C11")
@pytest.mark.parametrize("purpose", list(Purpose))
@pytest.mark.parametrize("channel", list(Channel))
def test_what_perhaps_asks_to_end_contact_stops_what_a_stop_of_all_contact_stops(
    channel: Channel, purpose: Purpose
) -> None:
    """US-A3: until somebody has read it, as strict as the stop that it may lead to; then contact goes on."""
    wanted = ask(channel, purpose, has_reason=True)
    manager = facts(SAIGON, rights=Rights(True, True, True))
    unread = decide(wanted, replace(manager, has_unread_request=True), VIETNAM, NOON)
    stopped = replace(manager, stops=(Stop(StopKind.CEASE, utc("2026-01-01 00:00")),))
    assert unread.is_allowed is decide(wanted, stopped, VIETNAM, NOON).is_allowed
    assert decide(wanted, manager, VIETNAM, NOON).is_allowed
    if not unread.is_allowed:
        (finding,) = unread.findings
        # It waits for a person, not for a time, so a message is kept and not thrown away.
        assert (unread.verdict, unread.not_before) == (Verdict.LATER, None)
        assert "nobody has read it yet" in finding.sentence.text and "1692c(c)" in finding.source


@pytest.mark.parametrize(
    ("word", "allowed"),
    [
        (Consent(ConsentScope.CONTACT, ConsentState.OBJECTED, Channel.CALL), False),
        (Consent(ConsentScope.CONTACT, ConsentState.WITHDRAWN, Channel.CALL, "+1"), False),
        (Consent(ConsentScope.CONTACT, ConsentState.OBJECTED, Channel.CALL, "+2"), True),
        (Consent(ConsentScope.CONTACT, ConsentState.OBJECTED, Channel.SMS), True),
    ],
)
def test_an_objection_counts_for_its_channel_and_address(word: Consent, allowed: bool) -> None:
    """US-A6, US-A10."""
    assert decide(ask(), facts(SAIGON, consents=(word,)), VIETNAM, NOON).is_allowed is allowed


def everybody_allowed(known: Facts) -> bool:
    return decide(ask(), known, VIETNAM, NOON).is_allowed


def test_only_who_has_to_do_with_the_debt_is_told() -> None:
    """VN-A2: the debtor, the co-debtor, the guarantor and who speaks for them; nobody else."""
    for role in ContactRole:
        known = facts(SAIGON, person=Person(role))
        assert everybody_allowed(known) is (role is not ContactRole.THIRD_PERSON)
    assert not everybody_allowed(facts(SAIGON, person=Person(None)))
    assert not everybody_allowed(facts(SAIGON, person=Person(ContactRole.DEBTOR, AddressState.UNKNOWN)))


def test_all_that_stands_against_a_contact_is_said_at_once() -> None:
    known = facts(
        SAIGON,
        person=Person(ContactRole.THIRD_PERSON),
        holds=(Hold(Sentence("Hardship"), utc("2026-01-01 00:00")),),
    )
    rules = {finding.rule for finding in decide(ask(), known, VIETNAM, utc("2026-03-03 20:00")).findings}
    assert rules == {GuardRule.ROLE, GuardRule.HOLD, GuardRule.HOURS}


def test_an_instant_in_another_zone_is_the_same_instant() -> None:
    at = datetime(2026, 3, 3, 5, 0, tzinfo=UTC)
    assert decide(ask(), facts(SAIGON), VIETNAM, at) == decide(ask(), facts(SAIGON), VIETNAM, at.astimezone())


PER_DEBT = replace(
    AMERICA,
    caps=tuple(replace(cap, per_debt=True) for cap in AMERICA.caps),
    rests=tuple(replace(rest, per_debt=True) for rest in AMERICA.rests),
)
DAYS = tuple(f"2026-03-0{day} 15:00" for day in range(1, 8))
NEW_YORK = "America/New_York"


@pytest.mark.duty("C11")
def test_each_debt_has_seven_calls_in_seven_days_of_its_own() -> None:
    """US-A4, 12 CFR 1006.14(b): it is counted for each debt; a call about the whole account counts for each."""
    first, second, account = ({"debts": frozenset(debts)} for debts in ((1,), (2,), ()))
    at = utc("2026-03-07 16:00")
    known = facts(NEW_YORK, past=called(*DAYS, debts=frozenset({1})))
    answers = [decide(ask(**about), known, PER_DEBT, at) for about in (first, second, account)]
    assert [answer.verdict for answer in answers] == [Verdict.LATER, Verdict.ALLOWED, Verdict.LATER]
    assert answers[0].not_before == answers[2].not_before == utc("2026-03-08 15:00")
    assert decide(ask(debts=frozenset({1, 2})), known, PER_DEBT, at).verdict is Verdict.LATER
    both = facts(NEW_YORK, past=called(*DAYS))
    assert decide(ask(**second), both, PER_DEBT, at).verdict is Verdict.LATER
    # Where the rule counts the customer as a whole, another debt buys no more calls.
    assert decide(ask(**second), known, AMERICA, at).verdict is Verdict.LATER


def test_the_rest_after_a_conversation_is_about_what_was_spoken_of() -> None:
    spoken = called("2026-03-03 15:00", debts=frozenset({1}), is_conversation=True)
    at = utc("2026-03-04 16:00")
    known = facts(NEW_YORK, past=spoken)
    answers = [decide(ask(debts=frozenset(debts)), known, PER_DEBT, at) for debts in ((1,), (2,), ())]
    assert [answer.is_allowed for answer in answers] == [False, True, False]
    their_call = replace(spoken[0], debts=frozenset(), is_incoming=True)
    known = facts(NEW_YORK, past=(their_call,))
    assert not decide(ask(debts=frozenset({2})), known, PER_DEBT, at).is_allowed
