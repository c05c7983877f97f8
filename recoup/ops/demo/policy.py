"""What the group has decided: reminders go by themselves, a final demand waits for a person.

And what it thinks about: a draft of a strategy, to be played over the past before anybody decides.
"""

from __future__ import annotations

from datetime import date, datetime

from recoup.collections.strategy_rules import RELEASE, STANDARD_STRATEGY, STRATEGY
from recoup.engines.strategy import Mode
from recoup.kernel.actor import Actor
from recoup.rulebook import operations as rulebook
from recoup.rulebook.types import Mark, NewVersion, RuleScope
from recoup.rulebook.values import packed
from recoup.workflows import approvals

_DECIDED_BY = "The managers of the group"
_RELEASE = {
    "notices": True,
    "reminders": True,
    "tasks": True,
    "look_amount": "250000",
    "look_jumped": 3,
}


def decide_policy(*, first_day: date, proposer: Actor, approver: Actor, now: datetime) -> None:
    """Let one manager propose and the other approve what goes without a person."""
    proposal = NewVersion(
        kind=RELEASE,
        scope=RuleScope(),
        value=_RELEASE,
        source=_DECIDED_BY,
        mark=Mark.HOUSE,
        valid_from=first_day,
        note="Reminders are worded carefully and may go by themselves.",
    )
    version = rulebook.propose_version(proposal=proposal, actor=proposer, now=now)
    asked = rulebook.ask_version(version_id=version.version_id, reason=proposal.note, actor=proposer, now=now)
    approvals.decide(approval_id=asked.id, approve=True, note="", actor=approver, now=now, on=first_day)


def draft_strategy(*, valid_from: date, proposer: Actor, now: datetime) -> None:
    """Let a manager keep a strategy as a draft that takes every step, one after the other."""
    patient = {**packed(STANDARD_STRATEGY), "mode": Mode.SEQUENTIAL.value}
    draft = NewVersion(
        kind=STRATEGY,
        scope=RuleScope(),
        value=patient,
        source=_DECIDED_BY,
        mark=Mark.HOUSE,
        valid_from=valid_from,
        note="What if no step were passed over? To be played over the past year first.",
    )
    rulebook.propose_version(proposal=draft, actor=proposer, now=now)
