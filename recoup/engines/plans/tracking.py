"""Which money settles which installment, and what becomes of the plan."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal

from recoup.engines.plans.types import (
    DefaultTerms,
    Installment,
    InstallmentState,
    Paid,
    Progress,
    Tracked,
    Verdict,
)
from recoup.kernel.money import Money, total

_NOTHING = Decimal(0)


@dataclass(slots=True)
class _Filling:
    """How far one installment is filled with money, and when the last of it came."""

    one: Installment
    paid: Decimal = _NOTHING
    last_on: date | None = field(default=None)

    @property
    def room(self) -> Decimal:
        return self.one.amount.amount - self.paid


def track(
    *, installments: Sequence[Installment], payments: Iterable[Paid], terms: DefaultTerms, on: date
) -> Progress:
    """Return how the installments stand on a day: money fills them in order, the oldest first.

    `payments` is what came off the plan's items since the plan began, in the plan's currency; what counts only after
    `on` is left out. Debt that came back empties the last installments that were filled.
    """
    assert installments, "a plan has installments"
    currency = installments[0].amount.currency
    fillings = [_Filling(one) for one in sorted(installments, key=lambda one: one.number)]
    known = sorted((paid for paid in payments if paid.on <= on), key=lambda paid: paid.on)
    unplanned = _NOTHING
    for paid in known:
        unplanned = _pour(fillings, paid.on, paid.amount + unplanned)
    progress = Progress(
        tuple(_tracked(filling, terms, on) for filling in fillings),
        Money(sum((filling.paid for filling in fillings), start=_NOTHING), currency),
        Money(unplanned, currency),
    )

    came = sum((paid.amount for paid in known), start=_NOTHING)
    assert progress.amount_paid.amount + unplanned == came, "no money is lost or counted twice"
    return progress


def judge(progress: Progress, terms: DefaultTerms) -> Verdict:
    """Return what becomes of a plan: kept when all is paid, broken by its own terms, else it goes on."""
    if progress.is_paid:
        return Verdict.KEPT
    missed = progress.missed
    if len(missed) >= terms.missed_max:
        return Verdict.BROKEN
    if terms.days_max is not None and any(one.days_late > terms.days_max for one in missed):
        return Verdict.BROKEN
    return Verdict.GOES_ON


def amount_missed(progress: Progress, *, currency: str) -> Money:
    """Return what is still to be paid of the missed installments."""
    return total((one.amount_left for one in progress.missed), currency=currency)


def _pour(fillings: Sequence[_Filling], on: date, amount: Decimal) -> Decimal:
    """Fill installments in order with `amount`, or empty the last ones of it; return what finds no place."""
    if amount > 0:
        for filling in fillings:
            part = min(amount, filling.room)
            if part > 0:
                filling.paid, filling.last_on, amount = filling.paid + part, on, amount - part
        return amount
    for filling in reversed(fillings):
        part = min(-amount, filling.paid)
        if part > 0:
            filling.paid, amount = filling.paid - part, amount + part
    return amount


def _tracked(filling: _Filling, terms: DefaultTerms, on: date) -> Tracked:
    one, is_paid = filling.one, filling.room == 0
    return Tracked(
        number=one.number,
        due_date=one.due_date,
        amount=one.amount,
        amount_paid=Money(filling.paid, one.amount.currency),
        paid_on=filling.last_on if is_paid else None,
        state=_state(filling, terms, on),
        days_late=0 if is_paid else max((on - one.due_date).days, 0),
    )


def _state(filling: _Filling, terms: DefaultTerms, on: date) -> InstallmentState:
    if filling.room == 0:
        return InstallmentState.PAID
    if on > filling.one.due_date + timedelta(days=terms.grace_days):
        return InstallmentState.MISSED
    return InstallmentState.PART if filling.paid else InstallmentState.DUE
