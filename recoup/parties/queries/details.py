"""What belongs to a customer: contacts, addresses and the names under which it pays."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from recoup.kernel.actor import Actor
from recoup.kernel.contact import ContactRole
from recoup.kernel.folding import fold
from recoup.parties.models import Address, Contact, PayerAlias
from recoup.parties.queries.customers import readable
from recoup.parties.types import (
    AddressPurpose,
    AddressRecord,
    ContactPurpose,
    ContactRecord,
    PayerAliasRecord,
)


def contacts(*, customer_id: int, actor: Actor) -> list[ContactRecord]:
    """Return the contacts of a customer, those in use first; nothing for who may not read the customer."""
    found = Contact.objects.filter(customer__in=readable(actor).filter(id=customer_id).order_by())
    return [contact_record(contact) for contact in found.order_by("-is_active", "id")]


def contacts_by_customer(
    *, customer_ids: Iterable[int], purpose: ContactPurpose, actor: Actor
) -> Mapping[int, tuple[ContactRecord, ...]]:
    """Return the contacts in use that have this purpose, by customer; a customer without any is left out."""
    customers = readable(actor).filter(id__in=set(customer_ids)).order_by()
    found = Contact.objects.filter(customer__in=customers, purpose=purpose, is_active=True)
    grouped: dict[int, list[ContactRecord]] = defaultdict(list)
    for contact in found.order_by("id"):
        grouped[contact.customer_id].append(contact_record(contact))
    return {customer_id: tuple(contacts) for customer_id, contacts in grouped.items()}


def contacts_by_id(*, contact_ids: Iterable[int], actor: Actor) -> dict[int, ContactRecord]:
    """Return contacts by their id, in use or not; those of customers whom the actor may not read are left out."""
    found = Contact.objects.filter(id__in=set(contact_ids), customer__in=readable(actor).order_by())
    return {contact.id: contact_record(contact) for contact in found}


def addresses(*, customer_id: int, actor: Actor) -> list[AddressRecord]:
    """Return the addresses of a customer, those in use first; nothing for who may not read the customer."""
    found = Address.objects.filter(customer__in=readable(actor).filter(id=customer_id).order_by())
    return [address_record(address) for address in found.order_by("-is_active", "id")]


def payer_aliases(*, customer_id: int, actor: Actor) -> list[PayerAliasRecord]:
    """Return the other names under which a customer pays; nothing for who may not read the customer."""
    found = PayerAlias.objects.filter(customer__in=readable(actor).filter(id=customer_id).order_by())
    return [
        PayerAliasRecord(alias.id, alias.customer_id, alias.name) for alias in found.order_by("name", "id")
    ]


def customers_paying_as(
    *, entity_id: int, names: Iterable[str], actor: Actor
) -> Mapping[str, frozenset[int]]:
    """Return which customers of the entity are known to pay under each of the names; unknown names are left out.

    Names are compared folded; several customers may share one, and then the name proves nothing.
    """
    folded = {name: fold(name) for name in names}
    customers = readable(actor).filter(entity_id=entity_id).order_by()
    found = PayerAlias.objects.filter(name_folded__in=set(folded.values()), customer__in=customers)
    payers: dict[str, set[int]] = defaultdict(set)
    for name_folded, customer_id in found.values_list("name_folded", "customer_id"):
        payers[name_folded].add(customer_id)
    return {name: frozenset(payers[key]) for name, key in folded.items() if key in payers}


def contact_record(contact: Contact) -> ContactRecord:
    """Return what may leave the room of a contact's row."""
    return ContactRecord(
        id=contact.id,
        customer_id=contact.customer_id,
        name=contact.name,
        purpose=ContactPurpose(contact.purpose),
        email=contact.email,
        phone=contact.phone,
        language=contact.language,
        is_active=contact.is_active,
        role=ContactRole(contact.role),
    )


def address_record(address: Address) -> AddressRecord:
    """Return what may leave the room of an address's row."""
    return AddressRecord(
        id=address.id,
        customer_id=address.customer_id,
        purpose=AddressPurpose(address.purpose),
        lines=address.lines,
        postal_code=address.postal_code,
        city=address.city,
        region=address.region,
        country=address.country,
        is_active=address.is_active,
    )
