"""Whose address or number somebody writes from."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q

from recoup.parties.models import Contact

_DIGITS_MIN = 5


@dataclass(frozen=True, slots=True)
class Sender:
    """A contact that has the address, and its customer."""

    entity_id: int
    customer_id: int
    contact_id: int
    address: str


def contacts_with_phone(*, phone: str) -> list[Sender]:
    """Return the active contacts of all customers that have this number, as networks write it.

    With or without the plus or two zeros; with one zero it is the number as it is dialed in its own country.
    """
    signs = "".join(sign for sign in phone if sign.isdecimal())
    digits = signs.lstrip("0")
    if len(digits) < _DIGITS_MIN:
        return []
    is_it = Q(phone__in=[f"+{digits}", digits, phone.strip()])
    if len(signs) - len(digits) == 1:
        is_it |= Q(phone__startswith="+", phone__endswith=digits)
    found = Contact.objects.filter(is_it, is_active=True)
    rows = found.order_by("id").values_list("customer__entity_id", "customer_id", "id", "phone")
    return [Sender(*row) for row in rows]


def contacts_with_email(*, email: str) -> list[Sender]:
    """Return the active contacts of all customers that have this e-mail address, whatever its case."""
    found = Contact.objects.filter(email__iexact=email.strip(), is_active=True).order_by("id")
    rows = found.values_list("customer__entity_id", "customer_id", "id", "email")
    return [Sender(*row) for row in rows] if email.strip() else []
