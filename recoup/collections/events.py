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
    on: date
