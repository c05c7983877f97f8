"""Offers, as they cross the border of the room."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from recoup.engines.offers import Priced
from recoup.kernel.money import Money
from recoup.kernel.sentences import N_, Sentence


class OfferKind(StrEnum):
    """What is offered: a discount for paying early, or to be satisfied with less of what is overdue."""

    DISCOUNT = "DISCOUNT"
    SETTLEMENT = "SETTLEMENT"

    @property
    def label(self) -> str:
        """The words for it on screens, to be translated."""
        return _KIND_LABELS[self]


_KIND_LABELS: Mapping[OfferKind, str] = {
    OfferKind.DISCOUNT: N_("Discount for paying early"),
    OfferKind.SETTLEMENT: N_("Settlement of what is overdue"),
}


class OfferState(StrEnum):
    """How far an offer has come."""

    ASKED = "ASKED"
    OFFERED = "OFFERED"
    TAKEN = "TAKEN"
    EXPIRED = "EXPIRED"
    WITHDRAWN = "WITHDRAWN"
    REFUSED = "REFUSED"

    @property
    def label(self) -> str:
        """The word for it on screens, to be translated."""
        return _STATE_LABELS[self]


_STATE_LABELS: Mapping[OfferState, str] = {
    OfferState.ASKED: N_("Waiting for approval"),
    OfferState.OFFERED: N_("Offered"),
    OfferState.TAKEN: N_("Taken"),
    OfferState.EXPIRED: N_("Expired"),
    OfferState.WITHDRAWN: N_("Withdrawn"),
    OfferState.REFUSED: N_("Refused"),
}


@dataclass(frozen=True, slots=True)
class NewOffer:
    """What is to be offered: `percent` off, or all for `to_pay`: just one of them; good until `valid_until`."""

    customer_id: int
    currency: str
    item_ids: tuple[int, ...]
    kind: OfferKind
    valid_until: date
    percent: Decimal | None = None
    to_pay: Decimal | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class OfferPreview:
    """An offer that is not made yet: its price, the rule, and why it would need an approval (nothing: it doesn't)."""

    priced: Priced
    rule: Sentence
    approval_reasons: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class OfferRef:
    """An offer by its id, how it stands now, and the request for approval if one was made."""

    id: int
    state: OfferState
    approval_id: int | None = None


@dataclass(frozen=True, slots=True)
class OfferItemLine:
    """An item of an offer."""

    item_id: int
    number: str
    amount: Money
    discount: Money


@dataclass(frozen=True, slots=True)
class OfferEventLine:
    """Something that happened to an offer, in words."""

    state: OfferState
    on: date
    told: Sentence
    note: str
    by_name: str
    at: datetime


@dataclass(frozen=True, slots=True)
class OfferLine:
    """An offer in a list. `given` is what was booked when it was taken."""

    id: int
    entity_id: int
    customer_id: int
    kind: OfferKind
    state: OfferState
    debt: Money
    to_pay: Money
    offered_on: date
    valid_until: date
    ended_on: date | None
    given: Money | None
    made_by: str

    @property
    def discount(self) -> Money:
        """What is given up when it is taken."""
        return self.debt - self.to_pay


@dataclass(frozen=True, slots=True)
class OfferDetail:
    """All that is known of an offer."""

    line: OfferLine
    note: str
    rule: Sentence
    items: tuple[OfferItemLine, ...]
    events: tuple[OfferEventLine, ...]
    approval_id: int | None


@dataclass(frozen=True, slots=True)
class OfferFilter:
    """Which offers a list shows; None: no matter."""

    entity_ids: frozenset[int]
    states: frozenset[OfferState] | None = None
    customer_id: int | None = None


@dataclass(frozen=True, slots=True)
class OfferPage:
    """A page of offers, and how many there are in all."""

    lines: tuple[OfferLine, ...]
    total: int


@dataclass(frozen=True, slots=True)
class OffersEffect:
    """What the offers made since a day cost and brought, in one currency.

    `days_earlier` is by how many days the money came before the customers' own habit, weighted by amount; it is known
    only for `amount_compared`: customers with a habit whose money was not to be expected yet.
    """

    currency: str
    made: int
    taken: int
    received: Money
    given: Money
    amount_compared: Money
    days_earlier: Decimal | None


@dataclass(frozen=True, slots=True)
class FollowedOffers:
    """What became of offers that were looked at."""

    taken: tuple[int, ...] = ()
    reopened: tuple[int, ...] = ()
    expired: tuple[int, ...] = ()
