"""The gate of every write: the customer, locked, for someone who may."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import connection

from recoup.kernel.actor import Actor
from recoup.kernel.errors import DomainError, NotAllowed, NotFound
from recoup.kernel.sentences import Sentence
from recoup.parties.models import Customer
from recoup.team import queries as team
from recoup.team.rights import Rights


class InvalidEntry(DomainError):
    """What was entered can't be kept; the sentence says why."""

    def __init__(self, sentence: Sentence) -> None:
        Exception.__init__(self, sentence.text.format(**sentence.values))
        self.sentence = sentence


def lock_customer(*, customer_id: int, actor: Actor, permissions: Iterable[str]) -> Customer:
    """Return the customer, locked until the transaction ends, for an actor with one of the permissions.

    :raises NotFound: there is no such customer, or the actor has no right in its entity
    :raises NotAllowed: the actor has rights there, but none of these
    """
    customer = Customer.objects.select_for_update(of=("self",)).filter(id=customer_id).first()
    if customer is None:
        raise NotFound
    require_any(rights=team.rights_of(actor), permissions=permissions, entity_id=customer.entity_id)
    return customer


def lock_customers(*, customer_ids: Iterable[int]) -> None:
    """Let nobody else contact or change the customers until the transaction ends; always in the order of their ids.

    For programs that decide about customers: what refers to them may still be added meanwhile.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT FROM parties_customer WHERE id = ANY(%s) ORDER BY id FOR NO KEY UPDATE",
            [sorted(set(customer_ids))],
        )


def lock_numbers(*, entity_id: int) -> None:
    """Wait until nobody else changes the numbers and groups of the entity's customers; ends with the transaction."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended('parties_customer', %s))", [entity_id])


def require_any(*, rights: Rights, permissions: Iterable[str], entity_id: int) -> None:
    """Let pass whoever has one of the permissions in the entity.

    :raises NotFound: no right at all in the entity
    :raises NotAllowed: some right there, but none of these
    """
    if any(rights.has(permission, entity_id) for permission in permissions):
        return
    if rights.has(None, entity_id):
        raise NotAllowed
    raise NotFound
