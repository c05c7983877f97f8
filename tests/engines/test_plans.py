"""Payment plans: every bit of the debt is in an installment, and every bit of money in one too."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recoup.engines import plans
from recoup.engines.plans import (
    DefaultTerms,
    MonthCalendar,
    Paid,
    PlanRefused,
    PlanRequest,
    Rhythm,
    Verdict,
)
from recoup.kernel.calendars import calendar_for
from recoup.kernel.money import Money, total

pytestmark = pytest.mark.duty("D4")

TODAY = date(2026, 3, 2)
TERMS = DefaultTerms(grace_days=3, missed_max=2, days_max=45)


def eur(amount: str) -> Money:
    return Money(Decimal(amount), "EUR")


def request(debt: str = "1000.00", **more: object) -> PlanRequest:
    values: dict[str, object] = {
        "debt": eur(debt),
        "first_date": date(2026, 4, 1),
        "rhythm": Rhythm.MONTHLY,
        "calendar": calendar_for("PL"),
        "interest_from": TODAY,
    }
    values.update(more)
    if "affordable" not in values:
        values.setdefault("count", 3)
    return PlanRequest(**values)  # type: ignore[arg-type]  # put together by name


def amounts(schedule: plans.Schedule) -> list[str]:
    return [str(one.amount.amount) for one in schedule.installments]


def test_the_remainder_is_in_the_last_installment() -> None:
    schedule = plans.build(request("1000.00"))
    assert amounts(schedule) == ["333.33", "333.33", "333.34"]
    assert schedule.total == eur("1000.00")
    assert "remainder" in schedule.explained[0].text


def test_the_customer_pays_what_it_can_afford_until_nothing_is_left() -> None:
    schedule = plans.build(request("1000.00", affordable=eur("300.00")))
    assert amounts(schedule) == ["300.00", "300.00", "300.00", "100.00"]


def test_a_first_payment_of_its_own_size() -> None:
    schedule = plans.build(request("1000.00", count=4, first_payment=eur("400.00")))
    assert amounts(schedule) == ["400.00", "200.00", "200.00", "200.00"]


def test_interest_is_counted_on_what_is_still_owed_by_days_over_365() -> None:
    # 1200 for 30 days, 800 for 29 (1 May is a holiday, 2 May a Saturday: the 4th counts), 400 for 28
    schedule = plans.build(
        request("1200.00", annual_rate=Decimal("7.3"), interest_from=date(2026, 3, 2), rhythm=Rhythm.MONTHLY)
    )
    assert [one.due_date for one in schedule.installments] == [
        date(2026, 4, 1),
        date(2026, 5, 4),
        date(2026, 6, 1),
    ]
    # 1200*7.3%*30/365 = 7.20; 800*7.3%*33/365 = 5.28; 400*7.3%*28/365 = 2.24
    assert [str(one.interest.amount) for one in schedule.installments] == ["7.20", "5.28", "2.24"]
    assert schedule.total == eur("1214.72")


def test_months_are_counted_from_the_first_date_so_that_short_ones_move_nothing() -> None:
    days = plans.due_dates(
        first_date=date(2026, 1, 30),
        count=3,
        rhythm=Rhythm.MONTHLY,
        months=MonthCalendar.GREGORIAN,
        calendar=calendar_for("PL"),
    )
    # 28 February is a Saturday; March has its 30th again
    assert days == (date(2026, 1, 30), date(2026, 3, 2), date(2026, 3, 30))


def test_the_end_of_a_month_stays_in_its_month() -> None:
    days = plans.due_dates(
        first_date=date(2026, 1, 5),
        count=2,
        rhythm=Rhythm.MONTH_END,
        months=MonthCalendar.GREGORIAN,
        calendar=calendar_for("PL"),
    )
    assert days == (date(2026, 1, 30), date(2026, 2, 27))


def test_months_of_iran_are_those_of_its_calendar() -> None:
    # 31 Mordad 1405, then the last days of months of 30: the first day off is Friday
    days = plans.due_dates(
        first_date=date(2026, 8, 22),
        count=3,
        rhythm=Rhythm.MONTHLY,
        months=MonthCalendar.SOLAR_HIJRI,
        calendar=calendar_for("IR"),
    )
    assert days == (date(2026, 8, 22), date(2026, 9, 22), date(2026, 10, 22))


@pytest.mark.parametrize(
    "asked",
    [
        {"debt": "0.00"},
        {"count": 0},
        {"count": 500},
        {"debt": "0.02", "count": 5},
        {"first_payment": eur("1000.00")},
        {"first_payment": eur("0.00")},
        {"affordable": eur("0.00")},
        {"affordable": eur("1.00")},
        {"affordable": eur("5.00"), "annual_rate": Decimal(24)},
        {"first_date": TODAY - timedelta(days=1)},
    ],
)
def test_what_makes_no_plan_is_refused_in_words(asked: dict[str, object]) -> None:
    with pytest.raises(PlanRefused):
        plans.build(request(**asked))  # type: ignore[arg-type]  # put together by name


money = st.decimals(Decimal("1.00"), Decimal("9999999.00"), places=2)


@given(
    debt=money,
    count=st.integers(1, 60),
    rate=st.sampled_from([Decimal(0), Decimal("4.5"), Decimal(18)]),
    rhythm=st.sampled_from(list(Rhythm)),
    months=st.sampled_from(list(MonthCalendar)),
    days=st.integers(0, 400),
)
def test_no_bit_of_the_debt_is_lost_and_no_date_goes_back(
    debt: Decimal, count: int, rate: Decimal, rhythm: Rhythm, months: MonthCalendar, days: int
) -> None:
    schedule = plans.build(
        request(
            str(debt),
            count=count,
            annual_rate=rate,
            rhythm=rhythm,
            months=months,
            first_date=TODAY + timedelta(days=days),
        )
    )
    assert len(schedule.installments) == count
    assert total((one.principal for one in schedule.installments), currency="EUR") == eur(str(debt))
    assert total((one.amount for one in schedule.installments), currency="EUR") == schedule.total
    dates = [one.due_date for one in schedule.installments]
    assert dates == sorted(dates) and len(set(dates)) == count
    assert all(one.principal.is_positive() for one in schedule.installments)


@given(debt=money, affordable=money, rate=st.sampled_from([Decimal(0), Decimal(6)]))
def test_nobody_pays_more_at_a_time_than_agreed(debt: Decimal, affordable: Decimal, rate: Decimal) -> None:
    try:
        schedule = plans.build(request(str(debt), affordable=eur(str(affordable)), annual_rate=rate))
    except PlanRefused:
        return
    assert all(one.amount <= eur(str(affordable)) for one in schedule.installments)
    assert schedule.total == eur(str(debt)) + schedule.interest


def three() -> tuple[plans.Installment, ...]:
    """400, 400 and 400 on 1 April, 4 May and 1 June."""
    return plans.build(request("1200.00")).installments


def states(progress: plans.Progress) -> list[str]:
    return [one.state.value for one in progress.installments]


def test_money_settles_the_oldest_installment_first() -> None:
    paid = [Paid(date(2026, 3, 30), Decimal(500))]
    progress = plans.track(installments=three(), payments=paid, terms=TERMS, on=date(2026, 4, 2))
    assert states(progress) == ["PAID", "PART", "DUE"]
    assert progress.installments[0].paid_on == date(2026, 3, 30)
    assert plans.judge(progress, TERMS) is Verdict.GOES_ON


def test_an_installment_is_missed_when_its_days_of_grace_are_over() -> None:
    def on(day: date) -> list[str]:
        return states(plans.track(installments=three(), payments=[], terms=TERMS, on=day))

    assert on(date(2026, 4, 4)) == ["DUE", "DUE", "DUE"]
    assert on(date(2026, 4, 5)) == ["MISSED", "DUE", "DUE"]


def test_a_plan_breaks_at_the_second_missed_installment() -> None:
    progress = plans.track(installments=three(), payments=[], terms=TERMS, on=date(2026, 5, 8))
    assert states(progress) == ["MISSED", "MISSED", "DUE"]
    assert plans.judge(progress, TERMS) is Verdict.BROKEN


def test_a_plan_breaks_when_one_installment_is_late_for_too_long() -> None:
    patient = DefaultTerms(grace_days=3, missed_max=5, days_max=20)
    late = plans.track(installments=three(), payments=[], terms=patient, on=date(2026, 4, 22))
    assert plans.judge(late, patient) is Verdict.BROKEN
    just = plans.track(installments=three(), payments=[], terms=patient, on=date(2026, 4, 21))
    assert plans.judge(just, patient) is Verdict.GOES_ON


def test_a_plan_is_kept_when_all_is_paid_also_in_one_go() -> None:
    paid = [Paid(date(2026, 3, 30), Decimal(1300))]
    progress = plans.track(installments=three(), payments=paid, terms=TERMS, on=date(2026, 4, 2))
    assert plans.judge(progress, TERMS) is Verdict.KEPT
    assert progress.unplanned == eur("100")


def test_a_payment_that_went_back_reopens_the_last_installment_it_had_filled() -> None:
    paid = [Paid(date(2026, 4, 1), Decimal(700)), Paid(date(2026, 4, 9), Decimal(-500))]
    progress = plans.track(installments=three(), payments=paid, terms=TERMS, on=date(2026, 4, 10))
    assert states(progress) == ["MISSED", "DUE", "DUE"]
    assert progress.installments[0].amount_paid == eur("200")


def test_what_counts_later_is_not_known_yet() -> None:
    paid = [Paid(date(2026, 4, 1), Decimal(400))]
    progress = plans.track(installments=three(), payments=paid, terms=TERMS, on=date(2026, 3, 31))
    assert states(progress) == ["DUE", "DUE", "DUE"]


@given(
    moves=st.lists(st.tuples(st.integers(0, 120), st.integers(-900, 900)), max_size=12),
    day=st.integers(0, 150),
)
def test_all_money_is_in_an_installment_or_unplanned(moves: list[tuple[int, int]], day: int) -> None:
    on = TODAY + timedelta(days=day)
    payments = [Paid(TODAY + timedelta(days=after), Decimal(amount)) for after, amount in moves]
    progress = plans.track(installments=three(), payments=payments, terms=TERMS, on=on)
    came = sum((paid.amount for paid in payments if paid.on <= on), start=Decimal(0))
    assert progress.amount_paid.amount + progress.unplanned.amount == came
    filled = [one.amount_paid.amount for one in progress.installments]
    assert filled == sorted(filled, reverse=True), "no installment is paid before an older one"
    assert progress.is_paid or not progress.unplanned.is_positive()
