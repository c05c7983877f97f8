"""Offers as the pages show them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from recoup.collections.types import OfferLine, OfferState
from recoup.parties.types import CustomerRecord

_TONES = {
    OfferState.ASKED: "warn",
    OfferState.OFFERED: "",
    OfferState.TAKEN: "ok",
    OfferState.EXPIRED: "mute",
    OfferState.WITHDRAWN: "mute",
    OfferState.REFUSED: "bad",
}


@dataclass(frozen=True, slots=True)
class OfferRow:
    """An offer in a list or at the head of its page."""

    offer: OfferLine
    customer: str
    kind: str
    state: str
    tone: str


def rows(offers: Iterable[OfferLine], customers: Mapping[int, CustomerRecord]) -> list[OfferRow]:
    """Return offers as rows."""
    return [row(offer, customers) for offer in offers]


def row(offer: OfferLine, customers: Mapping[int, CustomerRecord]) -> OfferRow:
    """Return an offer as a row."""
    found = customers.get(offer.customer_id)
    name = found.name_legal if found else ""
    return OfferRow(offer, name, _(offer.kind.label), _(offer.state.label), _TONES[offer.state])


def may_end(offer: OfferLine) -> bool:
    """Return whether the offer is still open."""
    return offer.state in (OfferState.ASKED, OfferState.OFFERED)
