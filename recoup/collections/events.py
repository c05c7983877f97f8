"""Facts that collections publish, in the past tense. What follows is said in `recoup.workflows.reactions`."""

from dataclasses import dataclass
from datetime import date

from recoup.kernel.money import Money


@dataclass(frozen=True, slots=True)
class PromiseMade:
    """A customer promised to pay."""

    promise_id: int
    entity_id: int
    customer_id: int
    amount: Money
    promise_date: date
    on: date


@dataclass(frozen=True, slots=True)
class PromiseKept:
    """What was promised came in time."""

    promise_id: int
    entity_id: int
    customer_id: int
    on: date


@dataclass(frozen=True, slots=True)
class PromiseBroken:
    """What was promised did not come in time."""

    promise_id: int
    entity_id: int
    customer_id: int
    amount_missing: Money
    promise_date: date
    on: date


@dataclass(frozen=True, slots=True)
class PlanBegun:
    """A payment plan runs; `payments` are its installments, each with its day."""

    plan_id: int
    entity_id: int
    customer_id: int
    amount: Money
    payments: tuple[tuple[date, Money], ...]
    on: date


@dataclass(frozen=True, slots=True)
class OfferMade:
    """An offer is good: `to_pay` until `valid_until` settles the debt."""

    offer_id: int
    entity_id: int
    customer_id: int
    debt: Money
    to_pay: Money
    valid_until: date
    on: date
