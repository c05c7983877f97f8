"""Who may pay: the customers by number, account, alias, name and group. Built once, then only read."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from recoup.engines.matching.names import Likeness, NameIndex, alike_names, index_names
from recoup.engines.matching.types import Customer
from recoup.kernel.folding import fold_reference


@dataclass(slots=True, eq=False)
class People:
    """The customers, and every way in which a payment may point to one. Build it with `index_people`."""

    customers: Mapping[int, Customer]
    by_number: Mapping[str, tuple[int, ...]]
    by_account: Mapping[str, tuple[int, ...]]
    by_virtual_account: Mapping[str, tuple[int, ...]]
    by_alias: Mapping[tuple[int, str], tuple[int, ...]]
    names: Mapping[int, NameIndex]
    groups: Mapping[int, tuple[int, ...]]
    _alike: dict[tuple[int, str], tuple[Likeness, ...]] = field(default_factory=dict)

    def alike_names(self, entity_id: int, name: str) -> tuple[Likeness, ...]:
        """Return the customers of the entity named like `name`, the best first."""
        key = (entity_id, name)
        found = self._alike.get(key)
        if found is None:
            names = self.names.get(entity_id)
            found = self._alike[key] = alike_names(name, names) if names else ()
        return found

    def group(self, customer_id: int) -> tuple[int, ...]:
        """Return the customers of the same group, in order; the customer alone where there is none."""
        customer = self.customers.get(customer_id)
        group_id = customer.group_id if customer else None
        return self.groups[group_id] if group_id is not None else (customer_id,)


def index_people(customers: Iterable[Customer]) -> People:
    """Return the customers as the matching looks them up. The order in which they are given changes nothing."""
    ranked = sorted(customers, key=lambda customer: customer.customer_id)
    names: dict[int, list[tuple[int, str]]] = {}
    groups: dict[int, list[int]] = {}
    for customer in ranked:
        pairs = [(customer.customer_id, name) for name in (*customer.names, *customer.aliases)]
        names.setdefault(customer.entity_id, []).extend(pairs)
        if customer.group_id is not None:
            groups.setdefault(customer.group_id, []).append(customer.customer_id)
    return People(
        customers={customer.customer_id: customer for customer in ranked},
        by_number=_ids(ranked, lambda customer: (customer.number,)),
        by_account=_ids(ranked, lambda customer: customer.accounts),
        by_virtual_account=_ids(ranked, lambda customer: customer.virtual_accounts),
        by_alias=_aliases(ranked),
        names={entity_id: index_names(pairs) for entity_id, pairs in names.items()},
        groups={group_id: tuple(members) for group_id, members in groups.items()},
    )


def alias_key(name: str) -> str:
    """Return how a payer's name is kept as an alias: folded, letters and digits only."""
    return fold_reference(name)


def _ids(
    customers: Iterable[Customer], texts: Callable[[Customer], Iterable[str]]
) -> dict[str, tuple[int, ...]]:
    table: dict[str, dict[int, None]] = {}
    for customer in customers:
        for text in texts(customer):
            if folded := fold_reference(text):
                table.setdefault(folded, {})[customer.customer_id] = None
    return {key: tuple(found) for key, found in table.items()}


def _aliases(customers: Iterable[Customer]) -> dict[tuple[int, str], tuple[int, ...]]:
    table: dict[tuple[int, str], list[int]] = {}
    for customer in customers:
        for alias in dict.fromkeys(customer.aliases):
            table.setdefault((customer.entity_id, alias_key(alias)), []).append(customer.customer_id)
    return {key: tuple(found) for key, found in table.items()}
