"""Whom to call first: the points add up, the classes fit, and more overdue never means fewer points."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recoup.engines.priority import Behavior, Facts, Lateness, Size, Thresholds, stand
from recoup.kernel.money import Money


def usd(amount: int | str) -> Money:
    return Money(Decimal(amount), "USD")


QUIET = Facts(
    amount_overdue=usd(0),
    amount_open=usd(2_000),
    amount_overdue_reporting=Decimal(0),
    amount_open_reporting=Decimal(2_000),
    days_overdue_max=0,
    paid_recent=4,
    days_late_recent=-1,
    paid_before=4,
    days_late_before=0,
    paid_late_recent=0,
    amount_held=usd(0),
    amount_unapplied=usd(0),
)


def owing(amount: int, *, days: int, **changes: object) -> Facts:
    return replace(
        QUIET,
        amount_overdue=usd(amount),
        amount_open=usd(max(2_000, amount)),
        amount_overdue_reporting=Decimal(amount),
        amount_open_reporting=Decimal(max(2_000, amount)),
        days_overdue_max=days,
        **changes,
    )


def words(facts: Facts) -> list[str]:
    return [
        (reason.plural if reason.count and reason.values[reason.count] != 1 else reason.text)
        for reason in stand(facts).reasons
    ]


@pytest.mark.duty("D1")
@pytest.mark.parametrize(
    ("days", "lateness"),
    [
        (0, Lateness.CURRENT),
        (1, Lateness.DAYS_1_30),
        (30, Lateness.DAYS_1_30),
        (31, Lateness.DAYS_31_60),
        (60, Lateness.DAYS_31_60),
        (61, Lateness.DAYS_61_90),
        (90, Lateness.DAYS_61_90),
        (91, Lateness.DAYS_OVER_90),
    ],
)
def test_the_oldest_item_gives_the_class_of_lateness(days: int, lateness: Lateness) -> None:
    assert stand(owing(500, days=days)).lateness is lateness


@pytest.mark.duty("C1")
@pytest.mark.parametrize(
    ("amount", "size"), [(9_999, Size.SMALL), (10_000, Size.LARGE), (250_000, Size.KEY_ACCOUNT)]
)
def test_the_open_amount_gives_the_class_of_size(amount: int, size: Size) -> None:
    assert stand(owing(amount, days=5)).size is size


@pytest.mark.duty("D1")
def test_behavior_is_told_from_payments_recent_and_before() -> None:
    late = {"paid_recent": 4, "days_late_recent": 15, "paid_late_recent": 4}
    assert stand(owing(500, days=3)).behavior is Behavior.PROMPT
    assert stand(owing(500, days=3, **late, days_late_before=12)).behavior is Behavior.HABITUAL_LATE
    assert stand(owing(500, days=3, **late)).behavior is Behavior.DETERIORATING
    assert stand(owing(500, days=45, paid_recent=0, days_late_recent=0)).behavior is Behavior.SILENT
    newcomer = owing(500, days=3, paid_recent=0, days_late_recent=0, paid_before=0)
    assert stand(newcomer).behavior is Behavior.NEW


def test_a_customer_with_nothing_overdue_gets_no_points_and_no_reasons() -> None:
    standing = stand(QUIET)
    assert (standing.points, standing.reasons) == (0, ())
    assert standing.class_code == "CURRENT.SMALL.PROMPT"


def test_the_points_of_a_customer_can_be_added_up_by_hand() -> None:
    facts = owing(12_000, days=35, paid_recent=5, days_late_recent=20, paid_late_recent=4, days_late_before=2)
    standing = stand(facts)
    # 20 for 35 days, 18 for 12,000, 10 for all of it, 10 for 18 days worse, 10 for 4 of 5 late.
    assert standing.points == 68
    assert [reason.points for reason in standing.scored_reasons] == [20, 18, 10, 10, 10]
    assert words(facts)[0] == "The oldest item is {days} days late."
    assert standing.class_code == "DAYS_31_60.LARGE.DETERIORATING"


def test_what_is_held_or_already_paid_is_not_chased() -> None:
    held = stand(replace(QUIET, amount_held=usd(5_000)))
    assert held.points == 0
    assert [reason.text for reason in held.reasons] == ["{amount} is on hold and not chased."]
    paid = stand(owing(5_000, days=40, amount_unapplied=usd(4_950)))
    assert paid.points < stand(owing(5_000, days=40)).points
    assert paid.reasons[-1].text == "{amount} was received and waits to be applied; it is not chased."


def test_without_an_exchange_rate_the_reason_says_so() -> None:
    facts = replace(owing(900_000, days=40), amount_overdue_reporting=None, amount_open_reporting=None)
    standing = stand(facts)
    assert standing.reasons[-1].values == {"currency": "USD"}
    assert "no exchange rate" in standing.reasons[-1].text
    assert 0 < standing.points < stand(owing(900_000, days=40)).points


def test_limits_are_data() -> None:
    strict = Thresholds(key_account_from=1_000, silence_points=50)
    assert stand(owing(1_500, days=3), strict).size is Size.KEY_ACCOUNT
    silent = owing(1_500, days=45, paid_recent=0, days_late_recent=0)
    assert stand(silent, strict).points - stand(silent).points == 45


AMOUNTS = st.decimals(min_value=0, max_value=10**9, places=2)
COUNTS = st.integers(min_value=0, max_value=50)
DAYS = st.integers(min_value=-300, max_value=3_000)


@st.composite
def any_facts(draw: st.DrawFn) -> Facts:
    overdue = draw(AMOUNTS)
    rate = draw(st.decimals(min_value="0.0001", max_value=10, places=4))
    open_amount = overdue + draw(AMOUNTS)
    paid_recent = draw(COUNTS)
    return Facts(
        amount_overdue=Money(overdue, "USD"),
        amount_open=Money(open_amount, "USD"),
        amount_overdue_reporting=overdue * rate,
        amount_open_reporting=open_amount * rate,
        days_overdue_max=draw(st.integers(0, 2_000)) if overdue else 0,
        paid_recent=paid_recent,
        days_late_recent=draw(DAYS) if paid_recent else 0,
        paid_before=draw(COUNTS),
        days_late_before=draw(DAYS),
        paid_late_recent=draw(st.integers(0, paid_recent)),
        amount_held=Money(draw(AMOUNTS), "USD"),
        amount_unapplied=Money(draw(AMOUNTS), "USD"),
    )


@given(any_facts(), AMOUNTS, st.integers(0, 400))
def test_more_overdue_or_later_never_gives_fewer_points(facts: Facts, more: Decimal, days: int) -> None:
    overdue, open_amount = facts.amount_overdue.amount + more, facts.amount_open.amount + more
    assert facts.amount_overdue_reporting is not None
    rate = facts.amount_overdue_reporting / facts.amount_overdue.amount if facts.amount_overdue.amount else 1
    worse = replace(
        facts,
        amount_overdue=Money(overdue, "USD"),
        amount_open=Money(open_amount, "USD"),
        amount_overdue_reporting=max(overdue * rate, facts.amount_overdue_reporting),
        amount_open_reporting=open_amount * rate,
        days_overdue_max=facts.days_overdue_max + days,
    )
    assert stand(worse).points >= stand(facts).points


@given(any_facts(), AMOUNTS)
def test_more_received_never_gives_more_points(facts: Facts, more: Decimal) -> None:
    received = replace(facts, amount_unapplied=facts.amount_unapplied + Money(more, "USD"))
    assert stand(received).points <= stand(facts).points


@given(any_facts())
def test_points_are_the_sum_of_the_reasons_and_at_most_a_hundred(facts: Facts) -> None:
    standing = stand(facts)
    assert standing.points == sum(reason.points for reason in standing.scored_reasons)
    assert 0 <= standing.points <= 100
    assert [reason.points for reason in standing.scored_reasons] == sorted(
        (reason.points for reason in standing.scored_reasons), reverse=True
    )
