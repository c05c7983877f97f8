"""Proposals, what was done with receipts, and the lines of the workbench."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from recoup.cash.types.receipts import RefusalCode
from recoup.engines.matching import Clue, Reason
from recoup.kernel.money import Money
from recoup.kernel.sentences import N_, Sentence


class Standing(StrEnum):
    """Where a receipt with money left stands: what the last run of matching made of it."""

    NEW = "NEW"
    PROPOSED = "PROPOSED"
    NOTHING_FOUND = "NOTHING_FOUND"

    @property
    def label(self) -> str:
        """The English words for a screen, marked for the catalogues."""
        return _STANDING_LABELS[self]


_STANDING_LABELS: Mapping[Standing, str] = {
    Standing.NEW: N_("Not looked at yet"),
    Standing.PROPOSED: N_("Proposed"),
    Standing.NOTHING_FOUND: N_("Nothing found"),
}


class DeedKind(StrEnum):
    """What was done with a receipt."""

    APPLIED = "APPLIED"
    PAYER_NAMED = "PAYER_NAMED"
    NOT_OURS = "NOT_OURS"
    REFUNDED = "REFUNDED"

    @property
    def label(self) -> str:
        """The English words for a screen, marked for the catalogues."""
        return _DEED_LABELS[self]


_DEED_LABELS: Mapping[DeedKind, str] = {
    DeedKind.APPLIED: N_("Applied"),
    DeedKind.PAYER_NAMED: N_("Payer named"),
    DeedKind.NOT_OURS: N_("Not from a customer"),
    DeedKind.REFUNDED: N_("To be refunded"),
}


class Method(StrEnum):
    """How it came to that."""

    AUTOMATIC = "AUTOMATIC"
    OUTRIGHT = "OUTRIGHT"
    ACCEPTED = "ACCEPTED"
    BY_HAND = "BY_HAND"

    @property
    def label(self) -> str:
        """The English words for a screen, marked for the catalogues."""
        return _METHOD_LABELS[self]


_METHOD_LABELS: Mapping[Method, str] = {
    Method.AUTOMATIC: N_("By the program"),
    Method.OUTRIGHT: N_("Named by the sender"),
    Method.ACCEPTED: N_("Proposal accepted"),
    Method.BY_HAND: N_("By hand"),
}


class NewShare(NamedTuple):
    """`amount` of an item is cleared, in its currency: positive of what is owed, negative of a credit.

    `paid` is the money of the receipt that goes to it, with the same sign; None where the currencies are one and no
    difference is settled on it. What is cleared without being paid is settled for `reason`.
    """

    item_id: int
    amount: Decimal
    paid: Decimal | None = None
    reason: Reason | None = None


@dataclass(frozen=True, slots=True)
class ShareRecord:
    """A share as proposed or applied; `amount_open` is what was open of the item when it was proposed."""

    item_id: int
    number: str
    part: int
    customer_id: int
    currency: str
    amount: Decimal
    paid: Decimal
    amount_open: Decimal
    due_date: date | None


@dataclass(frozen=True, slots=True)
class ResidueRecord:
    """The receipt less what it clears, in the receipt's currency: negative where less came, positive what is over."""

    reason: Reason
    amount: Decimal
    item_id: int | None


@dataclass(frozen=True, slots=True)
class EvidenceRecord:
    """One piece of evidence; `points` above zero speak for the proposal."""

    clue: Clue
    points: int
    sentence: Sentence


@dataclass(frozen=True, slots=True)
class ProposalRecord:
    """One proposal for a receipt, rank 1 the best; `amount` is the money that it explains.

    It is `stale` once the receipt or one of its items moved: then it can't be accepted.
    """

    id: int
    rank: int
    score: int
    amount: Money
    shares: tuple[ShareRecord, ...]
    residues: tuple[ResidueRecord, ...]
    evidence: tuple[EvidenceRecord, ...]
    is_stale: bool

    @property
    def left(self) -> Decimal:
        """What of the receipt stays unapplied if it is accepted."""
        return sum(
            (each.amount for each in self.residues if each.reason in (Reason.OVERPAYMENT, Reason.DUPLICATE)),
            start=Decimal(0),
        )


@dataclass(frozen=True, slots=True)
class DeedRecord:
    """What was done with a receipt, by whom, how and why; `rank` and `score` are those of the proposal."""

    id: int
    receipt_id: int
    kind: DeedKind
    method: Method
    amount: Money
    shares: tuple[ShareRecord, ...]
    residues: tuple[ResidueRecord, ...]
    evidence: tuple[EvidenceRecord, ...]
    rank: int | None
    score: int | None
    reason: str
    done_at: datetime
    done_by: str
    undone_at: datetime | None
    undone_by: str
    undone_reason: str


