"""Difficult customers: what went wrong, and questions to the manager."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from recoup.kernel.sentences import N_


class IncidentKind(StrEnum):
    """What went wrong between a customer and us (duty E6)."""

    THREAT = "THREAT"
    ABUSE = "ABUSE"
    COMPLAINT = "COMPLAINT"
    PRIVACY = "PRIVACY"
    OTHER = "OTHER"

    @property
    def label(self) -> str:
        """The name on screens, to be translated."""
        return _INCIDENT_LABELS[self]


_INCIDENT_LABELS: Mapping[IncidentKind, str] = {
    IncidentKind.THREAT: N_("Threat"),
    IncidentKind.ABUSE: N_("Insult or abuse"),
    IncidentKind.COMPLAINT: N_("Complaint about us"),
    IncidentKind.PRIVACY: N_("Something about personal data"),
    IncidentKind.OTHER: N_("Something else"),
}


class ComplaintRoute(StrEnum):
    """Where the matter goes from here."""

    NONE = "NONE"
    MANAGER = "MANAGER"
    COMPLAINTS_OFFICE = "COMPLAINTS_OFFICE"
    LEGAL = "LEGAL"
    POLICE = "POLICE"

    @property
    def label(self) -> str:
        """The name on screens, to be translated."""
        return _ROUTE_LABELS[self]


_ROUTE_LABELS: Mapping[ComplaintRoute, str] = {
    ComplaintRoute.NONE: N_("It ends here"),
    ComplaintRoute.MANAGER: N_("To the manager"),
    ComplaintRoute.COMPLAINTS_OFFICE: N_("To the complaints office"),
    ComplaintRoute.LEGAL: N_("To the lawyers"),
    ComplaintRoute.POLICE: N_("To the police"),
}


@dataclass(frozen=True, slots=True)
class NewIncident:
    """An incident to be recorded: what happened, who it was, what was done."""

    customer_id: int
    kind: IncidentKind
    happened_at: datetime
    what: str
    who: str = ""
    measures: str = ""
    route: ComplaintRoute = ComplaintRoute.NONE
    activity_id: int | None = None


@dataclass(frozen=True, slots=True)
class IncidentRecord:
    """An incident as it was recorded; it never changes."""

    id: int
    customer_id: int
    kind: IncidentKind
    happened_at: datetime
    what: str
    who: str
    measures: str
    route: ComplaintRoute
    recorded_by_name: str
    recorded_at: datetime


@dataclass(frozen=True, slots=True)
class EscalationRecord:
    """A question to the manager with its answer; `is_playbook`: the answer helps with the next such case."""

    id: int
    entity_id: int
    customer_id: int
    question: str
    tried: str
    asked_by_id: int | None
    asked_by_name: str
    asked_at: datetime
    answer: str
    answered_by_name: str
    answered_at: datetime | None
    is_playbook: bool
    read_at: datetime | None
