"""What is asked at the door, and what comes of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from recoup.engines.guard import Decision, Finding, Verdict
from recoup.kernel.contact import Channel, Purpose
from recoup.kernel.sentences import N_


@dataclass(frozen=True, slots=True)
class ContactRequest:
    """A contact that someone wants to make; `key` is the caller's own name for it, unique in the batch.

    Without a contact it goes to the customer itself, at the postal address or at the address of one of its contacts.
    `address` is a number or an e-mail address, empty for letters and visits. An empty currency is about everything,
    no items about the whole account. `override_reason` is a person's reason to pass a rule that may be overridden.
    `tells_nothing` promises that no word about the debt is said; `visitors` counts our people on a visit.
    """

    key: str
    entity_id: int
    customer_id: int
    channel: Channel
    purpose: Purpose
    contact_id: int | None = None
    address: str = ""
    currency: str = ""
    item_ids: tuple[int, ...] = ()
    language: str = ""
    override_reason: str = ""
    visitors: int = 1
    tells_nothing: bool = False


@dataclass(frozen=True, slots=True)
class Passed:
    """The answer at the door: the number of the passage where the contact may be made, which is counted now."""

    decision: Decision
    passage_id: int | None


class ContactOutcome(StrEnum):
    """What came of a contact."""

    REACHED = "REACHED"
    NOT_REACHED = "NOT_REACHED"
    LEFT_WORD = "LEFT_WORD"
    REFUSED = "REFUSED"
    WRONG_NUMBER = "WRONG_NUMBER"
    SENT = "SENT"
    DELIVERED = "DELIVERED"
    BOUNCED = "BOUNCED"
    POSTED = "POSTED"
    RETURNED = "RETURNED"
    FAILED = "FAILED"
    UNKNOWN = "UNKNOWN"

    @property
    def label(self) -> str:
        """The name of the outcome on screens, to be translated."""
        return _OUTCOME_LABELS[self]

    @property
    def is_conversation(self) -> bool:
        """Whether somebody answered and spoke with us; who hung up has answered too."""
        return self in (ContactOutcome.REACHED, ContactOutcome.REFUSED)


_OUTCOME_LABELS: Mapping[ContactOutcome, str] = {
    ContactOutcome.REACHED: N_("Reached"),
    ContactOutcome.NOT_REACHED: N_("Not reached"),
    ContactOutcome.LEFT_WORD: N_("Left word"),
    ContactOutcome.REFUSED: N_("Refused to speak"),
    ContactOutcome.WRONG_NUMBER: N_("Wrong number"),
    ContactOutcome.SENT: N_("Sent"),
    ContactOutcome.DELIVERED: N_("Delivered"),
    ContactOutcome.BOUNCED: N_("Came back"),
    ContactOutcome.POSTED: N_("Sent by post"),
    ContactOutcome.RETURNED: N_("Returned by the post"),
    ContactOutcome.FAILED: N_("Failed"),
    ContactOutcome.UNKNOWN: N_("Not known"),
}


@dataclass(frozen=True, slots=True)
class Override:
    """A contact made past a block: by whom, why, and what stood against it. Control report 10."""

    passage_id: int
    entity_id: int
    customer_id: int
    contact_id: int | None
    channel: Channel
    purpose: Purpose
    at: datetime
    actor_name: str
    reason: str
    findings: tuple[Finding, ...]


__all__ = ["ContactOutcome", "ContactRequest", "Decision", "Finding", "Override", "Passed", "Verdict"]
