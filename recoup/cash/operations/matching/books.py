"""The books that receipts are matched against: all open items and customers of an entity, read at once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta

from django.db import connection

from recoup.cash.models import Cheque
from recoup.cash.operations.matching.facts import Case, numbers_in
from recoup.cash.operations.matching.rules import CashRules
from recoup.engines.matching import Customer, Habits, Index, OpenItem, Rate, build_index
from recoup.ledger import queries as ledger

_HABIT_TIME = timedelta(days=365)
# A payment reference that a document gave: RF, or digits long enough not to be anything else.
_REFERENCE = re.compile(r"RF\d{2}[0-9A-Z]{1,21}|\d{8,27}", re.IGNORECASE)

_CUSTOMERS = """
SELECT c.id, c.number, c.name_legal, c.name_trading, c.name_latin, c.parent_id,
    (SELECT array_agg(a.name ORDER BY a.id) FROM parties_payeralias AS a WHERE a.customer_id = c.id)
FROM parties_customer AS c WHERE c.entity_id = %s
"""

_ACCOUNTS = """
SELECT p.customer_id, p.account, p.is_virtual FROM cash_payeraccount AS p WHERE p.entity_id = %(entity)s
UNION
SELECT b.customer_id, b.account_number, false
FROM parties_bankaccount AS b JOIN parties_customer AS c ON c.id = b.customer_id
WHERE c.entity_id = %(entity)s AND b.status = 'ACTIVE'
"""

_HABITS = """
SELECT customer_id, count(*), count(*) FILTER (WHERE clears_balance), count(*) FILTER (WHERE clears_oldest)
FROM cash_receiptdeed
WHERE entity_id = %s AND done_at >= %s AND kind = 'APPLIED' AND undone_at IS NULL AND customer_id IS NOT NULL
GROUP BY customer_id
"""


def index_for(
    cases: Sequence[Case], *, entity_id: int, currency: str, on: date, now: datetime, rules: CashRules
) -> Index:
    """Return the index over the entity's books on a day; `currency` is the entity's own, for exchange rates."""
    found = ledger.matchable_items(
        entity_id=entity_id,
        until=on,
        settled_since=on - timedelta(days=rules.policy.duplicate_days),
        amounts={case.money.amount_unapplied for case in cases},
        numbers=numbers_in(cases),
    )
    currencies = {currency, *(case.money.currency for case in cases)}
    # a cheque that is still with us can't have been paid by its bank; a person may apply other money to it
    not_banked = set(
        Cheque.objects.filter(entity_id=entity_id, state="IN_HAND").values_list("item_id", flat=True)
    )
    items = []
    for one in found:
        if one.item_id in not_banked:
            continue
        currencies.add(one.currency)
        items.append(
            OpenItem(
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
                references=(one.reference,) if _REFERENCE.fullmatch(one.reference.replace(" ", "")) else (),
                settled_date=one.settled_date,
            )
        )
    return build_index(items, _customers(entity_id, now), _rates(currencies, currency, on))


def _customers(entity_id: int, now: datetime) -> Iterator[Customer]:
    accounts, virtual = _accounts(entity_id)
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


def _accounts(entity_id: int) -> tuple[dict[int, list[str]], dict[int, list[str]]]:
    """Return the accounts from which customers pay, and those of ours that were given to one of them."""
    plain: dict[int, list[str]] = {}
    virtual: dict[int, list[str]] = {}
    with connection.cursor() as cursor:
        cursor.execute(_ACCOUNTS, {"entity": entity_id})
        for customer_id, account, is_virtual in cursor:
            (virtual if is_virtual else plain).setdefault(customer_id, []).append(account)
    return plain, virtual


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
