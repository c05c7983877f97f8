"""The one decision: may this contact be made now, when at the earliest, or never."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from recoup.engines.guard.rules import ContactRules
from recoup.engines.guard.standing_checks import standing_findings
from recoup.engines.guard.timed_checks import timed_findings
from recoup.engines.guard.types import Ask, Decision, Facts, Finding, Verdict
from recoup.engines.guard.windows import HORIZON_DAYS

_ALLOWED = Decision(Verdict.ALLOWED)
_TRIES = 500


def decide(request: Ask, facts: Facts, rules: ContactRules, at: datetime) -> Decision:
    """Return whether the contact may be made at the instant `at`, with everything that stands against it.

    All rules are looked at, so that a person sees all of them at once. A finding that may be overridden counts no
    more when the actor has the right and gave a reason; it stays in the answer. LATER without an instant means that
    a fact must change first; `not_before` supposes that no fact changes.
    """
    at = at.astimezone(UTC)
    standing = standing_findings(request, facts, rules)
    timed = timed_findings(request, facts, rules, at)
    if not standing and not timed:
        return _ALLOWED
    passes = request.has_reason and facts.rights.is_person and facts.rights.may_override
    findings = tuple(_overridden(finding, passes) for finding in (*standing, *timed))
    against = [finding for finding in findings if not finding.is_overridden]
    if not against:
        return Decision(Verdict.ALLOWED, None, findings)
    if any(finding.verdict is Verdict.NEVER for finding in against):
        return Decision(Verdict.NEVER, None, findings)
    return Decision(Verdict.LATER, _not_before(request, facts, rules, (at, against), passes), findings)


def _overridden(finding: Finding, passes: bool) -> Finding:
    return replace(finding, is_overridden=True) if passes and finding.may_override else finding


def _not_before(
    request: Ask,
    facts: Facts,
    rules: ContactRules,
    start: tuple[datetime, Iterable[Finding]],
    passes: bool,
) -> datetime | None:
    """Return the first instant at which nothing stands against the contact: go to the end of the latest, look again.

    Up to the end of each finding that finding holds, so no earlier instant is allowed.
    """
    at, against = start
    limit = at + timedelta(days=HORIZON_DAYS)
    for _ in range(_TRIES):
        ends = [finding.not_before for finding in against]
        if None in ends:
            return None
        later = max(end for end in ends if end is not None)
        if later <= at or later > limit:
            return None
        at = later
        found = timed_findings(request, facts, rules, at)
        against = [finding for finding in found if not (passes and finding.may_override)]
        if not against:
            return at
        if any(finding.verdict is Verdict.NEVER for finding in against):
            return None
    return None
