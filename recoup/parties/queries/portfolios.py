"""Who looks after whom, and who is left alone: read for a whole entity at once."""

from __future__ import annotations

from datetime import date

from recoup.parties.models import Customer, CustomerHold
from recoup.parties.queries.holds import in_force
from recoup.parties.types import HoldScope


def portfolio_owners(*, entity_id: int) -> dict[int, int]:
    """Return the user who looks after each customer of the entity; customers without one are left out."""
    customers = Customer.objects.filter(entity_id=entity_id, portfolio_owner__isnull=False).order_by()
    return dict(customers.values_list("id", "portfolio_owner_id"))


def customers_left_alone(*, entity_id: int, on: date) -> frozenset[int]:
    """Return the customers of the entity whom nobody is to contact on that day, because a hold says so."""
    stopped = CustomerHold.objects.filter(
        customer__entity_id=entity_id, scope__in=[HoldScope.CONTACT.value, HoldScope.EVERYTHING.value]
    )
    return frozenset(hold.customer_id for hold in in_force(stopped, on))
