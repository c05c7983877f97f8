"""Lists of customers with what they owe: found, filtered and sorted in SQL, of any number."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from django.db import connection
from django.db.models import Min

from recoup.collections import permissions as collections_permissions
from recoup.engines.priority import Behavior
from recoup.kernel.actor import Actor
from recoup.kernel.money import Money
from recoup.kernel.sentences import Sentence
from recoup.ledger.models import Item
from recoup.metrics.aging import AgingBy
from recoup.parties import queries as parties
from recoup.parties import search
from recoup.parties.models import Customer
from recoup.reports.queries.aging import AgingRequest, aging
from recoup.reports.queries.customer_segments import IN_SEGMENT, segments_of
from recoup.reports.queries.sorting import keep_balances
from recoup.reports.types import (
    AgingRow,
    BucketSetLine,
    CustomerBalance,
    CustomerListPage,
    CustomerListRequest,
    CustomerListRow,
    CustomerListSort,
    CustomerPlaces,
)
from recoup.team import queries as team

# The lines of the last worklist of each entity; a customer has one for each currency.
_LINES = """
SELECT l.customer_id, l.points, l.behavior, l.reasons, l.rank
FROM (
    SELECT DISTINCT ON (entity_id) entity_id, business_date FROM collections_worklist
    WHERE entity_id = ANY(%(scored_ids)s) AND business_date <= %(on)s
    ORDER BY entity_id, business_date DESC
) AS latest JOIN collections_worklistline AS l USING (entity_id, business_date)
"""

_BALANCES = "SELECT customer_id, {key} AS key FROM reports_sortingbalance WHERE as_of = %(on)s AND {kept}"

# Sorted by a column of its own a customer has a place; the others have one only if they stand in such a relation.
_COLUMNS = {CustomerListSort.NAME: "c.name_legal", CustomerListSort.NUMBER: "c.number"}
_RANKED: Mapping[CustomerListSort, str] = {
    CustomerListSort.OPEN: _BALANCES.format(key="amount_open", kept="true"),
    CustomerListSort.OVERDUE: _BALANCES.format(key="amount_overdue", kept="amount_overdue > 0"),
    CustomerListSort.DAYS_LATE: _BALANCES.format(key="overdue_since", kept="overdue_since IS NOT NULL"),
    CustomerListSort.POINTS: f"SELECT customer_id, max(points) AS key FROM ({_LINES}) AS l GROUP BY customer_id",
}

_CLASSED = """
EXISTS (
    SELECT FROM collections_customerclass AS k
    WHERE k.customer_id = c.id AND k.behavior = %(behavior)s AND k.business_date <= %(on)s
      AND k.entity_id = ANY(%(scored_ids)s)
      AND NOT EXISTS (
        SELECT FROM collections_customerclass AS later
        WHERE later.customer_id = k.customer_id AND later.currency = k.currency
          AND later.business_date > k.business_date AND later.business_date <= %(on)s
      )
)
"""

_HELD_CUSTOMERS = """
SELECT customer_id FROM parties_customerhold
WHERE lifted_at IS NULL AND from_date <= %(on)s AND (until_date IS NULL OR until_date >= %(on)s)
UNION ALL
SELECT i.customer_id FROM ledger_itemhold AS h JOIN ledger_item AS i ON i.id = h.item_id
WHERE h.lifted_at IS NULL AND h.from_date <= %(on)s AND (h.until_date IS NULL OR h.until_date > %(on)s)
  AND i.amount_open <> 0 AND i.customer_id IS NOT NULL
