"""Rules of any kind put in force for tests, as the desk does: one person proposes and asks, another approves."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from itertools import count

from recoup.rulebook import operations
from recoup.rulebook.types import Mark, NewVersion, RuleScope, VersionRef
from recoup.team.types import Role
from recoup.workflows import approvals
from tests.people import NOW, make_person

_NAMES = count(1)


def in_force(kind: str, value: Mapping[str, object], scope: RuleScope | None = None) -> VersionRef:
    """Put a rule in force from the beginning of 2026, for everybody or for a scope."""
    number = next(_NAMES)
    maker, checker = (make_person(f"{name} {number}", Role.MANAGER) for name in ("Maker", "Checker"))
    proposal = NewVersion(
        kind, scope or RuleScope(), value, "Policy", Mark.HOUSE, valid_from=date(2026, 1, 1)
    )
    version = operations.propose_version(proposal=proposal, actor=maker, now=NOW)
    asked = operations.ask_version(version_id=version.version_id, reason="Policy", actor=maker, now=NOW)
    approvals.decide(approval_id=asked.id, approve=True, note="", actor=checker, now=NOW, on=NOW.date())
    return version
