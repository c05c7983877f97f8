"""What people do with customers: contacts made and received, and the next action that follows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from recoup.kernel.contact import Channel
from recoup.kernel.sentences import N_, Sentence


class Direction(StrEnum):
    """Who sought the contact: we, or the customer."""

    OUT = "OUT"
    IN = "IN"

    @property
    def label(self) -> str:
        """The name on screens, to be translated."""
        return N_("We to the customer") if self is Direction.OUT else N_("The customer to us")


class Outcome(StrEnum):
    """What became of a contact."""

    REACHED = "REACHED"
    NOT_REACHED = "NOT_REACHED"
    LEFT_WORD = "LEFT_WORD"
    REFUSED = "REFUSED"
    WRONG_NUMBER = "WRONG_NUMBER"

    @property
    def label(self) -> str:
        """The name on screens, to be translated."""
        return _OUTCOME_LABELS[self]

    @property
    def calls_for_another_try(self) -> bool:
        """Whether nobody was spoken to, so that one tries again."""
        return self in (Outcome.NOT_REACHED, Outcome.LEFT_WORD)


_OUTCOME_LABELS: Mapping[Outcome, str] = {
    Outcome.REACHED: N_("Reached"),
    Outcome.NOT_REACHED: N_("Not reached"),
    Outcome.LEFT_WORD: N_("Left word"),
    Outcome.REFUSED: N_("Refused to talk"),
    Outcome.WRONG_NUMBER: N_("Wrong number"),
}


class Willingness(StrEnum):
    """Whether the customer wants to pay (duty C3)."""

    WILLING = "WILLING"
    HESITANT = "HESITANT"
    UNWILLING = "UNWILLING"

    @property
    def label(self) -> str:
        """The name on screens, to be translated."""
        return _WILLINGNESS_LABELS[self]


_WILLINGNESS_LABELS: Mapping[Willingness, str] = {
    Willingness.WILLING: N_("Wants to pay"),
    Willingness.HESITANT: N_("Hesitates"),
    Willingness.UNWILLING: N_("Doesn't want to pay"),
}


class Ability(StrEnum):
    """Whether the customer can pay (duty C3)."""

    ABLE = "ABLE"
    PARTLY_ABLE = "PARTLY_ABLE"
    UNABLE = "UNABLE"

    @property
    def label(self) -> str:
        """The name on screens, to be translated."""
        return _ABILITY_LABELS[self]


_ABILITY_LABELS: Mapping[Ability, str] = {
    Ability.ABLE: N_("Can pay"),
    Ability.PARTLY_ABLE: N_("Can pay in part"),
    Ability.UNABLE: N_("Can't pay now"),
}


class DelayReason(StrEnum):
    """Why a payment is late, as the customer says (duty D2)."""

    FORGOTTEN = "FORGOTTEN"
    DOCUMENT_MISSING = "DOCUMENT_MISSING"
    APPROVAL_PENDING = "APPROVAL_PENDING"
    PAYMENT_RUN = "PAYMENT_RUN"
    DISPUTE = "DISPUTE"
    GOODS_OR_SERVICE = "GOODS_OR_SERVICE"
    CASH_SHORT = "CASH_SHORT"
    WAITS_FOR_OTHERS = "WAITS_FOR_OTHERS"
    BANK_LOAN = "BANK_LOAN"
    PERSONAL_HARDSHIP = "PERSONAL_HARDSHIP"
    INSOLVENCY = "INSOLVENCY"
    SAYS_PAID = "SAYS_PAID"
    OTHER = "OTHER"

    @property
    def label(self) -> str:
        """The name on screens, to be translated."""
        return _DELAY_LABELS[self]


_DELAY_LABELS: Mapping[DelayReason, str] = {
    DelayReason.FORGOTTEN: N_("Forgotten or overlooked"),
    DelayReason.DOCUMENT_MISSING: N_("Invoice or paper missing"),
    DelayReason.APPROVAL_PENDING: N_("Waits for approval at the customer"),
    DelayReason.PAYMENT_RUN: N_("Waits for the next payment run"),
    DelayReason.DISPUTE: N_("Says that the invoice is wrong"),
    DelayReason.GOODS_OR_SERVICE: N_("Complains about goods, service or building progress"),
    DelayReason.CASH_SHORT: N_("Short of cash"),
    DelayReason.WAITS_FOR_OTHERS: N_("Waits for money from its own customers"),
    DelayReason.BANK_LOAN: N_("Waits for a bank loan"),
    DelayReason.PERSONAL_HARDSHIP: N_("Illness, loss of work or another hardship"),
    DelayReason.INSOLVENCY: N_("Insolvency or restructuring"),
    DelayReason.SAYS_PAID: N_("Says that it is paid"),
    DelayReason.OTHER: N_("Other reason"),
}


class FollowUpKind(StrEnum):
    """What is to be done next."""

    CALL = "CALL"
    WRITE = "WRITE"
    VISIT = "VISIT"
    CHECK_PAYMENT = "CHECK_PAYMENT"
    SEND_PAPERS = "SEND_PAPERS"
    CLARIFY = "CLARIFY"

    @property
    def label(self) -> str:
        """The name on screens, to be translated."""
        return _FOLLOW_UP_LABELS[self]


_FOLLOW_UP_LABELS: Mapping[FollowUpKind, str] = {
    FollowUpKind.CALL: N_("Call"),
    FollowUpKind.WRITE: N_("Write"),
    FollowUpKind.VISIT: N_("Visit"),
    FollowUpKind.CHECK_PAYMENT: N_("Check whether it was paid"),
    FollowUpKind.SEND_PAPERS: N_("Send papers"),
    FollowUpKind.CLARIFY: N_("Clarify in the house"),
}


@dataclass(frozen=True, slots=True)
class NewActivity:
    """A contact to be recorded. `key` is the caller's own: the same again is the same contact.

    `at` is when it was, an instant. `corrects` names the activity that this one puts right. `passage_id` is what the
    door of correspondence gave for an outgoing contact.
    """

    key: UUID
    customer_id: int
    channel: Channel
    direction: Direction
    outcome: Outcome
    at: datetime
    contact_id: int | None = None
    contact_name: str = ""
    content: str = ""
    feedback: str = ""
    willingness: Willingness | None = None
    ability: Ability | None = None
    delay_reason: DelayReason | None = None
    item_ids: tuple[int, ...] = ()
    passage_id: int | None = None
    corrects: int | None = None


@dataclass(frozen=True, slots=True)
class NewFollowUp:
    """What is to be done next: `due_at` where an hour was agreed, on `due_date`; `person_id` None is the asker."""

    kind: FollowUpKind
    due_date: date
    due_at: datetime | None = None
    person_id: int | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class ActivityRecord:
    """A contact as it was recorded; `corrected_by` is the newer note that puts it right, if there is one."""

    id: int
    entity_id: int
    customer_id: int
    channel: Channel
    direction: Direction
    at: datetime
    contact_id: int | None
    contact_name: str
    outcome: Outcome
    willingness: Willingness | None
    ability: Ability | None
    delay_reason: DelayReason | None
    content: str
    feedback: str
    item_ids: tuple[int, ...]
    passage_id: int | None
    corrects: int | None
    corrected_by: int | None
    recorded_by_name: str
    recorded_at: datetime

    @property
    def codes(self) -> tuple[str, ...]:
        """The labels of what was learned: willingness, ability, reason of delay; to be translated."""
        found = (self.willingness, self.ability, self.delay_reason)
        return tuple(code.label for code in found if code is not None)


@dataclass(frozen=True, slots=True)
class ActivityFilter:
    """Which activities to list; empty fields leave everything. `text` is searched in all that was written."""

    text: str = ""
    customer_id: int | None = None
    entity_ids: frozenset[int] | None = None
    recorded_by_id: int | None = None
    channel: Channel | None = None
    outcome: Outcome | None = None
    delay_reason: DelayReason | None = None
    from_at: datetime | None = None
    until_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class ActivityPage:
    """A page of activities, the newest first, and how many there are."""

    activities: tuple[ActivityRecord, ...]
    total: int


@dataclass(frozen=True, slots=True)
class FollowUpRecord:
    """A next action; `because` says why the program made it, where it did."""

    id: int
    entity_id: int
    customer_id: int
    kind: FollowUpKind
    due_date: date
    due_at: datetime | None
    person_id: int | None
    person_name: str
    note: str
    because: Sentence | None
    promise_id: int | None
    made_by_name: str
    done_at: datetime | None
