"""The numbers of all customers of some entities, for those who read whole files against them."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from recoup.parties.models import Customer


def terms_by_number(*, entity_ids: Collection[int]) -> Mapping[tuple[int, str], str]:
    """Return the payment terms of every customer by entity and number, empty where none are agreed; for programs."""
    rows = Customer.objects.filter(entity_id__in=entity_ids).values_list("entity_id", "number", "terms_code")
    return {(entity_id, number): terms for entity_id, number, terms in rows.iterator()}


def has_customers(*, entity_ids: Collection[int]) -> bool:
    """Return whether any of the entities has a customer; for programs."""
    return Customer.objects.filter(entity_id__in=entity_ids).exists()
