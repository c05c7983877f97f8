"""Payment plans, as they cross the border of the room."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from recoup.engines.plans import DefaultTerms, InstallmentState, MonthCalendar, Rhythm, Schedule
from recoup.kernel.money import Money, total
from recoup.kernel.sentences import N_, Sentence


class PlanState(StrEnum):
    """How far a plan has come."""

    DRAFT = "DRAFT"
    ASKED = "ASKED"
    ACTIVE = "ACTIVE"
    KEPT = "KEPT"
    BROKEN = "BROKEN"
    REVOKED = "REVOKED"

    @property
    def label(self) -> str:
        """The word for it on screens, to be translated."""
        return _STATE_LABELS[self]


_STATE_LABELS: Mapping[PlanState, str] = {
    PlanState.DRAFT: N_("Draft"),
    PlanState.ASKED: N_("Waiting for approval"),
    PlanState.ACTIVE: N_("Running"),
    PlanState.KEPT: N_("Kept"),
    PlanState.BROKEN: N_("Broken"),
    PlanState.REVOKED: N_("Revoked"),
}


class ItemRole(StrEnum):
    """What an item is to a plan: debt that is paid by it, interest of the plan, or let off when the plan is kept."""

    DEBT = "DEBT"
    INTEREST = "INTEREST"
    WAIVED = "WAIVED"

    @property
    def label(self) -> str:
        """The word for it on screens, to be translated."""
        return _ROLE_LABELS[self]


_ROLE_LABELS: Mapping[ItemRole, str] = {
    ItemRole.DEBT: N_("Paid in installments"),
    ItemRole.INTEREST: N_("Interest of the plan"),
    ItemRole.WAIVED: N_("Let off when the plan is kept"),
}


class Consequence(StrEnum):
    """What follows when a plan is broken."""

    CHASE_AGAIN = "CHASE_AGAIN"
    WAIVED_COMES_BACK = "WAIVED_COMES_BACK"

    @property
    def label(self) -> str:
        """The words for it on screens, to be translated."""
        return _CONSEQUENCE_LABELS[self]


_CONSEQUENCE_LABELS: Mapping[Consequence, str] = {
    Consequence.CHASE_AGAIN: N_("Its items are chased again, where they stood"),
    Consequence.WAIVED_COMES_BACK: N_("What was to be let off is owed again"),
}


class PlanEventKind(StrEnum):
    """What can happen to a plan."""

    MADE = "MADE"
    ASKED = "ASKED"
    REFUSED = "REFUSED"
    BEGUN = "BEGUN"
    SIGNED = "SIGNED"
    PAID = "PAID"
    MISSED = "MISSED"
    UNPAID = "UNPAID"
    INTEREST = "INTEREST"
    KEPT = "KEPT"
    WAIVED = "WAIVED"
    REOPENED = "REOPENED"
    BROKEN = "BROKEN"
    REVOKED = "REVOKED"


@dataclass(frozen=True, slots=True)
class NewPlan:
    """What a plan is to be. `item_ids` are paid by it, `waived_ids` let off when it is kept.

    Just one of `count` and `affordable` is given; `affordable` and `first_payment` are in the items' currency.
    """

    customer_id: int
    currency: str
    item_ids: tuple[int, ...]
    first_date: date
    rhythm: Rhythm
    count: int | None = None
    affordable: Decimal | None = None
    first_payment: Decimal | None = None
    annual_rate: Decimal = Decimal(0)
    months: MonthCalendar = MonthCalendar.GREGORIAN
    waived_ids: tuple[int, ...] = ()
    note: str = ""
    replaces_id: int | None = None


@dataclass(frozen=True, slots=True)
class PlanTerms:
    """What the rules say of plans of a customer: when one is broken and what follows, and what needs an approval."""

    default: DefaultTerms
    consequences: tuple[Consequence, ...]
    approve_above: Money
    installments_unasked: int
    days_unasked: int
    suggested_rate: Decimal
    rule: Sentence


@dataclass(frozen=True, slots=True)
class PlanPreview:
    """A plan that is not made yet: its schedule, the terms, and why it would need an approval (nothing: it doesn't)."""

    schedule: Schedule
    terms: PlanTerms
    waived: Money
    approval_reasons: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class PlanRef:
    """A plan by its id, how it stands now, and the request for approval if one was made."""

    id: int
    state: PlanState
    approval_id: int | None = None


@dataclass(frozen=True, slots=True)
class InstallmentLine:
    """An installment and how it stood when it was last looked at."""

    number: int
    due_date: date
    principal: Money
    interest: Money
    amount_paid: Money
    paid_on: date | None
    state: InstallmentState

    @property
    def amount(self) -> Money:
        """What is to be paid on that day."""
        return self.principal + self.interest

    @property
    def amount_left(self) -> Money:
        """What is still to be paid of it."""
        return self.amount - self.amount_paid


@dataclass(frozen=True, slots=True)
class PlanItemLine:
    """An item of a plan: its number and contract due date, which the plan leaves as they are."""

    item_id: int
    number: str
    due_date: date | None
    role: ItemRole
    amount: Money
    amount_open: Money


@dataclass(frozen=True, slots=True)
class PlanEventLine:
    """Something that happened to a plan, in words."""

    kind: PlanEventKind
    on: date
    told: Sentence
    note: str
    by_name: str
    at: datetime


@dataclass(frozen=True, slots=True)
class PlanLine:
    """A plan in a list, with how its installments stand."""

    id: int
    entity_id: int
    customer_id: int
    state: PlanState
    debt: Money
    interest: Money
    waived: Money
    made_by: str
    made_on: date
    began_on: date | None
    ended_on: date | None
    installments: tuple[InstallmentLine, ...]

    @property
    def total(self) -> Money:
        """What the customer pays in all."""
        return self.debt + self.interest

    @property
    def amount_paid(self) -> Money:
        """What was paid of it."""
        return total((one.amount_paid for one in self.installments), currency=self.debt.currency)

    @property
    def missed(self) -> tuple[InstallmentLine, ...]:
        """The installments that are missed."""
        return tuple(one for one in self.installments if one.state is InstallmentState.MISSED)

    @property
    def amount_missed(self) -> Money:
        """What is still to be paid of the missed ones."""
        return total((one.amount_left for one in self.missed), currency=self.debt.currency)

    @property
    def next(self) -> InstallmentLine | None:
        """The first installment that is not paid, if there is one."""
        return next((one for one in self.installments if one.state is not InstallmentState.PAID), None)


@dataclass(frozen=True, slots=True)
class PlanDetail:
    """All that is known of a plan."""

    line: PlanLine
    annual_rate: Decimal
    rhythm: Rhythm
    months: MonthCalendar
    terms: DefaultTerms
    consequences: tuple[Consequence, ...]
    rule: Sentence
    explained: tuple[Sentence, ...]
    note: str
    items: tuple[PlanItemLine, ...]
    events: tuple[PlanEventLine, ...]
    approval_id: int | None
    replaces_id: int | None
    signed_copy_id: int | None


@dataclass(frozen=True, slots=True)
class PlanFilter:
    """Which plans a list shows; None or False: no matter."""

    entity_ids: frozenset[int]
    states: frozenset[PlanState] | None = None
    customer_id: int | None = None
    only_missed: bool = False


@dataclass(frozen=True, slots=True)
class PlanPage:
    """A page of plans, and how many there are in all."""

    lines: tuple[PlanLine, ...]
    total: int


@dataclass(frozen=True, slots=True)
class TrackedPlans:
    """What became of plans that were looked at: how many, and the ids of those that changed their state."""

    looked_at: int
    missed: int = 0
    kept: tuple[int, ...] = ()
    broken: tuple[int, ...] = ()
    reopened: tuple[int, ...] = ()
