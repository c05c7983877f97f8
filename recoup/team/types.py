"""What may cross the border of the team room: frozen data and the codes of its columns."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TypedDict

from recoup.kernel.money import Money
from recoup.kernel.sentences import N_, Sentence


class Role(StrEnum):
    """What a person does here; `recoup.team.permissions` says what each role may do."""

    COLLECTOR = "COLLECTOR"
    CASH_CLERK = "CASH_CLERK"
    CONTRACT_OFFICER = "CONTRACT_OFFICER"
    CREDIT_ANALYST = "CREDIT_ANALYST"
    LEGAL_OFFICER = "LEGAL_OFFICER"
    MANAGER = "MANAGER"
    AUDITOR = "AUDITOR"
    SERVICE_CENTER = "SERVICE_CENTER"
    ADMINISTRATOR = "ADMINISTRATOR"

    @property
    def label(self) -> str:
        """The name of the role on screens, to be translated."""
        return ROLE_LABELS[self]


ROLE_LABELS: Mapping[Role, str] = {
    Role.COLLECTOR: N_("Collector"),
    Role.CASH_CLERK: N_("Cash clerk"),
    Role.CONTRACT_OFFICER: N_("Contract and loan officer"),
    Role.CREDIT_ANALYST: N_("Credit analyst"),
    Role.LEGAL_OFFICER: N_("Legal officer"),
    Role.MANAGER: N_("Manager"),
    Role.AUDITOR: N_("Auditor"),
    Role.SERVICE_CENTER: N_("Service center"),
    Role.ADMINISTRATOR: N_("Administrator"),
}


class Theme(StrEnum):
    """How the desk looks: as the device says, light, or dark. The codes are the page's own."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


class CalendarSystem(StrEnum):
    """In which calendar a person reads dates. The codes are those of `Reader`."""

    GREGORIAN = "gregorian"
    SOLAR_HIJRI = "solar_hijri"


class Digits(StrEnum):
    """With which digits a person reads numbers. The codes are those of `Reader`."""

    LATIN = "latin"
    NATIVE = "native"


class ApprovalStatus(StrEnum):
    """Where a request for approval stands; only `OPEN` and `APPROVED` may still move on."""

    OPEN = "OPEN"
    APPROVED = "APPROVED"
    REJECTED = "REJECTED"
    EXPIRED = "EXPIRED"
    USED = "USED"
    STALE = "STALE"

    @property
    def label(self) -> str:
        """The name of the status on screens, to be translated."""
        return APPROVAL_STATUS_LABELS[self]


APPROVAL_STATUS_LABELS: Mapping[ApprovalStatus, str] = {
    ApprovalStatus.OPEN: N_("Waiting for a decision"),
    ApprovalStatus.APPROVED: N_("Approved"),
    ApprovalStatus.REJECTED: N_("Rejected"),
    ApprovalStatus.EXPIRED: N_("Expired"),
    ApprovalStatus.USED: N_("Carried out"),
    ApprovalStatus.STALE: N_("Changed meanwhile"),
}


@dataclass(frozen=True, slots=True)
class NewEntity:
    """One of our companies as it is entered; `code` becomes upper case, empty `name_latin` is allowed."""

    code: str
    name: str
    country: str
    currency: str
    time_zone: str
    language: str
    name_latin: str = ""


@dataclass(frozen=True, slots=True)
class EntityRecord:
    """One of our own companies."""

    id: int
    code: str
    name: str
    name_latin: str
    country: str
    currency: str
    time_zone: str
    language: str


@dataclass(frozen=True, slots=True)
class Preferences:
    """How a person wants the desk: language, calendar, digits, theme and the clock of `time_zone`."""

    language: str
    calendar: CalendarSystem
    digits: Digits
    theme: Theme
    time_zone: str


@dataclass(frozen=True, slots=True)
class GrantRecord:
    """A role of a user; `entity_id` None means all entities, `limit` None means without limit."""

    id: int
    role: Role
    entity_id: int | None
    entity_code: str
    limit: Money | None


@dataclass(frozen=True, slots=True)
class UserRecord:
    """One of our people, with the grants that the reader may know of."""

    id: int
    email: str
    name: str
    is_active: bool
    grants: tuple[GrantRecord, ...]


@dataclass(frozen=True, slots=True)
class SavedViewRecord:
    """A page's filters and sorting under a name; `query` is the query string."""

    id: int
    page: str
    name: str
    query: str


class NewApproval(TypedDict):
    """What is asked: to do `kind` (a permission's name) to one subject, exactly as in `payload`.

    `subject_fingerprint` stands for the state in which the subject was seen; `amount` is None where no money moves.
    """

    kind: str
    entity_id: int
    subject_kind: str
    subject_id: int
    subject_fingerprint: str
    payload: Mapping[str, object]
    amount: Money | None
    reason: str


@dataclass(frozen=True, slots=True)
class ApprovalRef:
    """The number of a request for approval and where it stands."""

    id: int
    status: ApprovalStatus


@dataclass(frozen=True, slots=True)
class ApprovalRecord:
    """A request for approval as it is read; `refusal` says why the reader may not decide it, or is None."""

    id: int
    kind: str
    entity_id: int
    subject_kind: str
    subject_id: int
    payload: Mapping[str, object]
    amount: Money | None
    reason: str
    asked_by_name: str
    asked_at: datetime
    expires_at: datetime
    status: ApprovalStatus
    decided_by_name: str
    decided_at: datetime | None
    note: str
    refusal: Sentence | None
