"""What the contact guard is asked, what it must know, and what it answers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from recoup.engines.guard.rules import Window
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

ANSWERS = frozenset({Purpose.AGREEMENT, Purpose.CONFIRMATION, Purpose.REPLY})
"""What the customer itself brought about: it chases nobody, so stops and counters leave it alone."""

LIVE = frozenset({Channel.CALL, Channel.VISIT})
"""Where we meet a person: whatever it is for, it disturbs, so hours and counters always look at it."""


class Verdict(StrEnum):
    """Whether a contact may be made."""

    ALLOWED = "ALLOWED"
    LATER = "LATER"
    NEVER = "NEVER"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that stands against a contact: the rule, why in plain words, and until when.

    `not_before` is the instant at which this finding alone is gone, None when it depends on facts. `source` is where
    the rule comes from. `is_overridden` says that a person with the right passes it with a reason.
    """

    rule: str
    sentence: Sentence
    verdict: Verdict
    not_before: datetime | None = None
    may_override: bool = False
    source: str = ""
    is_overridden: bool = False


@dataclass(frozen=True, slots=True)
class Decision:
    """The answer: `not_before` is the first instant at which nothing stands against it if no fact changes."""

    verdict: Verdict
    not_before: datetime | None = None
    findings: tuple[Finding, ...] = ()

    @property
    def is_allowed(self) -> bool:
        """Whether the contact may be made now."""
        return self.verdict is Verdict.ALLOWED


@dataclass(frozen=True, slots=True)
class Ask:
    """A contact that someone wants to make. `tells_nothing` promises that no word about the debt is said.

    `debts` are what it is about; none means that it is about all of them.
    """

    channel: Channel
    purpose: Purpose
    address: str = ""
    language: str = ""
    visitors: int = 1
    tells_nothing: bool = False
    has_reason: bool = False
    debts: frozenset[int] = frozenset()

    @property
    def is_answer(self) -> bool:
        """Whether the customer itself brought the contact about."""
        return self.purpose in ANSWERS

    @property
    def counts(self) -> bool:
        """Whether hours and counters look at it."""
        return self.purpose not in ANSWERS or self.channel in LIVE


@dataclass(frozen=True, slots=True)
class Stop:
    """A stop from one instant to another; `until` None is until lifted."""

    kind: StopKind
    since: datetime
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Hold:
    """A time in which the customer is left alone, for a reason in words."""

    reason: Sentence
    since: datetime
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Consent:
    """The latest word about a channel; an empty address is about all addresses of the channel."""

    scope: ConsentScope
    state: ConsentState
    channel: Channel
    address: str = ""


class ClaimStanding(StrEnum):
    """Why there is nothing to chase, or that there is."""

    OPEN = "OPEN"
    NOTHING_OPEN = "NOTHING_OPEN"
    COVERED = "COVERED"
    HELD = "HELD"


@dataclass(frozen=True, slots=True)
class Claim:
    """What the contact is about, as the ledger stands.

    COVERED: unapplied money covers all of it. HELD: all of it is held; `reason` is a label such as disputed, and
    `until` the first instant at which some of it is not held any more.
    """

    standing: ClaimStanding = ClaimStanding.OPEN
    reason: Sentence | None = None
    reason_code: str = ""
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Past:
    """A contact made or received. `is_conversation`: somebody answered and spoke with us.

    `debts` are what it was about; none means that it was about all of them, or that nobody knows.
    """

    at: datetime
    channel: Channel
    address: str = ""
    is_incoming: bool = False
    is_conversation: bool = False
    counts: bool = True
    is_advertising: bool = False
    debts: frozenset[int] = frozenset()


class AddressState(StrEnum):
    """Whether the number or address belongs to whom we think."""

    KNOWN = "KNOWN"
    MISSING = "MISSING"
    UNKNOWN = "UNKNOWN"
    WRONG = "WRONG"


@dataclass(frozen=True, slots=True)
class Person:
    """Whom we would reach. `role` None: nobody we know, or no contact any more."""

    role: ContactRole | None
    address: AddressState = AddressState.KNOWN
    languages: tuple[str, ...] = ()
    channels: frozenset[Channel] | None = None
    hours: tuple[Window, ...] = ()


@dataclass(frozen=True, slots=True)
class Rights:
    """What the actor may do about blocks: a person at all, overriding, and difficult customers."""

    is_person: bool = False
    may_override: bool = False
    may_handle_with_care: bool = False


@dataclass(frozen=True, slots=True)
class Facts:
    """All that the guard must know. `zones` are all time zones that may be the right one: hours must suit in each.

    `has_unread_request`: words of the customer perhaps ask us to end contact, and nobody has read them yet.
    """

    party_kind: PartyKind
    person: Person
    zones: tuple[str, ...]
    claim: Claim = Claim()
    stops: tuple[Stop, ...] = ()
    holds: tuple[Hold, ...] = ()
    consents: tuple[Consent, ...] = ()
    past: tuple[Past, ...] = ()
    rights: Rights = Rights()
    has_unread_request: bool = False
