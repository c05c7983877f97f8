"""Rules and their versions as other rooms and the faces see them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from recoup.kernel.sentences import N_, Sentence
from recoup.kernel.unions import EUROPEAN_UNION
from recoup.rulebook.types.kinds import RuleValue


class Mark(StrEnum):
    """How far a rule was checked against its source."""

    VERIFIED = "VERIFIED"
    UNVERIFIED = "UNVERIFIED"
    HOUSE = "HOUSE"

    @property
    def label(self) -> str:
        """The name of the mark on screens, to be translated."""
        return _MARK_LABELS[self]


_MARK_LABELS: Mapping[Mark, str] = {
    Mark.VERIFIED: N_("Verified against its source"),
    Mark.UNVERIFIED: N_("Not verified"),
    Mark.HOUSE: N_("Our own choice"),
}


class Standing(StrEnum):
    """Where a version stands on a day."""

    DRAFT = "DRAFT"
    ASKED = "ASKED"
    REJECTED = "REJECTED"
    PLANNED = "PLANNED"
    IN_FORCE = "IN_FORCE"
    REPLACED = "REPLACED"
    ENDED = "ENDED"

    @property
    def label(self) -> str:
        """The name of the standing on screens, to be translated."""
        return _STANDING_LABELS[self]

    @property
    def is_enacted(self) -> bool:
        """Whether the version is, was or will be in force."""
        return self in (Standing.PLANNED, Standing.IN_FORCE, Standing.REPLACED, Standing.ENDED)


_STANDING_LABELS: Mapping[Standing, str] = {
    Standing.DRAFT: N_("Draft"),
    Standing.ASKED: N_("Waits for approval"),
    Standing.REJECTED: N_("Not approved"),
    Standing.PLANNED: N_("Comes into force later"),
    Standing.IN_FORCE: N_("In force"),
    Standing.REPLACED: N_("Replaced"),
    Standing.ENDED: N_("Ended"),
}


@dataclass(frozen=True, slots=True)
class RuleScope:
    """To whom a rule applies: everybody when all is empty.

    A segment may stand alone, within a country or within an entity; a customer stands with its entity. The country
    may be the European Union: its rules count in its members that have no rule of their own.
    """

    jurisdiction: str = ""
    entity_id: int | None = None
    segment: str = ""
    customer_id: int | None = None

    @property
    def rank(self) -> int:
        """How narrow the scope is: of two rules that apply, the one with the higher rank wins."""
        return 8 if self.customer_id is not None else self._place + 4 * bool(self.segment)

    @property
    def _place(self) -> int:
        if self.entity_id is not None:
            return 3
        return (1 if self.jurisdiction == EUROPEAN_UNION else 2) if self.jurisdiction else 0


@dataclass(frozen=True, slots=True)
class ScopeRecord:
    """A scope with the names that people know its parts by."""

    scope: RuleScope
    entity_code: str = ""
    customer_number: str = ""

    @property
    def label(self) -> Sentence:
        """To whom the rule applies, in words."""
        scope = self.scope
        if scope.customer_id is not None:
            values = {"customer": self.customer_number, "entity": self.entity_code}
            return Sentence(N_("customer {customer} of {entity}"), values)
        if scope.segment and scope.entity_id is not None:
            return Sentence(
                N_("segment {segment} in entity {entity}"),
                {"segment": scope.segment, "entity": self.entity_code},
            )
        if scope.segment and scope.jurisdiction == EUROPEAN_UNION:
            return Sentence(N_("segment {segment} in the European Union"), {"segment": scope.segment})
        if scope.jurisdiction == EUROPEAN_UNION and scope.entity_id is None:
            return Sentence(N_("the European Union"))
        if scope.segment and scope.jurisdiction:
            return Sentence(
                N_("segment {segment} in country {country}"),
                {"segment": scope.segment, "country": scope.jurisdiction},
            )
        if scope.segment:
            return Sentence(N_("segment {segment}"), {"segment": scope.segment})
        if scope.entity_id is not None:
            return Sentence(N_("entity {entity}"), {"entity": self.entity_code})
        if scope.jurisdiction:
            return Sentence(N_("country {country}"), {"country": scope.jurisdiction})
        return Sentence(N_("everybody"))


@dataclass(frozen=True, slots=True)
class NewVersion:
    """What is proposed: `value` as JSON holds it, to be checked against the kind's fields.

    `valid_until` is the last day, None for no end. From `valid_from` on the version replaces what was before.
    """

    kind: str
    scope: RuleScope
    value: Mapping[str, object]
    source: str
    mark: Mark
    valid_from: date
    valid_until: date | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class VersionRef:
    """The ids of a version and its rule, and the version's number within the rule."""

    rule_id: int
    version_id: int
    number: int


@dataclass(frozen=True, slots=True)
class VersionRecord:
    """One version of a rule. `approved_by_name` is empty for a version in force as shipped.

    `approval_id` is the latest request for its approval, if any.
    """

    id: int
    rule_id: int
    kind: str
    scope: ScopeRecord
    number: int
    value: RuleValue
    raw: Mapping[str, object]
    source: str
    mark: Mark
    valid_from: date
    valid_until: date | None
    note: str
    is_shipped: bool
    proposed_by_name: str
    proposed_at: datetime
    approved_by_name: str
    enactment_id: int | None
    enacted_at: datetime | None
    approval_id: int | None
    standing: Standing


@dataclass(frozen=True, slots=True)
class RuleRecord:
    """A rule with all its versions, the newest first, as they stand on a day."""

    id: int
    kind: str
    scope: ScopeRecord
    versions: tuple[VersionRecord, ...]

    @property
    def in_force(self) -> VersionRecord | None:
        """The version in force on the day, if there is one."""
        return next((version for version in self.versions if version.standing is Standing.IN_FORCE), None)

    @property
    def waiting(self) -> tuple[VersionRecord, ...]:
        """The versions that wait to be asked for or approved."""
        return tuple(
            version for version in self.versions if version.standing in (Standing.DRAFT, Standing.ASKED)
        )


@dataclass(frozen=True, slots=True)
class Resolved:
    """What applies, and why. `rule_id`, `version_id` and `version` are None when it is the standard value.

    `source` is where the version says that it comes from, empty for the standard value.
    """

    kind: str
    value: RuleValue
    why: Sentence
    rule_id: int | None = None
    version_id: int | None = None
    version: int | None = None
    source: str = ""


@dataclass(frozen=True, slots=True)
class LoadedPacks:
    """What became of the shipped rules: `enacted` and `drafted` now, `known` since before."""

    enacted: int
    drafted: int
    known: int
