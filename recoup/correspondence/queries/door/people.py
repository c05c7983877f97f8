"""Whom a request would reach: found by the contact it names, or by whose number or address it is."""

from __future__ import annotations

from functools import lru_cache

from recoup.correspondence.types.door import ContactRequest
from recoup.engines.guard import AddressState, GuardRule, Person, Window
from recoup.kernel.contact import Channel, ContactRole
from recoup.parties.types import Conduct, ContactRecord, PreferenceRecord

_BY_NUMBER = frozenset({Channel.CALL, Channel.SMS})
_ADDRESSED = _BY_NUMBER | {Channel.EMAIL}
_BINDING = "UK-A2, US-A2"


def person_of(request: ContactRequest, conduct: Conduct) -> tuple[Person, int | None]:
    """Return whom the request would reach, and the contact's number if it is one.

    Without a contact the owner of the number or address is meant: a third person's number stays a third person's.
    """
    contact = _contact(request, conduct)
    if request.contact_id is not None and contact is None:
        return Person(role=None), request.contact_id
    role = ContactRole.DEBTOR if contact is None else contact.role
    language = conduct.language if contact is None else contact.language or conduct.language
    contact_id = None if contact is None else contact.id
    wishes = [wish for wish in conduct.preferences if wish.contact_id in (None, contact_id)]
    chosen = [wish.channels for wish in wishes if wish.channels]
    person = Person(
        role=role,
        address=_address_state(request, contact),
        languages=(language,),
        channels=frozenset.intersection(*chosen) if chosen else None,
        hours=tuple(_hours(wish.opens, wish.closes, wish.weekdays) for wish in wishes if _has_hours(wish)),
    )
    return person, contact_id


def _contact(request: ContactRequest, conduct: Conduct) -> ContactRecord | None:
    in_use = [contact for contact in conduct.contacts if contact.is_active]
    if request.contact_id is not None:
        return next((contact for contact in in_use if contact.id == request.contact_id), None)
    if request.channel not in _ADDRESSED or not request.address:
        return None
    owners = [contact for contact in in_use if _owns(contact, request)]
    # Shared by several, the number may bring any of them to the telephone.
    third = (contact for contact in owners if contact.role is ContactRole.THIRD_PERSON)
    return next(third, owners[0] if owners else None)


def _owns(contact: ContactRecord, request: ContactRequest) -> bool:
    if request.channel is Channel.EMAIL:
        return bool(contact.email) and contact.email.lower() == request.address.lower()
    return bool(contact.phone) and contact.phone == request.address


def _address_state(request: ContactRequest, contact: ContactRecord | None) -> AddressState:
    if request.channel not in _ADDRESSED:
        return AddressState.KNOWN
    if not request.address:
        return AddressState.MISSING
    return AddressState.KNOWN if contact is not None and _owns(contact, request) else AddressState.UNKNOWN


def _has_hours(wish: PreferenceRecord) -> bool:
    return (wish.opens, wish.closes, len(wish.weekdays)) != (0, 24 * 60, 7)


@lru_cache(maxsize=4096)
def _hours(opens: int, closes: int, weekdays: tuple[int, ...]) -> Window:
    """Return a wish about hours as a rule that binds us."""
    live = frozenset({Channel.CALL, Channel.SMS, Channel.VISIT, Channel.EMAIL})
    return Window(GuardRule.PREFERENCE, live, opens, closes, days=frozenset(weekdays), source=_BINDING)
