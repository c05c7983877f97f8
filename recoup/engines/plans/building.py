"""Building a plan: the debt in installments, with interest on what is still owed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import ROUND_DOWN, Decimal

from recoup.engines.plans.dates import due_dates
from recoup.engines.plans.types import INSTALLMENTS_MAX, Installment, PlanRequest, Rhythm, Schedule
from recoup.kernel import currencies
from recoup.kernel.errors import DomainError
from recoup.kernel.money import Money, total
from recoup.kernel.rounding import round_half_up
from recoup.kernel.sentences import N_, Sentence

_DAYS_OF_YEAR = Decimal(365)
_HUNDRED = Decimal(100)


class PlanRefused(DomainError):
    """No plan can be made of this; the sentence says why."""

    text = N_("No plan can be made of this.")


class NothingToPlan(PlanRefused):
    """Nothing is owed."""

    text = N_("There is nothing to be paid in installments.")


class CountImpossible(PlanRefused):
    """The number of installments is out of bounds."""

    text = N_("A plan has between 1 and {most} installments.")


class PaymentTooSmall(PlanRefused):
    """What the customer can pay does not even cover the interest, or would take too long."""

    text = N_(
        "With {affordable} each time the debt would not be paid off in {most} installments. "
        "Agree on more, or on less interest."
    )


class FirstPaymentTooLarge(PlanRefused):
    """The first payment leaves nothing for the others."""

    text = N_("The first payment of {first_payment} leaves nothing of {debt} for the other installments.")


class FirstPaymentTooSmall(PlanRefused):
    """The first payment is not above zero, or less than the interest until then."""

    text = N_("The first payment must be above zero and cover the interest of {interest} until then.")


class BeginsTooEarly(PlanRefused):
    """The first installment lies before the day from which interest runs."""

    text = N_("The first installment can't be due before {from_date}.")


def build(request: PlanRequest) -> Schedule:
    """Return the schedule of a plan: `sum(installments) == debt + interest`, to the minor unit.

    With a count the debt is split evenly, rounded down to the minor unit; the remainder is in the last installment.
    With an affordable amount every installment is that much, interest first, and the last one what is left. Interest
    is simple, actual days over 365, on the principal still owed, rounded half up for each installment.

    :raises PlanRefused: no plan can be made of this; the sentence says why
    """
    _check(request)
    most = request.count or INSTALLMENTS_MAX
    dates = due_dates(
        first_date=request.first_date,
        count=most,
        rhythm=request.rhythm,
        months=request.months,
        calendar=request.calendar,
    )
    installments = tuple(_installments(request, dates))
    schedule = Schedule(request.debt, installments, tuple(_explained(request, installments)))

    principal = total((one.principal for one in installments), currency=request.debt.currency)
    assert principal == request.debt, "every bit of the debt is in one installment"
    paid = total((one.amount for one in installments), currency=request.debt.currency)
    assert paid == schedule.total == request.debt + schedule.interest
    return schedule


def _check(request: PlanRequest) -> None:
    assert (request.count is None) is not (request.affordable is None), "a count or an amount"
    if not request.debt.is_positive():
        raise NothingToPlan
    if request.count is not None and not 1 <= request.count <= INSTALLMENTS_MAX:
        raise CountImpossible(most=INSTALLMENTS_MAX)
    if request.first_date < request.interest_from:
        raise BeginsTooEarly(from_date=request.interest_from)
    if request.affordable is not None and not request.affordable.is_positive():
        raise PaymentTooSmall(affordable=request.affordable, most=INSTALLMENTS_MAX)
    first = request.first_payment
    if first is not None and request.count is not None and request.count > 1 and first >= request.debt:
        raise FirstPaymentTooLarge(first_payment=first, debt=request.debt)


def _installments(request: PlanRequest, dates: tuple[date, ...]) -> Iterator[Installment]:
    """Yield the installments in order until nothing is owed any more."""
    owed, since = request.debt, request.interest_from
    even = _even_share(owed, request.count or 1)
    for number, due_date in enumerate(dates, start=1):
        interest = _interest(owed, request.annual_rate, (due_date - since).days)
        if request.count == number:
            principal = owed
        elif number == 1 and request.first_payment is not None:
            principal = _first(request, request.first_payment, interest)
            even = _even_share(owed - principal, (request.count or 2) - 1)
        elif request.affordable is not None:
            principal = min(owed, request.affordable - interest)
        else:
            principal = even
        if not principal.is_positive() and owed.is_positive() and request.affordable is not None:
            raise PaymentTooSmall(affordable=request.affordable, most=INSTALLMENTS_MAX)
        if principal.is_zero():
            raise CountImpossible(most=int(owed.amount / currencies.quantum(owed.currency)))
        yield Installment(number, due_date, principal, interest)
        owed, since = owed - principal, due_date
        if owed.is_zero():
            return
    assert request.affordable is not None
    raise PaymentTooSmall(affordable=request.affordable, most=INSTALLMENTS_MAX)


def _even_share(owed: Money, parts: int) -> Money:
    """Return what each of `parts` installments but the last one pays of what is owed."""
    share = (owed.amount / parts).quantize(currencies.quantum(owed.currency), ROUND_DOWN)
    return Money(share, owed.currency)


def _first(request: PlanRequest, payment: Money, interest: Money) -> Money:
    """Return what the first payment pays of the debt: interest comes out of it, and never more than is owed."""
    principal = min(payment - interest, request.debt)
    if not principal.is_positive():
        raise FirstPaymentTooSmall(interest=interest)
    return principal


def _interest(owed: Money, annual_rate: Decimal, days: int) -> Money:
    return round_half_up(owed.amount * annual_rate * days / (_HUNDRED * _DAYS_OF_YEAR), owed.currency)


def _explained(request: PlanRequest, installments: tuple[Installment, ...]) -> Iterator[Sentence]:
    """Yield in words how the schedule came about."""
    currency = request.debt.currency
    if request.affordable is not None:
        yield Sentence(
            N_("{debt} at {amount} each time takes {count} installments; the last one is what is left."),
            {"debt": request.debt, "amount": request.affordable, "count": len(installments)},
        )
    else:
        yield Sentence(
            N_("{debt} in {count} installments, rounded down; the remainder is in the last one."),
            {"debt": request.debt, "count": len(installments)},
        )
    if request.first_payment is not None:
        yield Sentence(N_("The first payment is {amount}."), {"amount": installments[0].amount})
    if request.annual_rate:
        interest = total((one.interest for one in installments), currency=currency)
        yield Sentence(
            N_(
                "Interest of {rate} percent a year on what is still owed, from {from_date}, by days over 365: "
                "{interest} in all."
            ),
            {"rate": request.annual_rate, "from_date": request.interest_from, "interest": interest},
        )
    if request.rhythm is Rhythm.MONTH_END:
        yield Sentence(N_("The end of a month that is a day of rest moves back to the last business day."))
    else:
        yield Sentence(N_("A date that is a day of rest moves to the next business day."))
