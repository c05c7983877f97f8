"""To whom and where one writes: read for many customers at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from recoup.parties.models import Address, Contact
from recoup.parties.types import AddressPurpose, ContactPurpose


@dataclass(frozen=True, slots=True)
class Mailing:
    """How letters to a customer are addressed, and by whom they are read; empty where nothing is known."""

    contact_name: str = ""
    address_lines: tuple[str, ...] = ()
    contact_id: int | None = None
    email: str = ""
    phone: str = ""
    postal_code: str = ""
    city: str = ""


def mailing_of(*, customer_ids: Iterable[int]) -> Mapping[int, Mailing]:
    """Return where letters about invoices go: the contact for accounts payable, and the billing or registered address.

    Customers of whom neither is known are left out.
    """
    wanted = list(customer_ids)
    contacts = Contact.objects.filter(
        customer_id__in=wanted, is_active=True, purpose=ContactPurpose.ACCOUNTS_PAYABLE.value
    ).order_by("-id")
    people = {contact.customer_id: contact for contact in contacts}
    places = _addresses(wanted)
    return {
        customer_id: _mailing(people.get(customer_id), places.get(customer_id))
        for customer_id in people.keys() | places.keys()
    }


def _mailing(contact: Contact | None, address: Address | None) -> Mailing:
    place = ("", "") if address is None else (address.postal_code, address.city)
    lines = () if address is None else _lines(address)
    if contact is None:
        return Mailing("", lines, None, "", "", *place)
    return Mailing(contact.name, lines, contact.id, contact.email, contact.phone, *place)


def _addresses(customer_ids: list[int]) -> dict[int, Address]:
    """Return the billing address, or else of the registered one."""
    purposes = (AddressPurpose.REGISTERED.value, AddressPurpose.BILLING.value)
    found = Address.objects.filter(customer_id__in=customer_ids, is_active=True, purpose__in=purposes)
    ordered = sorted(found, key=lambda address: (purposes.index(address.purpose), -address.id))
    return {address.customer_id: address for address in ordered}


def _lines(address: Address) -> tuple[str, ...]:
    town = " ".join(part for part in (address.postal_code, address.city) if part)
    lines = [*address.lines.splitlines(), town, address.region]
    return tuple(line.strip() for line in lines if line.strip())
