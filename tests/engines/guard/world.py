"""Rules and facts for tests of the guard, made in one line."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from recoup.engines.guard import (
    Ask,
    Cap,
    ContactRules,
    Counted,
    Facts,
    GuardRule,
    Past,
    Person,
    Rest,
    Roles,
    Window,
)
from recoup.kernel.contact import Channel, ContactRole, PartyKind, Purpose

EVERY = frozenset(Channel)
CALLS = frozenset({Channel.CALL})
LIVELY = frozenset({Channel.CALL, Channel.SMS, Channel.VISIT, Channel.EMAIL})
OPEN_TO = Roles(frozenset(ContactRole) - {ContactRole.THIRD_PERSON})

VIETNAM = ContactRules(
    windows=(Window(GuardRule.HOURS, LIVELY, 7 * 60, 21 * 60, country="VN", source="VN-A1"),),
    caps=(Cap(GuardRule.FREQUENCY, 5, EVERY, source="VN-A1"),),
    roles=(OPEN_TO,),
)
CHINA = ContactRules(
    windows=(
        Window(*(GuardRule.HOURS, LIVELY, 8 * 60, 22 * 60), country="CN", source="CN-A1", consent_lifts=True),
    ),
    caps=(Cap(GuardRule.FREQUENCY, 6, CALLS, counted=Counted.UNANSWERED, source="CN-A2"),),
    roles=(replace(OPEN_TO, lost_exception=True, visitors_min=2, source="CN-A3"),),
)
AMERICA = ContactRules(
    windows=(Window(GuardRule.HOURS, LIVELY, 8 * 60, 21 * 60, country="US", source="US-A2"),),
    caps=(Cap(GuardRule.FREQUENCY, 7, CALLS, days=7, source="US-A4", may_override=True),),
    rests=(Rest(7, source="US-A4", may_override=True),),
    roles=(OPEN_TO,),
)


def ask(channel: Channel = Channel.CALL, purpose: Purpose = Purpose.REMINDER, **changes: object) -> Ask:
    """Return a request for a reminder by telephone, but for the changes."""
    asked = Ask(channel, purpose, address="" if channel in (Channel.LETTER, Channel.VISIT) else "+1")
    return replace(asked, **changes)  # type: ignore[arg-type]  # a test names only what differs


def facts(*zones: str, **changes: object) -> Facts:
    """Return a private person who owes, reachable, with nothing against it, but for the changes."""
    known = Facts(PartyKind.PERSON, Person(ContactRole.DEBTOR), zones or ("Asia/Ho_Chi_Minh",))
    return replace(known, **changes)  # type: ignore[arg-type]  # a test names only what differs


def utc(text: str) -> datetime:
    """Return an instant written as `2026-03-08 07:00`."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def called(*instants: str, **changes: object) -> tuple[Past, ...]:
    """Return calls of ours at these instants, unanswered but for the changes."""
    past = [Past(utc(instant), Channel.CALL, "+1") for instant in instants]
    return tuple(replace(one, **changes) for one in past)  # type: ignore[arg-type]  # as above
