"""Whose address or number somebody writes from."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q

from recoup.parties.models import Contact
from recoup.parties.types import ContactRecord

_DIGITS_MIN = 5


@dataclass(frozen=True, slots=True)
class Sender:
    """A contact that has the address, and its customer."""

    entity_id: int
    customer_id: int
    contact_id: int
    address: str


@dataclass(frozen=True, slots=True)
class _Number:
    """How a number may be written with a contact: in one of these ways, or so that it ends with what is dialed."""

    spellings: tuple[str, ...] = ()
    ending: str = ""


@dataclass(frozen=True, slots=True)
class Origins:
    """The addresses and numbers that some messages came from, to be looked for among contacts that were read before."""

    emails: frozenset[str]
    spellings: frozenset[str]
    endings: tuple[str, ...]

    @classmethod
    def of(cls, *, emails: Iterable[str], phones: Iterable[str]) -> Origins:
        """Return what is to be looked for; the same counts as one's own as where contacts are looked for by it."""
        numbers = [_number(phone) for phone in phones]
        return cls(
            emails=frozenset(email.strip().casefold() for email in emails if email.strip()),
            spellings=frozenset(spelling for number in numbers for spelling in number.spellings),
            endings=tuple(number.ending for number in numbers if number.ending),
        )

    def has(self, contact: ContactRecord) -> bool:
        """Return whether a message came from the contact's address or number."""
        return (
            contact.email.casefold() in self.emails
            or contact.phone in self.spellings
            or (contact.phone.startswith("+") and contact.phone.endswith(self.endings))
        )


def contacts_with_phone(*, phone: str) -> list[Sender]:
    """Return the active contacts of all customers that have this number, as networks write it.

    With or without the plus or two zeros; with one zero it is the number as it is dialed in its own country.
    """
    number = _number(phone)
    if not number.spellings:
        return []
    is_it = Q(phone__in=number.spellings)
    if number.ending:
        is_it |= Q(phone__startswith="+", phone__endswith=number.ending)
    found = Contact.objects.filter(is_it, is_active=True)
    rows = found.order_by("id").values_list("customer__entity_id", "customer_id", "id", "phone")
    return [Sender(*row) for row in rows]


def contacts_with_email(*, email: str) -> list[Sender]:
    """Return the active contacts of all customers that have this e-mail address, whatever its case."""
    found = Contact.objects.filter(email__iexact=email.strip(), is_active=True).order_by("id")
    rows = found.values_list("customer__entity_id", "customer_id", "id", "email")
    return [Sender(*row) for row in rows] if email.strip() else []


def _number(phone: str) -> _Number:
    signs = "".join(sign for sign in phone if sign.isdecimal())
    digits = signs.lstrip("0")
    if len(digits) < _DIGITS_MIN:
        return _Number()
    is_dialed_at_home = len(signs) - len(digits) == 1
    return _Number((f"+{digits}", digits, phone.strip()), digits if is_dialed_at_home else "")
