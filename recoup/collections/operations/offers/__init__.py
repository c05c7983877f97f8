"""What people and the program do with offers."""

from recoup.collections.operations.offers.following import follow_offers, follow_offers_of_items
from recoup.collections.operations.offers.making import (
    begin_approved_offer,
    end_offer,
    make_offer,
    offer_fingerprint,
    refuse_offer,
)

__all__ = [
    "begin_approved_offer",
    "end_offer",
    "follow_offers",
    "follow_offers_of_items",
    "make_offer",
    "offer_fingerprint",
    "refuse_offer",
]
