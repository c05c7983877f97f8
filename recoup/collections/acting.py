"""The gate of acts on customers: who may act on them, one at a time for each customer."""

from __future__ import annotations

from collections.abc import Collection

from django.db import connection

from recoup.collections import permissions
from recoup.kernel.actor import Actor
from recoup.kernel.errors import NotAllowed, NotFound
from recoup.parties import queries as parties
from recoup.parties.types import CustomerRecord
from recoup.team import queries as team


def customers_to_act_on(
    *, customer_ids: Collection[int], actor: Actor, permission: str = ""
) -> dict[int, CustomerRecord]:
    """Return the customers, for an actor who may collect there, or manage those who do.

    :raises NotFound: one of them doesn't exist for the actor
    :raises NotAllowed: the actor knows it, but may not act on it
    """
    found = dict(parties.customers_by_id(customer_ids=set(customer_ids), actor=actor))
    if len(found) != len(set(customer_ids)):
        raise NotFound
    rights = team.rights_of(actor)
    wanted = (permission,) if permission else (permissions.WORK, permissions.MANAGE)
    for entity_id in {customer.entity_id for customer in found.values()}:
        if not any(rights.has(name, entity_id) for name in wanted):
            raise NotAllowed
    return found


def lock_promises(customer_ids: Collection[int]) -> None:
    """Let one at a time take and judge promises of each of these customers, until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(hashtextextended('collections.promises', id))"
            " FROM unnest(%s::bigint[]) AS id ORDER BY id",
            [sorted(set(customer_ids))],
        )