@dataclass(frozen=True, slots=True)
class ClaimRecord:
    """Who works on a receipt, and until when nobody else may."""

    user_id: int
    user_name: str
    until: datetime


@dataclass(frozen=True, slots=True)
class NoteRecord:
    """What somebody wrote about a receipt; a question where `asked_name` is not empty."""

    id: int
    text: str
    asked_id: int | None
    asked_name: str
    answered_at: datetime | None
    written_by: str
    written_at: datetime


@dataclass(frozen=True, slots=True)
class WorkLine:
    """A receipt with money left, as the list of the workbench shows it.

    `receipt_id` names it for all acts; `item_id` is the ledger item that holds the money, `left` how much. The customer
    is the one with whom the money stands, None in suspense. `best` is the score of the first proposal, `numbers` what
    it would pay. `line_id` and `account_id` are the bank's line, where it came on a statement. `age` is in days.
    """

    receipt_id: int
    item_id: int
    entity_id: int
    value_date: date
    age: int
    left: Money
    amount: Money
    payer_name: str
    payer_account: str
    text: str
    bank_reference: str
    customer_id: int | None
    standing: Standing
    best: int | None
    numbers: tuple[str, ...]
    refusal_code: RefusalCode | None
    refusal: Sentence | None
    claim: ClaimRecord | None
    questions: int
    line_id: int | None
    account_id: int | None


@dataclass(frozen=True, slots=True)
class WorkPage:
    """A page of the lines to work; `count` is how many there are in all, `total` by currency what they hold."""

    lines: tuple[WorkLine, ...]
    count: int
    totals: tuple[Money, ...]


@dataclass(frozen=True, slots=True)
class WorkFilter:
    """Which lines are wanted; what is empty doesn't matter. `score_min` asks for a best proposal of that score."""

    entity_ids: frozenset[int] | None = None
    account_id: int | None = None
    statement_id: int | None = None
    from_date: date | None = None
    to_date: date | None = None
    in_suspense: bool = False
    score_min: int | None = None
    text: str = ""


@dataclass(frozen=True, slots=True)
class WorkDetail:
    """One receipt with its proposals, what was done with it, and what was written about it."""

    line: WorkLine
    proposals: tuple[ProposalRecord, ...]
    deeds: tuple[DeedRecord, ...]
    notes: tuple[NoteRecord, ...]


@dataclass(frozen=True, slots=True)
class SpreadRecord:
    """How money would be spread by the rules: the amount for each item by id, what is left, and which rules say so."""

    shares: Mapping[int, Decimal]
    left: Money
    why: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class OpenItemLine:
    """An open item that a receipt could pay, as the right side of the workbench shows it."""

    item_id: int
    customer_id: int
    customer_number: str
    customer_name: str
    kind: str
    number: str
    part: int
    issue_date: date
    due_date: date | None
    days_overdue: int
    amount: Money
    amount_open: Money


@dataclass(frozen=True, slots=True)
class ProgressAmount:
    """How far some receipts are, in one currency: counts and money.

    `received` = `applied` + `unapplied` + `suspense` + `not_ours` + `refunded`; `proposed` is the part of what is left
    for which there is a proposal.
    """

    currency: str
    receipts: int
    done: int
    received: Decimal
    applied: Decimal
    unapplied: Decimal
    suspense: Decimal
    not_ours: Decimal
    refunded: Decimal
    proposed_receipts: int
    proposed: Decimal

    @property
    def left(self) -> Decimal:
        """What is still to be worked."""
        return self.unapplied + self.suspense


@dataclass(frozen=True, slots=True)
class SuspenseAge:
    """Money in suspense of one age: `days_from` to `days_to` (None for no end) since it came."""

    currency: str
    days_from: int
    days_to: int | None
    receipts: int
    amount: Decimal


@dataclass(frozen=True, slots=True)
class Applied:
    """What an act on a receipt did: the deed, what it applied, and what is left of the receipt."""

    deed_id: int
    applied: Money
    left: Money


@dataclass(frozen=True, slots=True)
class AcceptedMany:
    """What became of accepting proposals together: receipts applied, and those left with the reason."""

    applied: int
    totals: tuple[Money, ...]
    refused: tuple[tuple[int, Sentence], ...]
