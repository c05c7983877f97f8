"""Cheques: where they are, what was done with them, the slips and counts that go with them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import BinaryIO, NamedTuple

from recoup.cash.types.bank import Act
from recoup.kernel.money import Money
from recoup.kernel.sentences import N_
from recoup.ledger.types import Refusal


class ChequeState(StrEnum):
    """Where a cheque stands. PAID is what the ledger says: nothing of the cheque's item is open any more."""

    IN_HAND = "IN_HAND"
    ON_SLIP = "ON_SLIP"
    BANKED = "BANKED"
    PAID = "PAID"
    BOUNCED = "BOUNCED"
    RETURNED = "RETURNED"

    @property
    def label(self) -> str:
        """The English words for a screen, marked for the catalogues."""
        return _STATE_LABELS[self]


_STATE_LABELS: Mapping[ChequeState, str] = {
    ChequeState.IN_HAND: N_("In hand"),
    ChequeState.ON_SLIP: N_("On a deposit slip"),
    ChequeState.BANKED: N_("Banked"),
    ChequeState.PAID: N_("Cleared"),
    ChequeState.BOUNCED: N_("Bounced"),
    ChequeState.RETURNED: N_("Given back to the drawer"),
}


class RegistryState(StrEnum):
    """What the national registry of cheques (Sayad) says, as far as we looked."""

    NOT_REGISTERED = "NOT_REGISTERED"
    REGISTERED = "REGISTERED"
    CONFIRMED = "CONFIRMED"

    @property
    def label(self) -> str:
        """The English words for a screen, marked for the catalogues."""
        return _REGISTRY_LABELS[self]


_REGISTRY_LABELS: Mapping[RegistryState, str] = {
    RegistryState.NOT_REGISTERED: N_("Not registered in Sayad"),
    RegistryState.REGISTERED: N_("Registered in Sayad by the drawer"),
    RegistryState.CONFIRMED: N_("Confirmed by us in Sayad"),
}


class ChequePlace(StrEnum):
    """Where the cheque is payable, as the time for presenting it depends on that."""

    SAME_PLACE = "SAME_PLACE"
    OTHER_PLACE = "OTHER_PLACE"
    ABROAD = "ABROAD"

    @property
    def label(self) -> str:
        """The English words for a screen, marked for the catalogues."""
        return _PLACE_LABELS[self]


_PLACE_LABELS: Mapping[ChequePlace, str] = {
    ChequePlace.SAME_PLACE: N_("In our place"),
    ChequePlace.OTHER_PLACE: N_("In another place of the country"),
    ChequePlace.ABROAD: N_("Abroad"),
}


class ChequeStepKind(StrEnum):
    """What was done with a cheque."""

    REGISTERED = "REGISTERED"
    FOUND_IN_REGISTRY = "FOUND_IN_REGISTRY"
    CONFIRMED_IN_REGISTRY = "CONFIRMED_IN_REGISTRY"
    COVERED = "COVERED"
    UNCOVERED = "UNCOVERED"
    PUT_ON_SLIP = "PUT_ON_SLIP"
    TAKEN_OFF_SLIP = "TAKEN_OFF_SLIP"
    BANKED = "BANKED"
    CLEARED = "CLEARED"
    BOUNCED = "BOUNCED"
    REPRESENTED = "REPRESENTED"
    RETURNED = "RETURNED"

    @property
    def label(self) -> str:
        """The English words for a screen, marked for the catalogues."""
        return _STEP_LABELS[self]


_STEP_LABELS: Mapping[ChequeStepKind, str] = {
    ChequeStepKind.REGISTERED: N_("Taken in"),
    ChequeStepKind.FOUND_IN_REGISTRY: N_("Found registered in Sayad"),
    ChequeStepKind.CONFIRMED_IN_REGISTRY: N_("Confirmed by us in Sayad"),
    ChequeStepKind.COVERED: N_("Used to cover items"),
    ChequeStepKind.UNCOVERED: N_("Items no longer covered"),
    ChequeStepKind.PUT_ON_SLIP: N_("Put on a deposit slip"),
    ChequeStepKind.TAKEN_OFF_SLIP: N_("Taken off the deposit slip"),
    ChequeStepKind.BANKED: N_("Banked"),
    ChequeStepKind.CLEARED: N_("Cleared"),
    ChequeStepKind.BOUNCED: N_("Bounced"),
    ChequeStepKind.REPRESENTED: N_("To be presented again"),
    ChequeStepKind.RETURNED: N_("Given back to the drawer"),
}


class ChequeAct(StrEnum):
    """What can be done with a cheque as it stands now."""

    FIND_IN_REGISTRY = "FIND_IN_REGISTRY"
    CONFIRM_IN_REGISTRY = "CONFIRM_IN_REGISTRY"
    COVER = "COVER"
    UNCOVER = "UNCOVER"
    CLEAR = "CLEAR"
    BOUNCE = "BOUNCE"
    REPRESENT = "REPRESENT"
    RETURN = "RETURN"


class CountResult(StrEnum):
    """What a count found of one cheque."""

    SEEN = "SEEN"
    MISSING = "MISSING"
    NOT_IN_BOOK = "NOT_IN_BOOK"

    @property
    def label(self) -> str:
        """The English words for a screen, marked for the catalogues."""
        return _COUNT_LABELS[self]


