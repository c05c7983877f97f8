"""What may cross the border of the team room: frozen data and the codes of its columns."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from recoup.kernel.sentences import N_


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
