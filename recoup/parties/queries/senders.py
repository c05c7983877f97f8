"""Whose address somebody writes from."""

from __future__ import annotations

from dataclasses import dataclass

from recoup.parties.models import Contact


@dataclass(frozen=True, slots=True)
class Sender:
    """A contact that has the address, and its customer."""

    entity_id: int
    customer_id: int
    contact_id: int


def contacts_with_email(*, email: str) -> list[Sender]:
    """Return the active contacts of all customers that have this e-mail address, whatever its case."""
    found = Contact.objects.filter(email__iexact=email.strip(), is_active=True).order_by("id")
    rows = found.values_list("customer__entity_id", "customer_id", "id")
    return [Sender(*row) for row in rows] if email.strip() else []
