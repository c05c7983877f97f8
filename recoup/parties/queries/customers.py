"""Customers, one or many. A reader without rights in the entity finds nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.db.models import QuerySet

from recoup.kernel.actor import Actor
from recoup.kernel.contact import PartyKind
from recoup.kernel.errors import NotFound
from recoup.parties.models import Customer
from recoup.parties.types import CustomerDetail, CustomerRecord, CustomerStatus
from recoup.team import queries as team


def get_customer(*, customer_id: int, actor: Actor) -> CustomerDetail:
    """Return one customer with the names that its page shows.

    :raises NotFound: there is none, or the actor may not read customers of its entity
    """
    customer = (
        readable(actor).filter(id=customer_id).select_related("parent", "entity", "portfolio_owner").first()
    )
    if customer is None:
        raise NotFound
    owner = customer.portfolio_owner
    return CustomerDetail(
        customer=customer_record(customer),
        entity_code=customer.entity.code,
        parent=None if customer.parent is None else customer_record(customer.parent),
        children=tuple(map(customer_record, Customer.objects.filter(parent_id=customer.id))),
        portfolio_owner_name="" if owner is None else owner.name,
        created_at=customer.created_at,
    )


def customers_by_id(*, customer_ids: Iterable[int], actor: Actor) -> Mapping[int, CustomerRecord]:
    """Return those of the customers that the actor may read, by id."""
    found = readable(actor).filter(id__in=set(customer_ids))
    return {customer.id: customer_record(customer) for customer in found}


def customer_ids(*, entity_id: int, numbers: Iterable[str], actor: Actor) -> Mapping[str, int]:
    """Return the ids of the customers of an entity by their numbers; unknown numbers are left out."""
    found = readable(actor).filter(entity_id=entity_id, number__in=set(numbers))
    return dict(found.values_list("number", "id"))


def group_ids(*, customer_id: int, actor: Actor) -> frozenset[int]:
    """Return the customer and all below it in its group, at any depth.

    :raises NotFound: there is no such customer, or the actor may not read it
    """
    if not readable(actor).filter(id=customer_id).exists():
        raise NotFound
    rows = Customer.objects.raw(
        "WITH RECURSIVE below AS (SELECT %s::bigint AS id UNION"
        " SELECT c.id FROM parties_customer c JOIN below ON c.parent_id = below.id) SELECT id FROM below",
        [customer_id],
    )
    return frozenset(row.id for row in rows)


def readable(actor: Actor) -> QuerySet[Customer]:
    """Return the customers that the actor may read: the gate of this room."""
    scopes = team.rights_of(actor).scopes("parties.read")
    return Customer.objects.all() if scopes is None else Customer.objects.filter(entity_id__in=scopes)


def customer_record(customer: Customer) -> CustomerRecord:
    """Return what may leave the room of a customer's row."""
    return CustomerRecord(
        id=customer.id,
        entity_id=customer.entity_id,
        number=customer.number,
        name_legal=customer.name_legal,
        name_trading=customer.name_trading,
        name_latin=customer.name_latin,
        tax_id=customer.tax_id,
        country=customer.country,
        language=customer.language,
        currency=customer.currency,
        terms_code=customer.terms_code,
        time_zone=customer.time_zone,
        parent_id=customer.parent_id,
        portfolio_owner_id=customer.portfolio_owner_id,
        status=CustomerStatus(customer.status),
        party_kind=PartyKind(customer.party_kind),
    )


def party_kinds(*, customer_ids: Iterable[int]) -> Mapping[int, PartyKind]:
    """Return what each of the customers is, by one query; for programs."""
    found = Customer.objects.filter(id__in=sorted(customer_ids)).order_by().values_list("id", "party_kind")
    return {customer_id: PartyKind(kind) for customer_id, kind in found}
