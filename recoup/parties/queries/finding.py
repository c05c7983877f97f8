"""Finding customers as one types, and lists of them by pages."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Q, QuerySet

from recoup.kernel.actor import Actor
from recoup.kernel.folding import fold, fold_reference
from recoup.parties.models import Customer
from recoup.parties.queries.customers import customer_record, readable
from recoup.parties.search import parts
from recoup.parties.types import CustomerFilters, CustomerPage, CustomerRecord, CustomerSort

PAGE_SIZE = 50
# So many hits are ranked; whoever gets more types another letter.
_CANDIDATES = 100

_ORDER = {
    CustomerSort.NUMBER: ("number", "id"),
    CustomerSort.NAME: ("name_legal", "id"),
    CustomerSort.NEWEST: ("-id",),
}


def find_customers(*, text: str, actor: Actor, limit: int = 20) -> list[CustomerRecord]:
    """Return the customers whose number, names or tax number hold every word of `text`, the likeliest first.

    Case, diacritics, letter variants and native digits don't matter, and Chinese is found by its pinyin and its
    initials. Words of one or two letters must begin a word. Nothing is found for an empty text.
    """
    wanted = parts(text)
    if not wanted:
        return []
    exact = readable(actor).filter(number=text.strip())[:limit]
    similar = _matching(readable(actor), wanted).order_by()[:_CANDIDATES]
    found = {customer.id: customer for customer in (*exact, *similar)}
    ranked = sorted(found.values(), key=lambda customer: _rank(customer, fold(text), fold_reference(text)))
    return [customer_record(customer) for customer in ranked[:limit]]


def customer_page(
    *,
    actor: Actor,
    filters: CustomerFilters = CustomerFilters(),  # noqa: B008  # frozen and empty
    sort: CustomerSort = CustomerSort.NUMBER,
    page: int = 1,
    size: int = PAGE_SIZE,
) -> CustomerPage:
    """Return one page of the customers that the filters leave; a page beyond the last is the last."""
    found = _filtered(readable(actor), filters)
    total = found.count()
    number = max(1, min(page, -(-total // size)))
    # The ids come from the index alone; a deep page would otherwise read every row before it.
    ids = list(
        found.order_by(*_ORDER[sort]).values_list("id", flat=True)[(number - 1) * size : number * size]
    )
    rows = Customer.objects.filter(id__in=ids).order_by(*_ORDER[sort])
    return CustomerPage(tuple(map(customer_record, rows)), total, number, size)


def _filtered(customers: QuerySet[Customer], filters: CustomerFilters) -> QuerySet[Customer]:
    wanted = {
        "entity_id": filters.entity_id,
        "country": filters.country or None,
        "currency": filters.currency or None,
        "portfolio_owner_id": filters.portfolio_owner_id,
        "status": filters.status,
    }
    chosen = {name: value for name, value in wanted.items() if value is not None}
    return _matching(customers.filter(**chosen), parts(filters.text))


def _matching(customers: QuerySet[Customer], wanted: Iterable[str]) -> QuerySet[Customer]:
    match = Q()
    for part in wanted:
        match &= Q(search_text__contains=part)
    return customers.filter(match)


def _rank(customer: Customer, folded: str, reference: str) -> tuple[int, int, str, int]:
    """Return where a hit stands: the number itself, its beginning, a name's beginning, the rest; short names first."""
    number = fold_reference(customer.number)
    names = [fold(name) for name in (customer.name_legal, customer.name_trading, customer.name_latin)]
    if number == reference:
        place = 0
    elif reference and number.startswith(reference):
        place = 1
    elif any(name.startswith(folded) for name in names):
        place = 2
    else:
        place = 3
    return place, len(customer.name_legal), customer.number, customer.id