_COUNT_LABELS: Mapping[CountResult, str] = {
    CountResult.SEEN: N_("There"),
    CountResult.MISSING: N_("In the book, but not there"),
    CountResult.NOT_IN_BOOK: N_("There, but not in the book"),
}


class NewCover(NamedTuple):
    """So much of an item (positive, in its currency) is covered by a cheque."""

    item_id: int
    amount: Decimal


class NewCheque(NamedTuple):
    """A cheque to take in, as it lies on the table. `line` is the caller's own, by which refusals are told.

    `cheque_date` is what is written on it: later than `received_on` for a post-dated one. `amount` is positive.
    `is_registered` tells that the registry shows it. What `covers` leaves over is the customer's credit.
    """

    line: int
    entity_id: int
    customer_number: str
    number: str
    drawer: str
    bank_name: str
    cheque_date: date
    received_on: date
    currency: str
    amount: Decimal
    sayad_id: str = ""
    branch: str = ""
    account_number: str = ""
    place: ChequePlace = ChequePlace.SAME_PLACE
    is_to_bearer: bool = False
    is_registered: bool = False
    covers: tuple[NewCover, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class NewImage:
    """A picture of a cheque, as a person hands it in."""

    name: str
    media_type: str
    content: BinaryIO


@dataclass(frozen=True, slots=True)
class RegisteredCheques:
    """What became of a batch: the ids of those taken in, in the order of their lines, and why others were not."""

    cheque_ids: tuple[int, ...]
    refused: tuple[Refusal, ...]
    totals: tuple[Money, ...]


@dataclass(frozen=True, slots=True)
class ChequeRecord:
    """A cheque as lists show it; `present_by` is the last day on which it must be presented, if the law sets one.

    `amount_open` is what of it is not paid yet; `amount_uncovered` what of it no item uses.
    """

    id: int
    entity_id: int
    customer_id: int
    item_id: int | None
    number: str
    sayad_id: str
    drawer: str
    bank_name: str
    branch: str
    account_number: str
    cheque_date: date
    received_on: date
    present_by: date | None
    amount: Money
    amount_open: Money
    amount_uncovered: Money
    state: ChequeState
    registry: RegistryState | None
    place: ChequePlace
    is_to_bearer: bool
    bounces: int
    slip_id: int | None
    image_id: int | None
    note: str


@dataclass(frozen=True, slots=True)
class ChequeStepRecord:
    """Something that was done with a cheque; `on` is the day for which it counts."""

    kind: ChequeStepKind
    on: date
    note: str
    act: Act
    slip_id: int | None


@dataclass(frozen=True, slots=True)
class ChequeCoverRecord:
    """So much of an item a cheque covers."""

    item_id: int
    number: str
    amount: Money


@dataclass(frozen=True, slots=True)
class ChequeDetail:
    """A cheque with its history, the oldest step first, what it covers, and what can be done with it now."""

    cheque: ChequeRecord
    steps: tuple[ChequeStepRecord, ...]
    covers: tuple[ChequeCoverRecord, ...]
    acts: frozenset[ChequeAct]


@dataclass(frozen=True, slots=True)
class ChequeFilter:
    """Which cheques are wanted; what is empty doesn't matter. Dates are those written on the cheques, both included.

    `text` is looked for in number, Sayad number and drawer.
    """

    entity_ids: frozenset[int] | None = None
    states: frozenset[ChequeState] = frozenset()
    customer_id: int | None = None
    bank_name: str = ""
    from_date: date | None = None
    to_date: date | None = None
    text: str = ""


@dataclass(frozen=True, slots=True)
class ChequePage:
    """A page of cheques, by the date on them; `count` is how many there are in all."""

    cheques: tuple[ChequeRecord, ...]
    count: int
    page: int
    size: int


@dataclass(frozen=True, slots=True)
class ChequeSum:
    """How many cheques of one state and currency there are, and what of them is not paid."""

    state: ChequeState
    cheques: int
    amount: Money


@dataclass(frozen=True, slots=True)
class SlipRecord:
    """A deposit slip: the cheques that go to one account of ours on a day; made by one person, confirmed by another."""

    id: int
    entity_id: int
    account_id: int
    day: date
    cheque_ids: tuple[int, ...]
    total: Money
    made: Act
    confirmed: Act | None
    is_cancelled: bool


@dataclass(frozen=True, slots=True)
class BouncedCheque:
    """That a cheque bounced: these items are open again, and the customer may owe a fee for it."""

    cheque_id: int
    item_ids: tuple[int, ...]
    fee: Money | None


class NewFound(NamedTuple):
    """A cheque that lay there and is not in the book, as far as the counter wrote it down."""

    number: str
    currency: str
    amount: Decimal | None


@dataclass(frozen=True, slots=True)
class CountLine:
    """What a count found of one cheque; of one that is not in the book only what was written down is known."""

    result: CountResult
    cheque_id: int | None
    number: str
    amount: Money | None


@dataclass(frozen=True, slots=True)
class CountRecord:
    """A count of the cheques in hand of an entity: by one person, signed by a second; then nothing of it changes."""

    id: int
    entity_id: int
    day: date
    lines: tuple[CountLine, ...]
    note: str
    counted: Act
    signed: Act | None
    signed_note: str

    @property
    def differences(self) -> tuple[CountLine, ...]:
        """Where the book and the count don't agree."""
        return tuple(line for line in self.lines if line.result is not CountResult.SEEN)
