"""Looking at plans: which installments are paid or missed, and which plans are kept, broken or open again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import transaction

from recoup.collections import permissions
from recoup.collections.models import Plan, PlanEvent, PlanInstallment, PlanItem
from recoup.collections.operations.plans.keeping import (
    PROGRAM,
    event,
    keep,
    lift_holds,
    lock_items,
    place_holds,
)
from recoup.collections.queries.plans.preview import live_plan_of
from recoup.collections.types import Consequence, ItemRole, PlanEventKind, PlanState, TrackedPlans
from recoup.engines import plans as engine
from recoup.engines.plans import (
    DefaultTerms,
    Installment,
    InstallmentState,
    Paid,
    Progress,
    Tracked,
    Verdict,
)
from recoup.kernel.actor import Actor
from recoup.kernel.money import Money
from recoup.kernel.sentences import N_, Sentence
from recoup.ledger import queries as ledger
from recoup.team import queries as team

_WATCHED = (PlanState.ACTIVE, PlanState.KEPT)
_PAYING = (ItemRole.DEBT, ItemRole.INTEREST)


@transaction.atomic
def track_plans(*, entity_id: int, on: date, actor: Actor, now: datetime) -> TrackedPlans:
    """Look at all running plans of an entity, and at the kept ones, as they stand on a day; time alone breaks plans.

    May be repeated: what was told before is not told again, and no plan is looked at as of an earlier day.

    :raises NotAllowed: the actor may not work in collections of the entity
    """
    team.require(actor=actor, permission=permissions.WORK, entity_id=entity_id)
    watched = Plan.objects.filter(entity_id=entity_id, state__in=_WATCHED)
    rows = PlanItem.objects.filter(plan__in=watched, plan__state=PlanState.ACTIVE)
    lock_items(list(rows.values_list("item_id", flat=True)))
    plans = _lock(watched.values_list("pk", flat=True))
    return _Look(plans, {plan.pk: on for plan in plans}, actor=actor, now=now).take()


@transaction.atomic
def track_plans_of_items(*, item_ids: Collection[int]) -> TrackedPlans:
    """Look at the plans of items that money came to, or went back from, within the transaction that moved it.

    The day and the instant are those of the newest entry about the items: when it counts and when it was recorded.
    """
    rows = PlanItem.objects.filter(item_id__in=item_ids, plan__state__in=_WATCHED)
    plan_of = dict(rows.values_list("item_id", "plan_id"))
    if not plan_of:
        return TrackedPlans(0)
    last = ledger.last_entries(item_ids=plan_of)
    days: dict[int, date] = {}
    for item_id, plan_id in plan_of.items():
        days[plan_id] = max(days.get(plan_id, date.min), last[item_id].effective_date)
    now = max(entry.recorded_at for entry in last.values())
    return _Look(_lock(plan_of.values()), days, actor=PROGRAM, now=now).take()


def _lock(plan_ids: Iterable[int]) -> list[Plan]:
    locked = Plan.objects.select_for_update().filter(pk__in=list(plan_ids), state__in=_WATCHED)
    return list(locked.order_by("pk"))


@dataclass(slots=True)
class _Look:
    """One look at some plans, under locks; everything is read once and written once for all of them."""

    plans: Sequence[Plan]
    days: Mapping[int, date]
    actor: Actor
    now: datetime
    events: list[PlanEvent] = field(default_factory=list)
    changed: list[PlanInstallment] = field(default_factory=list)
    to_lift: list[PlanItem] = field(default_factory=list)
    to_hold: list[PlanItem] = field(default_factory=list)
    turned: dict[PlanState | None, list[int]] = field(default_factory=lambda: defaultdict(list))
    missed: int = 0

    def take(self) -> TrackedPlans:
        """Look at each plan, and write what is new."""
        rows, items = self._read()
        paid = _payments(one for many in items.values() for one in many)
        taken = live_plan_of(one.item_id for many in items.values() for one in many)
        for plan in self.plans:
            on = max(self.days[plan.pk], plan.checked_on or date.min)
            terms = DefaultTerms(plan.grace_days, plan.missed_max, plan.days_max)
            progress = engine.track(
                installments=[_installment(row, plan.currency) for row in rows[plan.pk]],
                payments=paid.get(plan.pk, ()),
                terms=terms,
                on=on,
            )
            self._note(plan, rows[plan.pk], progress, on)
            is_taken = any(taken.get(one.item_id, plan.pk) != plan.pk for one in items[plan.pk])
            self._judge(plan, items[plan.pk], engine.judge(progress, terms), on=on, is_taken=is_taken)
            plan.checked_on = on
            self.missed += len(progress.missed) if plan.state == PlanState.ACTIVE else 0
        self._write()
        return TrackedPlans(
            looked_at=len(self.plans),
            missed=self.missed,
            kept=tuple(self.turned[PlanState.KEPT]),
            broken=tuple(self.turned[PlanState.BROKEN]),
            reopened=tuple(self.turned[PlanState.ACTIVE]),
        )

    def _read(self) -> tuple[dict[int, list[PlanInstallment]], dict[int, list[PlanItem]]]:
        rows: dict[int, list[PlanInstallment]] = defaultdict(list)
        items: dict[int, list[PlanItem]] = defaultdict(list)
        for row in PlanInstallment.objects.filter(plan__in=self.plans).order_by("number"):
            rows[row.plan_id].append(row)
        for one in PlanItem.objects.filter(plan__in=self.plans).order_by("item_id"):
            items[one.plan_id].append(one)
        return rows, items

    def _note(self, plan: Plan, rows: Sequence[PlanInstallment], progress: Progress, on: date) -> None:
        """Keep how the installments stand, and tell what is new of each."""
        for row, seen in zip(rows, progress.installments, strict=True):
            if told := _news(row, seen):
                kind, sentence = told
                self.events.append(event(plan, kind, sentence, on=on, actor=self.actor, now=self.now))
            standing = (seen.amount_paid.amount, seen.paid_on, seen.state.value)
            if (row.amount_paid, row.paid_on, row.state) != standing:
                row.amount_paid, row.paid_on, row.state = standing
                self.changed.append(row)

    def _judge(
        self, plan: Plan, items: Sequence[PlanItem], verdict: Verdict, *, on: date, is_taken: bool
    ) -> None:
        """Turn the plan to what it is now: kept, broken, or running again."""
        if plan.state == PlanState.KEPT:
            if verdict is Verdict.KEPT:
                return
            if is_taken:
                self._turn(plan, PlanState.BROKEN, _BROKEN_LATER, PlanEventKind.BROKEN, on)
                return
            self._turn(plan, PlanState.ACTIVE, _REOPENED, PlanEventKind.REOPENED, on)
            self.to_hold.extend(items)
        elif verdict is Verdict.KEPT:
            self._turn(plan, PlanState.KEPT, _KEPT, PlanEventKind.KEPT, on)
            self.to_lift.extend(one for one in items if one.role != ItemRole.WAIVED)
        elif verdict is Verdict.BROKEN:
            self._turn(plan, PlanState.BROKEN, _BROKEN, PlanEventKind.BROKEN, on)
            self.to_lift.extend(one for one in items if _is_chased_again(plan, one))

    def _turn(self, plan: Plan, state: PlanState, told: str, kind: PlanEventKind, on: date) -> None:
        plan.state, plan.ended_on = state, None if state is PlanState.ACTIVE else on
        self.turned[state].append(plan.pk)
        self.events.append(event(plan, kind, Sentence(told), on=on, actor=self.actor, now=self.now))

    def _write(self) -> None:
        PlanInstallment.objects.bulk_update(self.changed, ["amount_paid", "paid_on", "state"])
        Plan.objects.bulk_update(self.plans, ["state", "ended_on", "checked_on"])
        lift_holds(self.to_lift, actor=PROGRAM, now=self.now)
        if self.to_hold:
            on = min(self.days[one.plan_id] for one in self.to_hold)
            place_holds(self.to_hold, on=on, actor=PROGRAM, now=self.now)
        keep(self.events, actor=self.actor, now=self.now)


_KEPT = N_("All of it is paid: the plan is kept.")
_BROKEN = N_("The plan is broken by its own terms.")
_REOPENED = N_("A payment was taken back: the plan runs again.")
_BROKEN_LATER = N_("A payment was taken back, and its items are in another plan: the plan is broken.")


def _payments(items: Iterable[PlanItem]) -> Mapping[int, list[Paid]]:
    """Return what came off the items of each plan since it began."""
    paying = [one for one in items if one.role in _PAYING and one.after_entry is not None]
    after = {(one.item_id, one.after_entry or 0) for one in paying}
    by_item: dict[int, list[ledger.Movement]] = defaultdict(list)
    for movement in ledger.movements_of_items(after=after):
        by_item[movement.item_id].append(movement)
    found: dict[int, list[Paid]] = defaultdict(list)
    for one in paying:
        for movement in by_item[one.item_id]:
            if movement.entry_id > (one.after_entry or 0):
                found[one.plan_id].append(Paid(movement.effective_date, movement.amount))
    return found


def _installment(row: PlanInstallment, currency: str) -> Installment:
    return Installment(
        row.number, row.due_date, Money(row.principal, currency), Money(row.interest, currency)
    )


def _news(row: PlanInstallment, seen: Tracked) -> tuple[PlanEventKind, Sentence] | None:
    """Return what is to be told of an installment that stands otherwise than before."""
    before = InstallmentState(row.state)
    if seen.state is before:
        return None
    if seen.state is InstallmentState.PAID:
        return PlanEventKind.PAID, Sentence(
            N_("Installment {number} of {amount} is paid."), {"number": seen.number, "amount": seen.amount}
        )
    if seen.state is InstallmentState.MISSED:
        return PlanEventKind.MISSED, Sentence(
            N_("Installment {number}, due on {due_date}, is missed: {left} is not paid."),
            {"number": seen.number, "due_date": seen.due_date, "left": seen.amount_left},
        )
    if before in (InstallmentState.PAID, InstallmentState.MISSED):
        return PlanEventKind.UNPAID, Sentence(
            N_("Installment {number} is open again: {left} is not paid."),
            {"number": seen.number, "left": seen.amount_left},
        )
    return None


def _is_chased_again(plan: Plan, one: PlanItem) -> bool:
    """Return whether an item of a broken plan is chased again, by the plan's own consequences."""
    wanted = Consequence.WAIVED_COMES_BACK if one.role == ItemRole.WAIVED else Consequence.CHASE_AGAIN
    return wanted.value in plan.consequences
