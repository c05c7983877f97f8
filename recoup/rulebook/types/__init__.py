"""Frozen data and codes of the rulebook that may cross its border."""

from recoup.rulebook.types.kinds import (
    PLAIN_TYPES,
    Choice,
    FieldType,
    FieldValue,
    RuleField,
    RuleKind,
    RuleValue,
)
from recoup.rulebook.types.records import (
    LoadedPacks,
    Mark,
    NewVersion,
    Resolved,
    RuleRecord,
    RuleScope,
    ScopeRecord,
    Standing,
    VersionRecord,
    VersionRef,
)

__all__ = [
    "PLAIN_TYPES",
    "Choice",
    "FieldType",
    "FieldValue",
    "LoadedPacks",
    "Mark",
    "NewVersion",
    "Resolved",
    "RuleField",
    "RuleKind",
    "RuleRecord",
    "RuleScope",
    "RuleValue",
    "ScopeRecord",
    "Standing",
    "VersionRecord",
    "VersionRef",
]
