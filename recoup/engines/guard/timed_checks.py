"""What stands against a contact at an instant: stops, holds, hours, numbers and rests."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from functools import lru_cache

from recoup.engines.guard.rules import Cap, ContactRules, Counted, GuardRule, Rest, Window
from recoup.engines.guard.standing_checks import consent_state
from recoup.engines.guard.types import (
    Ask,
    ClaimStanding,
    Facts,
    Finding,
    Past,
    Stop,
    Verdict,
)
from recoup.engines.guard.windows import day_start, is_open, next_day, next_open
from recoup.kernel.contact import (
    Channel,
    ConsentScope,
    ConsentState,
    ContactRole,
    Purpose,
    StopKind,
)
from recoup.kernel.sentences import N_, NN_, Sentence

_STOPPED = N_("No contact: {reason}.")
_LAWYER_ONLY = N_("A lawyer represents the debtor: only the lawyer may be contacted.")
_MANAGERS_ONLY = N_("This customer is handled with care: only a manager may make contact.")
_HELD = N_("The customer is left alone: {reason}.")
_ITEMS_HELD = N_("All that could be asked for is held: {reason}.")
_HOURS = N_("Outside of the hours from {opens} to {closes} at the customer's place.")
_HOURS_SOMEWHERE = N_(
    "Outside of the hours from {opens} to {closes} on one of the {count} clocks that may be the customer's."
)
_CLOSED_DAY = N_("No contact on this day at the customer's place.")
_PER_DAY = NN_(
    "The {count} contact allowed in a day has been made.",
    "The {count} contacts allowed in a day have been made.",
)
_PER_DAYS = NN_(
    "The {count} contact allowed within {days} days has been made.",
    "The {count} contacts allowed within {days} days have been made.",
)
_PER_DAY_AND_DEBT = NN_(
    "The {count} contact allowed in a day about one of these debts has been made.",
    "The {count} contacts allowed in a day about one of these debts have been made.",
)
_PER_DAYS_AND_DEBT = NN_(
    "The {count} contact allowed within {days} days about one of these debts has been made.",
    "The {count} contacts allowed within {days} days about one of these debts have been made.",
)
_UNANSWERED = NN_(
    "This number did not answer the {count} call allowed in a day.",
    "This number did not answer the {count} calls allowed in a day.",
)
_CONVERSATIONS = NN_(
    "The {count} conversation allowed has been held.", "The {count} conversations allowed have been held."
)
_RESTING = NN_(
    "After a conversation on the telephone there is no call for {count} day.",
    "After a conversation on the telephone there is no call for {count} days.",
)
_RESTING_DEBT = NN_(
    "After a conversation about one of these debts there is no call about it for {count} day.",
    "After a conversation about one of these debts there is no call about it for {count} days.",
)

_MARKS = frozenset({StopKind.LOST})
_ANSWERS_TOO = frozenset({StopKind.LAWYER, StopKind.DECEASED, StopKind.HANDLE_WITH_CARE})
_FOR_PERSONS = frozenset({StopKind.TIME_BARRED})
_STANDING_IN = frozenset({ContactRole.LAWYER, ContactRole.REPRESENTATIVE})


def timed_findings(ask: Ask, facts: Facts, rules: ContactRules, at: datetime) -> list[Finding]:
    """Return what stands against the contact at the instant (UTC), though it may be gone at another."""
    found: list[Finding] = []
    for stop in facts.stops:
        if stop.since <= at and (stop.until is None or at < stop.until):
            found += _stopped(ask, facts, rules, stop)
    if facts.holds and not ask.is_answer:
        found += _held(facts, rules, at)
    claim = facts.claim
    if (
        claim.standing is ClaimStanding.HELD
        and ask.purpose.chases
        and (claim.until is None or at < claim.until)
    ):
        found.append(_items_held(facts, rules))
    if ask.counts:
        windows = (*rules.windows, *facts.person.hours) if facts.person.hours else rules.windows
        for window in windows:
            if ask.channel in window.channels and (not window.advertising or ask.purpose is Purpose.OFFER):
                outside = _outside(ask, facts, window, at)
                if outside is not None:
                    found.append(outside)
        if facts.past:
            found += _too_often(ask, facts, rules, at)
    return found


def _too_often(ask: Ask, facts: Facts, rules: ContactRules, at: datetime) -> Iterator[Finding]:
    for cap in rules.caps:
        # Too few contacts in all can't be too many of some kind.
        if (
            len(facts.past) >= cap.limit
            and ask.channel in cap.channels
            and (not cap.advertising or ask.purpose is Purpose.OFFER)
        ):
            yield from _capped(ask, facts, cap, at)
    if ask.channel is Channel.CALL:
        for rest in rules.rests:
            yield from _resting(ask, facts, rest, at)


def _stopped(ask: Ask, facts: Facts, rules: ContactRules, stop: Stop) -> Iterator[Finding]:
    """Yield what a stop in force says to this contact; US-A3, US-A11, US-C5, UK-A5, UK-A6, PL-A3."""
    kind = stop.kind
    if kind in _MARKS or (ask.is_answer and kind not in _ANSWERS_TOO):
        return
    if kind in _FOR_PERSONS and not facts.party_kind.is_natural:
        return
    may = f"{GuardRule.STOP}.{kind}" in rules.overridable
    sentence = Sentence(_STOPPED, {"reason": Sentence(kind.label)})
    match kind:
        case StopKind.LAWYER if facts.person.role is ContactRole.LAWYER:
            return
        case StopKind.LAWYER:
            sentence, may = Sentence(_LAWYER_ONLY), False
        case StopKind.DECEASED if facts.person.role in _STANDING_IN:
            return
        case StopKind.HANDLE_WITH_CARE if facts.rights.is_person and facts.rights.may_handle_with_care:
            return
        case StopKind.HANDLE_WITH_CARE:
            sentence, may = Sentence(_MANAGERS_ONLY), False
    verdict = Verdict.NEVER if stop.until is None else Verdict.LATER
    yield Finding(f"{GuardRule.STOP}.{kind}", sentence, verdict, stop.until, may, rules.overridable_source)


def _held(facts: Facts, rules: ContactRules, at: datetime) -> Iterator[Finding]:
    for hold in facts.holds:
        if hold.since <= at and (hold.until is None or at < hold.until):
            sentence = Sentence(_HELD, {"reason": hold.reason})
            may = GuardRule.HOLD in rules.overridable
            yield Finding(GuardRule.HOLD, sentence, Verdict.LATER, hold.until, may, rules.overridable_source)


def _items_held(facts: Facts, rules: ContactRules) -> Finding:
    claim = facts.claim
    assert claim.reason is not None
    code = f"{GuardRule.ITEMS_HELD}.{claim.reason_code}"
    sentence = Sentence(_ITEMS_HELD, {"reason": claim.reason})
    may = code in rules.overridable
    return Finding(code, sentence, Verdict.LATER, claim.until, may, rules.overridable_source)


def _outside(ask: Ask, facts: Facts, window: Window, at: datetime) -> Finding | None:
    for zone in facts.zones:
        if not is_open(window, zone, at):
            break
    else:
        return None
    if window.consent_lifts and consent_state(facts, ConsentScope.OUTSIDE_HOURS, ask) is ConsentState.GIVEN:
        return None
    openings = [next_open(window, zone, at) for zone in facts.zones]
    later = [instant for instant in openings if instant is not None]
    not_before = max(later) if len(later) == len(openings) else None
    return Finding(
        window.rule,
        _hours_sentence(window, len(facts.zones)),
        Verdict.LATER,
        not_before,
        window.may_override,
        window.source,
    )


@lru_cache(maxsize=4096)
def _hours_sentence(window: Window, clocks: int) -> Sentence:
    if window.opens == 0 and window.closes == 24 * 60:
        return Sentence(_CLOSED_DAY)
    hours = {"opens": _clock(window.opens), "closes": _clock(window.closes)}
    return Sentence(_HOURS, hours) if clocks == 1 else Sentence(_HOURS_SOMEWHERE, {**hours, "count": clocks})


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02}:{minutes % 60:02}"


def _capped(ask: Ask, facts: Facts, cap: Cap, at: datetime) -> Iterator[Finding]:
    counted = [past for past in facts.past if _is_counted(past, ask, cap)]
    if len(counted) < cap.limit:
        return
    groups = _by_debt(ask, counted) if cap.per_debt else [counted]
    ends = [_used_up_until(group, facts, cap, at) for group in groups if len(group) >= cap.limit]
    later = [end for end in ends if end is not None]
    if later:
        yield Finding(cap.rule, _cap_sentence(cap), Verdict.LATER, max(later), cap.may_override, cap.source)


def _used_up_until(counted: Sequence[Past], facts: Facts, cap: Cap, at: datetime) -> datetime | None:
    """Return until when the contacts counted use up the cap at the instant, None when they don't."""
    if cap.days:
        span = timedelta(days=cap.days)
        recent = sorted(past.at for past in counted if past.at > at - span)
        return recent[len(recent) - cap.limit] + span if len(recent) >= cap.limit else None
    ends = [
        next_day(zone, at)
        for zone in facts.zones
        if sum(past.at >= day_start(zone, at) for past in counted) >= cap.limit
    ]
    return max(ends, default=None)


