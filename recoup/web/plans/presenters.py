"""Plans as the pages show them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from recoup.collections.types import (
    InstallmentLine,
    PlanDetail,
    PlanItemLine,
    PlanLine,
    PlanState,
)
from recoup.engines.plans import InstallmentState
from recoup.parties.types import CustomerRecord

_WIDTH, _GAP = 1000, 3
_TONES = {
    PlanState.DRAFT: "mute",
    PlanState.ASKED: "warn",
    PlanState.ACTIVE: "",
    PlanState.KEPT: "ok",
    PlanState.BROKEN: "bad",
    PlanState.REVOKED: "mute",
}
_STEP_TONES = {
    InstallmentState.PAID: "ok",
    InstallmentState.PART: "warn",
    InstallmentState.DUE: "line",
    InstallmentState.MISSED: "bad",
}


@dataclass(frozen=True, slots=True)
class Step:
    """An installment as a row of the table and a part of the bar, which is 1000 wide."""

    line: InstallmentLine
    state: str
    tone: str
    start: int
    width: int


@dataclass(frozen=True, slots=True)
class PlanRow:
    """A plan in a list or at the head of its page."""

    plan: PlanLine
    customer: str
    state: str
    tone: str
    steps: tuple[Step, ...]
    percent: int


@dataclass(frozen=True, slots=True)
class ItemRow:
    """An item of a plan."""

    item: PlanItemLine
    role: str


@dataclass(frozen=True, slots=True)
class Possible:
    """What may be done with a plan now."""

    propose: bool
    change: bool
    revoke: bool
    sign: bool


def rows(plans: Iterable[PlanLine], customers: Mapping[int, CustomerRecord]) -> list[PlanRow]:
    """Return plans as rows."""
    return [row(plan, customers) for plan in plans]


def row(plan: PlanLine, customers: Mapping[int, CustomerRecord]) -> PlanRow:
    """Return a plan as a row."""
    found = customers.get(plan.customer_id)
    return PlanRow(
        plan=plan,
        customer=found.name_legal if found else "",
        state=_(plan.state.label),
        tone=_TONES[plan.state],
        steps=tuple(_steps(plan)),
        percent=int(plan.amount_paid.amount * 100 / plan.total.amount),
    )


def items(detail: PlanDetail) -> list[ItemRow]:
    """Return the items of a plan."""
    return [ItemRow(item, _(item.role.label)) for item in detail.items]


def possible(plan: PlanLine, *, may_work: bool) -> Possible:
    """Return what somebody may do with a plan that stands so."""
    is_draft = plan.state in (PlanState.DRAFT, PlanState.ASKED)
    return Possible(
        propose=may_work and is_draft,
        change=may_work and is_draft,
        revoke=may_work and (is_draft or plan.state is PlanState.ACTIVE),
        sign=may_work and plan.state is not PlanState.REVOKED,
    )


def _steps(plan: PlanLine) -> Iterator[Step]:
    """Yield the installments, each as wide as its share of the whole, with a gap behind it."""
    start = Decimal(0)
    for line in plan.installments:
        end = start + line.amount.amount * _WIDTH / plan.total.amount
        width = max(int(end) - int(start) - _GAP, 1)
        yield Step(line, _(line.state.label), _STEP_TONES[line.state], int(start), width)
        start = end
