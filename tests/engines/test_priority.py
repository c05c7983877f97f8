"""Whom to call first: points add up to a chance, the chance to an effect, and more overdue never means less."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recoup.engines.priority import (
    Behavior,
    Facts,
    Lateness,
    Size,
    Thresholds,
    expected_effect,
    say_effect,
    say_left_out,
    stand,
)
from recoup.kernel.money import Money


def usd(amount: int | str) -> Money:
    return Money(Decimal(amount), "USD")


QUIET = Facts(
    currency="USD",
    amount_overdue=Decimal(0),
    amount_open=Decimal(2_000),
    amount_held=Decimal(0),
    amount_unapplied=Decimal(0),
    rate=Decimal(1),
    is_rated=True,
    days_overdue_max=0,
    paid_recent=4,
    days_late_recent=-1,
    paid_before=4,
    days_late_before=0,
    paid_late_recent=0,
)


def owing(amount: int, *, days: int, **changes: object) -> Facts:
    return replace(
        QUIET,
        amount_overdue=Decimal(amount),
        amount_open=Decimal(max(2_000, amount)),
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
    assert (standing.points, standing.chance, standing.effect, standing.reasons) == (0, 0, 0, ())
    assert standing.class_code == "CURRENT.SMALL.PROMPT"


def test_the_points_of_a_customer_can_be_added_up_by_hand() -> None:
    facts = owing(12_000, days=35, paid_recent=5, days_late_recent=20, paid_late_recent=4, days_late_before=2)
    standing = stand(facts)
    # 20 for 35 days, 10 for all of it, 10 for 4 of 5 late, 10 for 18 days worse: half of such contacts count.
    assert (standing.points, standing.chance, standing.effect) == (50, 51, 6_120)
    assert [reason.points for reason in standing.scored_reasons] == [20, 10, 10, 10]
    assert words(facts)[0] == "The oldest item is {days} days late."
    assert standing.class_code == "DAYS_31_60.LARGE.DETERIORATING"


@pytest.mark.duty("C1")
def test_the_effect_is_said_with_what_it_is_made_of() -> None:
    assert expected_effect(usd(40_000), 31) == usd(12_400)
    assert expected_effect(Money(Decimal(55), "VND"), 10) == Money(Decimal(6), "VND")
    said = say_effect(usd(40_000), 31)
    assert said.values == {"effect": usd(12_400), "chance": 31, "amount": usd(40_000)}


@pytest.mark.duty("C1")
def test_who_always_pays_a_few_days_late_is_left_to_pay() -> None:
    habit = {"paid_recent": 6, "days_late_recent": 8, "paid_late_recent": 6, "days_late_before": 8}
    waiting, beyond = stand(owing(40_000, days=9, **habit)), stand(owing(40_000, days=12, **habit))
    assert (waiting.points, waiting.chance) == (0, 5)
    assert words(owing(40_000, days=9, **habit)) == [
        "The customer usually pays about this late: a contact would change little."
    ]
    assert (beyond.points, beyond.chance) == (30, 31)
    # A large sum of somebody who pays by himself stands behind a smaller one that needs a word.
    assert waiting.effect < stand(owing(9_000, days=45, **habit)).effect


def test_a_habit_of_months_is_no_excuse() -> None:
    months = {"paid_recent": 6, "days_late_recent": 70, "paid_late_recent": 6, "days_late_before": 70}
    assert stand(owing(40_000, days=60, **months)).points == 40


def test_what_is_held_or_already_paid_is_not_chased() -> None:
    assert stand(replace(QUIET, amount_held=Decimal(5_000))).chance == 0
    part = stand(owing(5_000, days=40, amount_unapplied=Decimal(4_950)))
    assert part.effect == Decimal(50) * part.chance / 100
    paid = stand(owing(5_000, days=40, amount_unapplied=Decimal(5_000)))
    assert (paid.points, paid.chance, paid.effect) == (0, 0, 0)
    left_out = say_left_out(overdue=usd(5_000), held=usd(100), unapplied=usd(4_950))
    assert [sentence.text for sentence in left_out] == [
        "{amount} is on hold and not chased.",
        "{amount} was received and waits to be applied; it is not chased.",
    ]
    assert say_left_out(overdue=usd(0), held=usd(0), unapplied=usd(50)) == ()


def test_without_an_exchange_rate_the_reason_says_so() -> None:
    facts = replace(owing(900_000, days=40), rate=Decimal("0.001"), is_rated=False)
    standing = stand(facts)
    assert standing.reasons[-1].values == {"currency": "USD"}
    assert "no exchange rate" in standing.reasons[-1].text
    assert standing.size is Size.SMALL
    assert standing.points == stand(owing(900_000, days=40)).points


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
    paid_recent = draw(COUNTS)
    return Facts(
        currency="USD",
        amount_overdue=overdue,
        amount_open=overdue + draw(AMOUNTS),
        amount_held=draw(AMOUNTS),
        amount_unapplied=draw(AMOUNTS),
        rate=draw(st.decimals(min_value="0.0001", max_value=10, places=4)),
        is_rated=draw(st.booleans()),
        days_overdue_max=draw(st.integers(0, 2_000)) if overdue else 0,
        paid_recent=paid_recent,
        days_late_recent=draw(DAYS) if paid_recent else 0,
        paid_before=draw(COUNTS),
        days_late_before=draw(DAYS),
        paid_late_recent=draw(st.integers(0, paid_recent)),
        promises_broken=draw(st.integers(0, 5)),
        was_willing=draw(st.sampled_from([None, False, True])),
    )


def is_at_least(more: Facts, less: Facts) -> bool:
    high, low = stand(more), stand(less)
    return high.points >= low.points and high.chance >= low.chance and high.effect >= low.effect


@given(any_facts(), AMOUNTS, st.integers(0, 400))
def test_more_overdue_or_later_never_gives_less(facts: Facts, more: Decimal, days: int) -> None:
    worse = replace(
        facts,
        amount_overdue=facts.amount_overdue + more,
        amount_open=facts.amount_open + more,
        days_overdue_max=facts.days_overdue_max + days,
    )
    assert is_at_least(worse, facts)


@given(any_facts(), st.data())
def test_each_reason_alone_never_gives_less_when_it_grows(facts: Facts, data: st.DataObject) -> None:
    late = data.draw(st.integers(facts.paid_late_recent, facts.paid_recent))
    grown = [
        replace(facts, promises_broken=facts.promises_broken + 1),
        replace(facts, paid_late_recent=late),
        replace(facts, days_late_before=facts.days_late_before - 10),
        replace(facts, was_willing=True),
    ]
    assert all(is_at_least(each, facts) for each in grown)


@given(any_facts(), AMOUNTS)
def test_more_received_never_gives_more(facts: Facts, more: Decimal) -> None:
    assert is_at_least(facts, replace(facts, amount_unapplied=facts.amount_unapplied + more))


@given(any_facts())
def test_the_effect_is_part_of_what_is_chased_and_the_points_are_the_sum_of_the_reasons(facts: Facts) -> None:
    standing = stand(facts)
    assert standing.points == sum(reason.points for reason in standing.scored_reasons)
    assert 0 <= standing.points <= 90
    if facts.amount_chased:
        assert 5 <= standing.chance <= 80
        assert 0 < standing.effect <= facts.amount_chased * facts.rate
    else:
        assert (standing.points, standing.chance, standing.effect) == (0, 0, 0)
    assert [reason.points for reason in standing.scored_reasons] == sorted(
        (reason.points for reason in standing.scored_reasons), reverse=True
    )