def _by_debt(ask: Ask, counted: Sequence[Past]) -> list[list[Past]]:
    """Return the contacts counted for each debt that is asked about; one about all debts counts for each."""
    debts = ask.debts or frozenset().union(*(past.debts for past in counted))
    if not debts:
        return [list(counted)]
    return [[past for past in counted if not past.debts or debt in past.debts] for debt in sorted(debts)]


def _is_counted(past: Past, ask: Ask, cap: Cap) -> bool:
    if past.is_incoming or not past.counts or past.channel not in cap.channels:
        return False
    match cap.counted:
        case Counted.CONVERSATIONS:
            return past.is_conversation
        case Counted.UNANSWERED:
            return not past.is_conversation and past.address == ask.address
        case _:
            return past.is_advertising or not cap.advertising


@lru_cache(maxsize=4096)
def _cap_sentence(cap: Cap) -> Sentence:
    match cap.counted:
        case Counted.CONVERSATIONS:
            text, plural = _CONVERSATIONS
        case Counted.UNANSWERED:
            text, plural = _UNANSWERED
        case _:
            days, day = (_PER_DAYS_AND_DEBT, _PER_DAY_AND_DEBT) if cap.per_debt else (_PER_DAYS, _PER_DAY)
            text, plural = days if cap.days else day
    return Sentence(text, {"count": cap.limit, "days": cap.days}, plural, "count")


def _resting(ask: Ask, facts: Facts, rest: Rest, at: datetime) -> Iterator[Finding]:
    """Yield that a call would come too soon after a conversation; one that the customer began counts (US-A4)."""
    span = timedelta(days=rest.days)
    spoken = [
        past.at
        for past in facts.past
        if past.is_conversation
        and past.channel is Channel.CALL
        and (not rest.per_debt or not (ask.debts and past.debts) or ask.debts & past.debts)
    ]
    if spoken and at < max(spoken) + span:
        text, plural = _RESTING_DEBT if rest.per_debt else _RESTING
        sentence = Sentence(text, {"count": rest.days}, plural, "count")
        not_before = max(spoken) + span
        yield Finding(GuardRule.REST, sentence, Verdict.LATER, not_before, rest.may_override, rest.source)
