"""The books that receipts are matched against, read as far as the receipts at hand need them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import NamedTuple

from django.db import connection

from recoup.cash.models import Cheque
from recoup.cash.operations.matching.rules import CashRules
from recoup.cash.operations.matching.virtual_accounts import virtual_names
from recoup.engines.matching import (
    Customer,
    Decision,
    Habits,
    Index,
    OpenItem,
    Rate,
    Reach,
    Receipt,
    build_index,
    compete,
    decide,
    decide_named,
    index_people,
    named_in,
    reach_of,
)
from recoup.ledger import queries as ledger
from recoup.ledger.queries import MatchableItem

_HABIT_TIME = timedelta(days=365)
# A payment reference that a document gave: RF, or digits long enough not to be anything else.
_REFERENCE = re.compile(r"RF\d{2}[0-9A-Z]{1,21}|\d{8,27}", re.IGNORECASE)

_CUSTOMERS = """
SELECT c.id, c.number, c.name_legal, c.name_trading, c.name_latin, c.parent_id,
    (SELECT array_agg(a.name ORDER BY a.id) FROM parties_payeralias AS a WHERE a.customer_id = c.id)
FROM parties_customer AS c WHERE c.entity_id = %s
"""

_ACCOUNTS = """
SELECT p.customer_id, p.account FROM cash_payeraccount AS p WHERE p.entity_id = %(entity)s
UNION
SELECT b.customer_id, b.account_number
FROM parties_bankaccount AS b JOIN parties_customer AS c ON c.id = b.customer_id
WHERE c.entity_id = %(entity)s AND b.status = 'ACTIVE'
"""

_HABITS = """
SELECT customer_id, count(*), count(*) FILTER (WHERE clears_balance), count(*) FILTER (WHERE clears_oldest)
FROM cash_receiptdeed
WHERE entity_id = %s AND done_at >= %s AND kind = 'APPLIED' AND undone_at IS NULL AND customer_id IS NOT NULL
GROUP BY customer_id
"""


class Decided(NamedTuple):
    """What was decided on receipts, in their order, and every item that was looked at, by its id."""

    decisions: tuple[Decision, ...]
    items: Mapping[int, OpenItem]


class Books:
    """The open items and customers of an entity as of a day: of the items only what the receipts ask for is read.

    `currency` is the entity's own, for exchange rates.
    """

    def __init__(self, *, entity_id: int, currency: str, on: date, now: datetime, rules: CashRules) -> None:
        self._entity_id, self._currency, self._on, self._rules = entity_id, currency, on, rules
        self._open = ledger.open_book(entity_id=entity_id)
        self._people = index_people(_customers(entity_id, now))
        # a cheque that is still with us can't have been paid by its bank; a person may apply other money to it
        self._not_banked = frozenset(
            Cheque.objects.filter(entity_id=entity_id, state="IN_HAND").values_list("item_id", flat=True)
        )

    def decide(self, receipts: Sequence[Receipt]) -> Decided:
        """Return the decisions on receipts that compete; opens the payers' books only where numbers don't settle it."""
        policy = self._rules.policy
        items = {item.item_id: item for item in self._named(receipts)}
        index = self._index(items, receipts, has_books=False)
        decisions = [decide_named(receipt, index, policy) for receipt in receipts]
        left = [receipt for receipt, decision in zip(receipts, decisions, strict=True) if decision is None]
        further = self._decide_with_books(left, items, reach_of(left, index, policy)) if left else iter(())
        decided = [decision or next(further) for decision in decisions]
        return Decided(compete(decided, items, policy), items)

    def _decide_with_books(
        self, receipts: Sequence[Receipt], items: dict[int, OpenItem], reach: Reach
    ) -> Iterator[Decision]:
        """Yield the decisions on receipts that name too little; what is read for them is added to `items`."""
        items.update((item.item_id, item) for item in self._in_reach(reach))
        index = self._index(items, receipts, has_books=True)
        for receipt in receipts:
            yield decide(receipt, index, self._rules.policy)

    def _named(self, receipts: Iterable[Receipt]) -> Iterator[OpenItem]:
        named = named_in(receipts, self._open.longest)
        found = ledger.items_named_like(
            entity_id=self._entity_id,
            until=self._on,
            numbers=named.numbers,
            lookalikes=named.alike,
            digits=named.digits,
        )
        return self._payable(found)

    def _in_reach(self, reach: Reach) -> Iterator[OpenItem]:
        found = ledger.items_of_payers(
            entity_id=self._entity_id,
            until=self._on,
            settled_since=self._on - timedelta(days=self._rules.policy.duplicate_days),
            customer_ids=reach.customer_ids,
            amounts=reach.amounts,
        )
        return self._payable(found)

    def _payable(self, found: Iterable[MatchableItem]) -> Iterator[OpenItem]:
        for one in found:
            if one.item_id not in self._not_banked:
                yield OpenItem(
                    item_id=one.item_id,
                    entity_id=one.entity_id,
                    customer_id=one.customer_id,
                    number=one.number,
                    currency=one.currency,
                    amount=one.amount,
                    amount_open=one.amount_open,
                    issue_date=one.issue_date,
                    due_date=one.due_date,
                    part=one.part,
                    references=_references(one.reference),
                    settled_date=one.settled_date,
                )

    def _index(self, items: Mapping[int, OpenItem], receipts: Iterable[Receipt], *, has_books: bool) -> Index:
        currencies = {
            self._currency,
            *(receipt.currency for receipt in receipts),
            *(item.currency for item in items.values()),
        }
        return build_index(
            items.values(),
            self._people,
            _rates(currencies, self._currency, self._on),
            size=self._open.size,
            longest=self._open.longest,
            has_books=has_books,
        )


def _references(reference: str) -> tuple[str, ...]:
    return (reference,) if _REFERENCE.fullmatch(reference.replace(" ", "")) else ()


def _customers(entity_id: int, now: datetime) -> Iterator[Customer]:
    accounts, virtual = _accounts(entity_id), virtual_names(entity_id)
    habits = _habits(entity_id, now)
    with connection.cursor() as cursor:
        cursor.execute(_CUSTOMERS, [entity_id])
        rows = cursor.fetchall()
    parents = {row[0]: row[5] for row in rows}
    having = {parent for parent in parents.values() if parent is not None}
    for customer_id, number, legal, trading, latin, parent_id, aliases in rows:
        yield Customer(
            customer_id=customer_id,
            entity_id=entity_id,
            number=number,
            names=tuple(dict.fromkeys(name for name in (legal, trading, latin) if name)),
            aliases=tuple(aliases or ()),
            accounts=tuple(accounts.get(customer_id, ())),
            virtual_accounts=tuple(virtual.get(customer_id, ())),
            group_id=_root(customer_id, parents) if parent_id or customer_id in having else None,
            habits=habits.get(customer_id, Habits()),
        )


def _root(customer_id: int, parents: Mapping[int, int | None]) -> int:
    """Return the head of a customer's group; a circle of parents ends where it began."""
    seen: list[int] = []
    while customer_id not in seen:
        seen.append(customer_id)
        parent = parents.get(customer_id)
        if parent is None:
            return customer_id
        customer_id = parent
    return min(seen[seen.index(customer_id) :])


def _accounts(entity_id: int) -> dict[int, list[str]]:
    """Return the accounts from which customers pay."""
    accounts: dict[int, list[str]] = {}
    with connection.cursor() as cursor:
        cursor.execute(_ACCOUNTS, {"entity": entity_id})
        for customer_id, account in cursor:
            accounts.setdefault(customer_id, []).append(account)
    return accounts


def _habits(entity_id: int, now: datetime) -> dict[int, Habits]:
    with connection.cursor() as cursor:
        cursor.execute(_HABITS, [entity_id, now - _HABIT_TIME])
        return {
            customer_id: Habits(payments, balance, oldest)
            for customer_id, payments, balance, oldest in cursor
        }


def _rates(currencies: Iterable[str], base: str, on: date) -> list[Rate]:
    """Return the rates between all the currencies, by way of the entity's own."""
    worth = {
        code: rate.rate
        for code, rate in ledger.rates_as_of(
            currencies=sorted(currencies), base_currency=base, as_of=on
        ).items()
    }
    return [Rate(one, other, worth[one] / worth[other]) for one in worth for other in worth if one != other]
