"""Who looks after whom, and who is left alone: read for a whole entity at once."""

from __future__ import annotations

from datetime import date

from django.db.models import Q

from recoup.parties.models import Customer, CustomerHold
from recoup.parties.types import HoldScope


def portfolio_owners(*, entity_id: int) -> dict[int, int]:
    """Return the user who looks after each customer of the entity; customers without one are left out."""
    customers = Customer.objects.filter(entity_id=entity_id, portfolio_owner__isnull=False).order_by()
    return dict(customers.values_list("id", "portfolio_owner_id"))


def customers_left_alone(*, entity_id: int, on: date) -> frozenset[int]:
    """Return the customers of the entity whom nobody is to contact on that day, because a hold says so."""
    holds = CustomerHold.objects.filter(
        Q(until_date=None) | Q(until_date__gte=on),
        customer__entity_id=entity_id,
        from_date__lte=on,
        lifted_at=None,
        scope__in=[HoldScope.CONTACT.value, HoldScope.EVERYTHING.value],
    )
    return frozenset(holds.values_list("customer_id", flat=True))
