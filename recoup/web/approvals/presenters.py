"""Requests for approval as people read them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from recoup.kernel.actor import Actor
from recoup.kernel.money import Money
from recoup.kernel.sentences import N_, Sentence
from recoup.team.types import ApprovalRecord, ApprovalStatus, EntityRecord
from recoup.web.approvals.evidence import Evidence, Fact, evidence
from recoup.web.shared import navigation

_KINDS: Mapping[str, str] = {
    "collections.approve_offer": N_("Offer"),
    "collections.approve_plan": N_("Payment plan"),
    "collections.approve_solution": N_("Way out"),
    "ledger.write_off": N_("Write-off"),
    "parties.edit_bank": N_("Bank account of a customer"),
    "rules.approve": N_("Rule"),
}
_TONES: Mapping[ApprovalStatus, str] = {
    ApprovalStatus.OPEN: "warn",
    ApprovalStatus.APPROVED: "ok",
    ApprovalStatus.USED: "ok",
    ApprovalStatus.REJECTED: "bad",
    ApprovalStatus.EXPIRED: "mute",
    ApprovalStatus.STALE: "mute",
}
# Where the thing that the request is about can be looked at.
_SUBJECTS: Mapping[str, str] = {
    "collections.offer": "offers:page",
    "collections.plan": "plans:page",
    "collections.solution": "solutions:page",
    "ledger.item": "ledger:item",
    "customer": "customers:page",
    "rulebook.version": "rulebook:version",
}
_LABELS: Mapping[str, str] = {
    "account_number": N_("Account number"),
    "bank_code": N_("Bank code"),
    "bank_name": N_("Bank"),
    "currency": N_("Currency"),
    "holder": N_("Account holder"),
    "number": N_("Item"),
    "retire": N_("No longer in use"),
}
# Told elsewhere on the page.
_TOLD = frozenset({"amount", "reason", "item_id", "customer_id"})


@dataclass(frozen=True, slots=True)
class ApprovalLine:
    """A request in the list."""

    id: int
    kind: str
    entity: str
    amount: Money | None
    reason: str
    asked_by: str
    asked_at: datetime
    expires_at: datetime
    status: str
    tone: str


@dataclass(frozen=True, slots=True)
class ApprovalPage:
    """A request with all that the second person must see."""

    line: ApprovalLine
    subject_url: str
    evidence: Evidence
    decided_by: str
    decided_at: datetime | None
    note: str
    waits: bool
    refusal: Sentence | None

    @property
    def may_decide(self) -> bool:
        """Whether the reader is the second person it waits for."""
        return self.waits and self.refusal is None


def lines(
    approvals: list[ApprovalRecord], entities: list[EntityRecord], chosen: int | None
) -> list[ApprovalLine]:
    """Return the requests for a list: those of the entity chosen, or all."""
    codes = {entity.id: entity.code for entity in entities}
    return [_line(approval, codes) for approval in approvals if chosen in (None, approval.entity_id)]


def page(
    approval: ApprovalRecord, entities: list[EntityRecord], *, actor: Actor, now: datetime
) -> ApprovalPage:
    """Return one request for its page; while it waits, with its subject as it is now."""
    waits = approval.status is ApprovalStatus.OPEN and approval.expires_at > now
    shown = evidence(approval, actor, waits=waits)
    return ApprovalPage(
        line=_line(approval, {entity.id: entity.code for entity in entities}),
        subject_url=_subject_url(approval),
        evidence=shown if shown.facts else Evidence(facts=_asked(approval.payload)),
        decided_by=approval.decided_by_name,
        decided_at=approval.decided_at,
        note=approval.note,
        waits=waits,
        refusal=approval.refusal,
    )


def _line(approval: ApprovalRecord, codes: Mapping[int, str]) -> ApprovalLine:
    return ApprovalLine(
        id=approval.id,
        kind=_(_KINDS.get(approval.kind, approval.kind)),
        entity=codes.get(approval.entity_id, ""),
        amount=approval.amount,
        reason=approval.reason,
        asked_by=approval.asked_by_name,
        asked_at=approval.asked_at,
        expires_at=approval.expires_at,
        status=_(approval.status.label),
        tone=_TONES[approval.status],
    )


def _subject_url(approval: ApprovalRecord) -> str:
    name = _SUBJECTS.get(approval.subject_kind)
    return navigation.address(name, approval.subject_id) if name else ""


def _asked(payload: Mapping[str, object]) -> tuple[Fact, ...]:
    """Return what is asked, value by value: what one approves must be seen whole."""
    return tuple(Fact(_label(key), _text(value)) for key, value in payload.items() if key not in _TOLD)


def _text(value: object) -> str:
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return str(value)


def _label(key: str) -> str:
    """Return the word for a value of the request; one without a word is shown by its name, never left out."""
    return _(_LABELS[key]) if key in _LABELS else key
