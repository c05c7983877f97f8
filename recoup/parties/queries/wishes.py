"""What customers want of us, where it isn't as the rules say for everybody."""

from __future__ import annotations

from recoup.kernel.actor import Actor
from recoup.parties.models import CustomerWish
from recoup.parties.queries.customers import get_customer


def confirmation_wishes(*, entity_id: int) -> dict[int, bool]:
    """Return by customer of the entity whether it wants its payments confirmed; who said nothing is left out."""
    wishes = CustomerWish.objects.filter(customer__entity_id=entity_id)
    return dict(wishes.values_list("customer_id", "confirms_payments"))


def confirmation_wish(*, customer_id: int, actor: Actor) -> bool | None:
    """Return whether one customer wants its payments confirmed, None when it is as the rules say.

    :raises NotFound: there is no such customer, or the actor may not read it
    """
    get_customer(customer_id=customer_id, actor=actor)
    return CustomerWish.objects.filter(pk=customer_id).values_list("confirms_payments", flat=True).first()
