"""What was found, as the search dialog lists it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from recoup.kernel.actor import Actor
from recoup.kernel.folding import fold
from recoup.kernel.money import Money
from recoup.ledger.types import ItemLine
from recoup.parties.types import CustomerRecord
from recoup.team import queries as team
from recoup.web.shared.navigation import DESTINATIONS, address


@dataclass(frozen=True, slots=True)
class Found:
    """One thing that was found; `amount` is what is open of an item."""

    url: str
    title: str | Promise
    note: str
    icon: str
    amount: Money | None = None


def customers(found: Sequence[CustomerRecord]) -> list[Found]:
    """Return the customers as they are listed."""
    return [
        Found(reverse("customers:page", args=[customer.id]), customer.name, customer.number, "building-2")
        for customer in found
    ]


def items(found: Sequence[ItemLine]) -> list[Found]:
    """Return the items as they are listed."""
    return [
        Found(
            reverse("ledger:item", args=[item.id]),
            item.name,
            _(item.kind.label),
            "file-text",
            item.amount_open,
        )
        for item in found
    ]


def actions(text: str, actor: Actor) -> Iterator[Found]:
    """Yield the pages whose name holds `text`, of those that the actor may open."""
    wanted = fold(text)
    for destination in DESTINATIONS:
        url = address(destination.name)
        if url and wanted in fold(str(destination.label)) and _may_open(destination.permission, actor):
            yield Found(url, destination.label, "", destination.icon)


def _may_open(permission: str, actor: Actor) -> bool:
    return "." not in permission or team.has_permission(actor=actor, permission=permission)
