"""Rules for tests: kinds of their own, and versions that come into force by two people."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from recoup.kernel.actor import Actor
from recoup.kernel.sentences import N_, Sentence
from recoup.rulebook import operations, queries
from recoup.rulebook.types import (
    Choice,
    FieldType,
    Mark,
    NewVersion,
    RuleField,
    RuleKind,
    RuleScope,
    RuleValue,
    VersionRef,
)
from recoup.workflows import approvals
from tests.people import NOW

ON = date(2026, 3, 2)
SINCE = date(2026, 1, 1)
EVERYBODY = RuleScope()


def _check(value: RuleValue) -> Sentence | None:
    return Sentence(N_("This can't be done.")) if value.decimal("rate") > 90 else None


TOLERANCE = RuleKind(
    "test.tolerance",
    "Tolerance",
    (
        RuleField("rate", FieldType.PERCENT, "Rate", least=Decimal(0), most=Decimal(100)),
        RuleField("days", FieldType.DAYS, "Days", least=Decimal(0)),
        RuleField("order", FieldType.CHOICES, "Order", choices=(Choice("A", "First"), Choice("B", "Second"))),
        RuleField("limits", FieldType.MONEY, "Limits", least=Decimal(0)),
        RuleField("strict", FieldType.BOOLEAN, "Strict"),
        RuleField("words", FieldType.TEXT, "Words"),
        RuleField(
            "basis", FieldType.CHOICE, "Basis", choices=(Choice("NET", "Net"), Choice("GROSS", "Gross"))
        ),
        RuleField("weight", FieldType.DECIMAL, "Weight"),
        RuleField("rates", FieldType.PERCENTS, "Rates", least=Decimal(0), most=Decimal(100)),
        RuleField("times", FieldType.INTEGER, "Times", most=Decimal(9)),
    ),
    check=_check,
)
FAULTLESS: dict[str, object] = {
    "rate": "2.50",
    "days": 3,
    "order": ["B", "A"],
    "limits": {"EUR": "5.00", "VND": "10000"},
    "strict": True,
    "words": " as agreed ",
    "basis": "NET",
    "weight": "0.125",
    "times": 2,
    "rates": ["2", "3.5"],
}
GRACE = RuleKind("test.grace", "Grace", (RuleField("days", FieldType.DAYS, "Days", least=Decimal(0)),))
LENIENT = RuleKind(
    "test.lenient", "Lenient", (RuleField("days", FieldType.DAYS, "Days"),), RuleValue({"days": 99})
)


def propose(
    actor: Actor,
    *,
    scope: RuleScope = EVERYBODY,
    days: int = 5,
    since: date = SINCE,
    until: date | None = None,
    kind: str = GRACE.code,
) -> VersionRef:
    """Propose days of grace."""
    proposal = NewVersion(
        kind=kind,
        scope=scope,
        value={"days": days},
        source="Policy 7",
        mark=Mark.HOUSE,
        valid_from=since,
        valid_until=until,
    )
    return operations.propose_version(proposal=proposal, actor=actor, now=NOW)


def ask(version: VersionRef, actor: Actor, *, now: datetime = NOW) -> int:
    """Ask for approval and return the number of the request."""
    return operations.ask_version(
        version_id=version.version_id, reason="As the board decided", actor=actor, now=now
    ).id


def decide(approval_id: int, actor: Actor, *, approve: bool = True, now: datetime = NOW) -> None:
    """Decide a request as the desk does."""
    approvals.decide(
        approval_id=approval_id, approve=approve, note="looked at it", actor=actor, now=now, on=now.date()
    )


def enact(
    maker: Actor,
    checker: Actor,
    *,
    scope: RuleScope = EVERYBODY,
    days: int = 5,
    since: date = SINCE,
    until: date | None = None,
) -> VersionRef:
    """Put days of grace in force: one proposes and asks, the other approves."""
    version = propose(maker, scope=scope, days=days, since=since, until=until)
    decide(ask(version, maker), checker)
    return version


def days_for(entity_id: int, *, on: date = ON, segment: str = "", customer_id: int | None = None) -> int:
    """Return the days of grace that apply."""
    found = queries.resolve(
        kind=GRACE.code, on=on, entity_id=entity_id, segment=segment, customer_id=customer_id
    )
    return found.value.whole("days")
