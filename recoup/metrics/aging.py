"""Aging: what is owed, by how late it is, as of any date and as known at any instant.

The definition (domain/metrics.md, sections 0 and 1): an item's balance as of a date is the sum of its postings that
count by then. It is aged by its original due date; the due day itself is not late; the edges of buckets are
included on the right ("1-30" holds day 30). What we owe the customer (receipts and credits not applied) is a bucket of
its own, as is what has no due date yet. Buckets are taken from the item, so they always sum to the balance.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

import ibis
from ibis import ir

from recoup.metrics import relations

NO_DUE_DATE = "no_due_date"
NOT_DUE = "not_due"
UNAPPLIED = "unapplied"
TOTAL = "total"


class AgingBy(StrEnum):
    """What one row of an aging stands for, always within an entity and a currency except where it says so."""

    CUSTOMER = "customer"
    GROUP = "group"
    ENTITY = "entity"
    CURRENCY = "currency"
    COLLECTOR = "collector"


@dataclass(frozen=True, slots=True)
class AgingQuestion:
    """What to age: `upper_days` are the last days of the late buckets but the open-ended one.

    `known_at` None means as known now. `entity_ids` are the entities to include, all of them named.
    `only_asked_customers` narrows to those of the relation `asked_customer`, which whoever runs the query supplies:
    so one compiled query serves every customer.
    """

    by: AgingBy
    as_of: date
    known_at: datetime | None
    upper_days: tuple[int, ...]
    entity_ids: tuple[int, ...]
    only_asked_customers: bool = False


def late_buckets(upper_days: Sequence[int]) -> tuple[str, ...]:
    """Return the names of the late buckets: `late_1_30`, `late_31_60`, ..., `late_over_90`."""
    starts = [1, *(day + 1 for day in upper_days)]
    closed = [f"late_{start}_{end}" for start, end in zip(starts, upper_days, strict=False)]
    return (*closed, f"late_over_{upper_days[-1]}")


def bucket_names(upper_days: Sequence[int]) -> tuple[str, ...]:
    """Return all buckets in the order in which they are shown."""
    return (NO_DUE_DATE, NOT_DUE, *late_buckets(upper_days), UNAPPLIED)


def aging(question: AgingQuestion, *, is_current: bool) -> ir.Table:
    """Return the aging: one row per key and currency, a column per bucket, and their total.

    `is_current` says that no posting counts after `as_of` and that the question is as known now: then the items'
    open amounts are the balances and the journal need not be read. Both ways give the same figures.
    """
    balances = _open_amounts(question) if is_current else _balances_as_of(question)
    keys = _keys(question.by)
    if question.by in (AgingBy.GROUP, AgingBy.COLLECTOR):
        balances = _with_customer_keys(balances)
    columns = {
        name: balances.balance.sum(where=condition).fill_null(0)
        for name, condition in _conditions(balances, question).items()
    }
    return balances.group_by([*keys, "currency"]).aggregate(**columns, **{TOTAL: balances.balance.sum()})


def control_account(question: AgingQuestion) -> ir.Table:
    """Return the balance of the receivable control account by entity and currency, from the journal alone."""
    postings = _counted(relations.postings(), question)
    return postings.group_by(["entity_id", "currency"]).aggregate(balance=postings.amount.sum())


def _counted(postings: ir.Table, question: AgingQuestion) -> ir.Table:
    """Return the postings of the receivable account that count by the date and were known by the instant."""
    counted = postings.filter(
        postings.account == "RECEIVABLE",
        postings.entity_id.isin(question.entity_ids),
        postings.effective_date <= ibis.literal(question.as_of),
    )
    if question.known_at is not None:
        counted = counted.filter(counted.recorded_at <= ibis.literal(question.known_at))
    return counted


def _balances_as_of(question: AgingQuestion) -> ir.Table:
    postings = _counted(relations.postings(), question)
    items = _asked_items(question)
    joined = postings.select(item="item_id", posted="amount").join(items, ibis._.item == items.id)
    return joined.select("entity_id", "customer_id", "currency", "due_date", "amount", balance="posted")


def _open_amounts(question: AgingQuestion) -> ir.Table:
    items = _asked_items(question)
    still_open = items.filter(items.amount_open != 0, items.customer_id.notnull())
    return still_open.select(
        "entity_id", "customer_id", "currency", "due_date", "amount", balance="amount_open"
    )


def _asked_items(question: AgingQuestion) -> ir.Table:
    items = relations.items()
    items = items.filter(items.entity_id.isin(question.entity_ids))
    if question.only_asked_customers:
        items = items.filter(items.customer_id.isin(relations.asked_customers().customer_id))
    return items


def _keys(by: AgingBy) -> list[str]:
    return {
        AgingBy.CUSTOMER: ["entity_id", "customer_id"],
        AgingBy.GROUP: ["group_id"],
        AgingBy.ENTITY: ["entity_id"],
        AgingBy.CURRENCY: [],
        AgingBy.COLLECTOR: ["collector_id"],
    }[by]


def _with_customer_keys(balances: ir.Table) -> ir.Table:
    """Join the customer's group (itself, when it has no parent) and collector, after summing by customer."""
    customers = relations.customers()
    known = customers.select(
        customer="id",
        group_id=customers.parent_id.fill_null(customers.id),
        collector_id="portfolio_owner_id",
    )
    return balances.join(known, balances.customer_id == known.customer)


def _conditions(balances: ir.Table, question: AgingQuestion) -> Mapping[str, ir.BooleanValue]:
    """Return which rows fall into which bucket: every row into exactly one."""
    as_of = question.as_of
    due = balances.due_date
    owed = balances.amount > 0
    conditions = {
        NO_DUE_DATE: owed & due.isnull(),
        NOT_DUE: owed & (due >= ibis.literal(as_of)),
    }
    newest = as_of
    for name, days in zip(late_buckets(question.upper_days), question.upper_days, strict=False):
        oldest = as_of - timedelta(days=days)
        conditions[name] = owed & (due < ibis.literal(newest)) & (due >= ibis.literal(oldest))
        newest = oldest
    conditions[late_buckets(question.upper_days)[-1]] = owed & (due < ibis.literal(newest))
    conditions[UNAPPLIED] = balances.amount < 0
    return conditions
