"""The rules that the guard applies, resolved beforehand: windows of hours, caps on numbers, rests, roles.

Rules are compared by identity, because their windows are kept for every day and zone: build each rule once.
Several rules of one kind may stand side by side (the law, the policy, the customer's wish): all must be satisfied,
so the strictest wins.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from recoup.kernel.contact import Channel, ContactRole, PartyKind
from recoup.kernel.sentences import Sentence

MINUTES_OF_DAY = 24 * 60


class GuardRule(StrEnum):
    """The codes of what can stand against a contact."""

    HOURS = "contact.hours"
    FREQUENCY = "contact.frequency"
    REST = "contact.rest"
    ADVERTISING = "contact.advertising"
    ROLE = "contact.role"
    ADDRESS = "contact.address"
    CONSENT = "contact.consent"
    PREFERENCE = "contact.preference"
    LANGUAGE = "contact.language"
    VISITORS = "contact.visitors"
    STOP = "contact.stop"
    UNREAD_REQUEST = "contact.unread_request"
    HOLD = "contact.hold"
    PAID = "contact.paid"
    ITEMS_HELD = "contact.items_held"


@dataclass(frozen=True, slots=True, eq=False)
class Window:
    """Hours of local days: minutes after midnight, `closes` excluded. `days` None means the country's office days.

    Public holidays of `country` are open only with `holidays`; `closures` are single days off.
    """

    rule: GuardRule
    channels: frozenset[Channel]
    opens: int = 0
    closes: int = MINUTES_OF_DAY
    days: frozenset[int] | None = frozenset(range(7))
    holidays: bool = True
    closures: frozenset[date] = frozenset()
    country: str = ""
    source: str = ""
    may_override: bool = False
    advertising: bool = False
    consent_lifts: bool = False


class Counted(StrEnum):
    """What a cap counts."""

    CONTACTS = "CONTACTS"
    CONVERSATIONS = "CONVERSATIONS"
    UNANSWERED = "UNANSWERED"


@dataclass(frozen=True, slots=True, eq=False)
class Cap:
    """At most `limit` contacts by `channels` within a local day (`days` 0) or within `days` times 24 hours.

    UNANSWERED counts calls to the same number that nobody answered. With `advertising` only offers count. With
    `per_debt` it is so many for each debt that the contact is about, else for the customer as a whole.
    """

    rule: GuardRule
    limit: int
    channels: frozenset[Channel]
    days: int = 0
    counted: Counted = Counted.CONTACTS
    source: str = ""
    may_override: bool = False
    advertising: bool = False
    per_debt: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Rest:
    """No call within so many days, of 24 hours each, after a telephone conversation, whoever called.

    With `per_debt` only a conversation about one of the debts that the call is about.
    """

    days: int
    source: str = ""
    may_override: bool = False
    per_debt: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Roles:
    """Who may be contacted about the debt. A third person never is, save neutrally where the debtor is lost."""

    roles: frozenset[ContactRole]
    lost_exception: bool = False
    visitors_min: int = 1
    source: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Advertising:
    """For whom an offer needs consent beforehand."""

    needs_consent: frozenset[PartyKind]
    source: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class ContactRules:
    """All rules for one kind of party in one place; `overridable` are the blocks that a person may pass with reason."""

    windows: tuple[Window, ...] = ()
    caps: tuple[Cap, ...] = ()
    rests: tuple[Rest, ...] = ()
    roles: tuple[Roles, ...] = ()
    advertising: tuple[Advertising, ...] = ()
    overridable: frozenset[str] = frozenset()
    overridable_source: str = ""
    why: tuple[Sentence, ...] = field(default=())