"""

_OVERDUE_CUSTOMERS = """
SELECT customer_id FROM reports_sortingbalance WHERE as_of = %(on)s AND amount_overdue > 0
"""

_SCORES = f"""
SELECT DISTINCT ON (customer_id) customer_id, points, (reasons #> '{{0,sentence}}')::text FROM ({_LINES}) AS line
WHERE customer_id = ANY(%(ids)s) ORDER BY customer_id, points DESC, rank
"""

_BEHAVIORS = """
SELECT DISTINCT ON (customer_id) customer_id, behavior FROM collections_customerclass
WHERE customer_id = ANY(%(ids)s) AND entity_id = ANY(%(scored_ids)s) AND business_date <= %(on)s
ORDER BY customer_id, business_date DESC, currency
"""

_BY_MONEY = frozenset({CustomerListSort.OPEN, CustomerListSort.OVERDUE, CustomerListSort.DAYS_LATE})

Parameters = dict[str, date | str | int | list[int]]


class _Score(NamedTuple):
    points: int = 0
    reason: Sentence | None = None


def customer_list(*, request: CustomerListRequest, actor: Actor) -> CustomerListPage:
    """Return one page of the customers that the actor may read, with what each owes.

    Text is folded: case, diacritics, letter variants, native digits, pinyin and its initials. Sorting by money, days
    and the filter of what is overdue use sums that on a large ledger may be some minutes old; all figures shown
    are the ledger's own. Points and reason come from the last worklist. A page beyond the last is the last.
    """
    parameters = _parameters(request, actor)
    if request.only_overdue or request.sort in _BY_MONEY:
        keep_balances(as_of=request.on)
    where = " AND ".join(_conditions(request, parameters))
    total = _count(f"parties_customer AS c WHERE {where}", parameters)
    number = max(1, min(request.page, -(-total // request.size)))
    ids = _sorted_ids(request, where, parameters, offset=(number - 1) * request.size)
    rows, bucket_set = _rows(ids, parameters, actor=actor, on=request.on)
    return CustomerListPage(tuple(rows), total, number, request.size, bucket_set)


def customer_places(*, entity_ids: Iterable[int]) -> CustomerPlaces:
    """Return the countries and currencies of the customers of some entities, and who looks after them."""
    customers = Customer.objects.filter(entity_id__in=list(entity_ids)).order_by()
    places = set(customers.values_list("country", "currency").distinct())
    owned = customers.filter(portfolio_owner__isnull=False)
    owners = team.names_by_id(owned.values_list("portfolio_owner_id", flat=True).distinct())
    return CustomerPlaces(
        countries=tuple(sorted({country for country, _ in places})),
        currencies=tuple(sorted({currency for _, currency in places})),
        owners=dict(sorted(owners.items(), key=lambda pair: pair[1])),
    )


def _parameters(request: CustomerListRequest, actor: Actor) -> Parameters:
    readable = team.entity_ids(actor=actor, permission="parties.read")
    scored = team.entity_ids(actor=actor, permission=collections_permissions.READ)
    shown = readable & frozenset(request.entity_ids) if request.entity_ids else readable
    return {"on": request.on, "entity_ids": sorted(shown), "scored_ids": sorted(shown & scored)}


def _conditions(request: CustomerListRequest, parameters: Parameters) -> list[str]:
    """Return the conditions of the request, and put what they compare with among the parameters."""
    conditions = ["c.entity_id = ANY(%(entity_ids)s)"]
    for place, part in enumerate(search.parts(request.text)):
        parameters[f"part_{place}"] = f"%{_without_wildcards(part)}%"
        conditions.append(f"c.search_text LIKE %(part_{place})s")
    wanted = {
        "portfolio_owner_id": request.owner_id,
        "country": request.country or None,
        "currency": request.currency or None,
    }
    for column, value in wanted.items():
        if value is not None:
            parameters[column] = value
            conditions.append(f"c.{column} = %({column})s")
    if request.behavior is not None:
        parameters["behavior"] = request.behavior.value
        conditions.append(_CLASSED)
    if request.segment:
        parameters["segment"] = request.segment
        conditions.append(IN_SEGMENT)
    if request.only_overdue:
        conditions.append(f"c.id IN ({_OVERDUE_CUSTOMERS})")
    if request.only_held:
        conditions.append(f"c.id IN ({_HELD_CUSTOMERS})")
    return conditions


def _without_wildcards(text: str) -> str:
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


def _sorted_ids(
    request: CustomerListRequest, where: str, parameters: Parameters, *, offset: int
) -> list[int]:
    """Return the ids of a page; those without a place in the sorting come after all others, oldest first."""
    direction = "DESC" if request.descending else "ASC"
    if request.sort in _COLUMNS:
        order = f"{_exact_first(request, parameters)}{_COLUMNS[request.sort]} {direction}, c.id"
        return _ids(f"parties_customer AS c WHERE {where} ORDER BY {order}", parameters, request.size, offset)
    if request.sort is CustomerListSort.DAYS_LATE:
        direction = "ASC" if request.descending else "DESC"
    ranked = _RANKED[request.sort]
    source = f"({ranked}) AS ranked JOIN parties_customer AS c ON c.id = ranked.customer_id WHERE {where}"
    ids = _ids(f"{source} ORDER BY ranked.key {direction}, c.id", parameters, request.size, offset)
    if len(ids) < request.size:
        placed = offset + len(ids) if ids else _count(source, parameters)
        unplaced = f"NOT EXISTS (SELECT FROM ({ranked}) AS ranked WHERE ranked.customer_id = c.id)"
        rest = f"parties_customer AS c WHERE {where} AND {unplaced} ORDER BY c.id"
        ids += _ids(rest, parameters, request.size - len(ids), max(offset - placed, 0))
    return ids


def _exact_first(request: CustomerListRequest, parameters: Parameters) -> str:
    """Return the part of the order by which whoever bears the searched number itself comes first."""
    if not request.text.strip():
        return ""
    parameters["number"] = request.text.strip().lower()
    return "lower(c.number) = %(number)s DESC, "


def _ids(source: str, parameters: Parameters, limit: int, offset: int) -> list[int]:
    page: Parameters = {"limit": limit, "offset": offset}
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT c.id FROM {source} LIMIT %(limit)s OFFSET %(offset)s", parameters | page)
        return [customer_id for (customer_id,) in cursor.fetchall()]


def _count(source: str, parameters: Parameters) -> int:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {source}", parameters)
        return int(cursor.fetchone()[0])


def _rows(
    ids: Sequence[int], parameters: Parameters, *, actor: Actor, on: date
) -> tuple[list[CustomerListRow], BucketSetLine]:
    """Return the rows of these customers in their order, and the buckets of their balances."""
    request = AgingRequest(by=AgingBy.CUSTOMER, as_of=on, customer_ids=tuple(ids) or (0,))
    table = aging(request=request, actor=actor)
    oldest = _oldest_due_dates(ids, on)
    balances: dict[int, list[CustomerBalance]] = {}
    for row in sorted(table.rows, key=lambda row: -row.total):
        assert row.key is not None
        due = oldest.get((row.key, row.currency))
        late = (on - due).days if due else 0
        balances.setdefault(row.key, []).append(_balance(row, table.bucket_set, late))
    parameters = parameters | {"ids": list(ids)}
    scores, behaviors, held = _scores(parameters), _behaviors(parameters), _held(parameters)
    segments = segments_of(parameters)
    customers = parties.customers_by_id(customer_ids=ids, actor=actor)
    rows = [
        CustomerListRow(
            customer=customers[customer_id],
            balances=tuple(balances.get(customer_id, ())),
            behavior=behaviors.get(customer_id),
            segments=segments.get(customer_id, ()),
            points=scores.get(customer_id, _Score()).points,
            reason=scores.get(customer_id, _Score()).reason,
            is_held=customer_id in held,
        )
        for customer_id in ids
    ]
    return rows, table.bucket_set


def _balance(row: AgingRow, bucket_set: BucketSetLine, days_late: int) -> CustomerBalance:
    zero = Money.zero(row.currency)
    late = [
        money for name, money in zip(bucket_set.names, row.money, strict=True) if name.startswith("late_")
    ]
    overdue = sum(late, start=zero)
    return CustomerBalance(row.money_total, overdue, days_late if overdue.is_positive() else 0, row.money)


def _oldest_due_dates(ids: Sequence[int], on: date) -> dict[tuple[int, str], date]:
    """Return the earliest due date of what is open and overdue, by customer and currency."""
    overdue = Item.objects.filter(customer_id__in=ids, amount_open__gt=0, is_reversed=False, due_date__lt=on)
    oldest = overdue.values("customer_id", "currency").annotate(due=Min("due_date"))
    rows = oldest.values_list("customer_id", "currency", "due")
    return {(customer_id, currency): due for customer_id, currency, due in rows}


def _scores(parameters: Parameters) -> dict[int, _Score]:
    with connection.cursor() as cursor:
        cursor.execute(_SCORES, parameters)
        return {
            customer_id: _Score(points, Sentence.from_json(json.loads(reason)) if reason else None)
            for customer_id, points, reason in cursor
        }


def _behaviors(parameters: Parameters) -> dict[int, Behavior]:
    with connection.cursor() as cursor:
        cursor.execute(_BEHAVIORS, parameters)
        return {customer_id: Behavior(behavior) for customer_id, behavior in cursor}


def _held(parameters: Parameters) -> frozenset[int]:
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT customer_id FROM ({_HELD_CUSTOMERS}) AS held WHERE customer_id = ANY(%(ids)s)",
            parameters,
        )
        return frozenset(customer_id for (customer_id,) in cursor)
