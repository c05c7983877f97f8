"""Promises are kept by money in time, and by nothing else; every cent keeps one promise only."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recoup.engines.promises import (
    Ask,
    ItemPayment,
    Judgement,
    MadePromise,
    PromiseRules,
    PromiseState,
    judge,
    refusal,
)
from recoup.kernel.calendars import calendar_for
from recoup.kernel.money import Money

pytestmark = pytest.mark.duty("E3")

MADE = date(2026, 3, 2)
MADE_AT = datetime(2026, 3, 2, 9, tzinfo=UTC)
LATER = MADE_AT + timedelta(hours=1)
FRIDAY, TUESDAY = date(2026, 3, 6), date(2026, 3, 10)


def eur(amount: str | int) -> Money:
    return Money(Decimal(amount), "EUR")


def promise(
    number: int = 1,
    *,
    amount: str = "100",
    items: tuple[int, ...] = (7,),
    by: date = FRIDAY,
    deadline: date = TUESDAY,
    made: date = MADE,
    tolerance: str = "0",
) -> MadePromise:
    made_at = MADE_AT + (made - MADE)
    return MadePromise(number, frozenset(items), eur(amount), by, deadline, made, made_at, Decimal(tolerance))


def paid(amount: str, on: date, *, item: int = 7, entry: int = 1, at: datetime = LATER) -> ItemPayment:
    return ItemPayment(entry, item, Decimal(amount), on, max(at, at + (on - MADE)))


def one(made: MadePromise, *payments: ItemPayment, opened: str = "0", on: date = FRIDAY) -> Judgement:
    open_amounts = {item_id: Decimal(opened) for item_id in made.item_ids}
    (judged,) = judge(promises=[made], payments=payments, open_amounts=open_amounts, as_of={made.id: on})
    return judged


def test_a_promise_is_open_until_its_deadline_has_passed() -> None:
    assert one(promise(), opened="100", on=TUESDAY).state is PromiseState.OPEN
    assert one(promise(), opened="100", on=TUESDAY + timedelta(days=1)).state is PromiseState.BROKEN


@pytest.mark.parametrize(
    ("amount", "on", "opened", "state"),
    [
        ("100", FRIDAY, "0", PromiseState.KEPT),
        ("100", TUESDAY, "0", PromiseState.KEPT),
        ("40", FRIDAY, "60", PromiseState.PART_KEPT),
        ("100", TUESDAY + timedelta(days=1), "0", PromiseState.OPEN),
    ],
)
def test_money_in_time_keeps_it(amount: str, on: date, opened: str, state: PromiseState) -> None:
    assert one(promise(), paid(amount, on), opened=opened).state is state


def test_money_that_came_too_late_leaves_it_broken() -> None:
    late = paid("100", TUESDAY + timedelta(days=1))
    judged = one(promise(), late, opened="0", on=date(2026, 3, 20))
    assert (judged.state, judged.amount_kept, judged.amount_due) == (PromiseState.BROKEN, eur(0), eur(100))


def test_part_of_it_in_time_is_a_broken_promise_that_says_how_much_came() -> None:
    judged = one(promise(), paid("40", FRIDAY), opened="60", on=date(2026, 3, 20))
    assert (judged.state, judged.amount_kept) == (PromiseState.BROKEN, eur(40))
    assert "Only" in judged.reason.text


def test_a_small_amount_may_be_missing() -> None:
    assert one(promise(tolerance="1"), paid("99", FRIDAY), opened="1").state is PromiseState.KEPT
    assert one(promise(tolerance="1"), paid("98.99", FRIDAY), opened="1.01").state is PromiseState.PART_KEPT


def test_money_of_before_the_promise_does_not_keep_it() -> None:
    before = paid("100", MADE, at=MADE_AT - timedelta(hours=1))
    assert one(promise(), before, opened="100").state is PromiseState.OPEN


def test_what_was_credited_meanwhile_is_no_longer_demanded() -> None:
    # Of 100, 30 were credited and 70 paid: nothing is left.
    assert one(promise(), paid("70", FRIDAY), opened="0").state is PromiseState.KEPT
    # All of it was credited: nothing to keep and nothing to break.
    assert one(promise(), opened="0", on=date(2026, 3, 20)).state is PromiseState.WITHDRAWN


def test_the_earlier_promise_is_served_first() -> None:
    first = promise(1, amount="60")
    second = promise(2, amount="40", by=date(2026, 3, 20), deadline=date(2026, 3, 24))
    judged = judge(
        promises=[second, first],
        payments=[paid("70", FRIDAY)],
        open_amounts={7: Decimal(30)},
        as_of={1: FRIDAY, 2: FRIDAY},
    )
    assert [(each.promise_id, each.state, each.amount_kept) for each in judged] == [
        (1, PromiseState.KEPT, eur(60)),
        (2, PromiseState.PART_KEPT, eur(10)),
    ]


def test_money_too_late_for_the_broken_promise_keeps_the_new_one() -> None:
    broken = promise(1)
    new = promise(2, by=date(2026, 3, 20), deadline=date(2026, 3, 24), made=date(2026, 3, 12))
    judged = judge(
        promises=[broken, new],
        payments=[paid("100", date(2026, 3, 19))],
        open_amounts={7: Decimal(0)},
        as_of={1: date(2026, 3, 19), 2: date(2026, 3, 19)},
    )
    assert [each.state for each in judged] == [PromiseState.BROKEN, PromiseState.KEPT]


def test_a_withdrawn_promise_takes_no_money() -> None:
    withdrawn = replace(promise(1), is_withdrawn=True)
    judged = judge(
        promises=[withdrawn, promise(2)],
        payments=[paid("100", FRIDAY)],
        open_amounts={7: Decimal(0)},
        as_of={1: FRIDAY, 2: FRIDAY},
    )
    assert [each.state for each in judged] == [PromiseState.WITHDRAWN, PromiseState.KEPT]


def test_the_days_of_grace_are_business_days() -> None:
    poland = calendar_for("PL")
    assert PromiseRules(grace_days=2).deadline(FRIDAY, poland) == TUESDAY
    assert PromiseRules(grace_days=2, in_business_days=False).deadline(FRIDAY, poland) == date(2026, 3, 8)
    # A promise for a Sunday is good until Monday, and grace is counted from there.
    assert PromiseRules(grace_days=0).deadline(date(2026, 3, 8), poland) == date(2026, 3, 9)


@pytest.mark.parametrize(
    ("ask", "words"),
    [
        (Ask(eur(0), FRIDAY, eur(100), eur(0)), "more than nothing"),
        (Ask(eur(50), MADE - timedelta(days=1), eur(100), eur(0)), "in the past"),
        (Ask(eur(50), MADE + timedelta(days=31), eur(100), eur(0)), "payment plan"),
        (Ask(eur(50), FRIDAY, eur(100), eur(100)), "promised already"),
        (Ask(eur(61), FRIDAY, eur(100), eur(40)), "At most"),
    ],
)
def test_what_cannot_be_promised_is_refused(ask: Ask, words: str) -> None:
    sentence = refusal(ask, on=MADE, rules=PromiseRules())
    assert sentence is not None and words in sentence.text


def test_what_can_be_promised_is_taken() -> None:
    ask = Ask(eur(60), MADE + timedelta(days=30), eur(100), eur(40))
    assert refusal(ask, on=MADE, rules=PromiseRules()) is None


_days = st.integers(0, 40).map(lambda days: MADE + timedelta(days=days))
_cents = st.integers(1, 20_000).map(lambda cents: Decimal(cents) / 100)


@st.composite
def _promises(draw: st.DrawFn) -> list[MadePromise]:
    found = []
    for number in range(1, draw(st.integers(1, 4)) + 1):
        by = draw(_days)
        made = draw(st.dates(MADE, by))
        items = tuple(draw(st.sets(st.integers(1, 3), min_size=1)))
        deadline = by + timedelta(days=draw(st.integers(0, 5)))
        found.append(
            promise(number, amount=str(draw(_cents)), items=items, by=by, deadline=deadline, made=made)
        )
    return found


@st.composite
def _payments(draw: st.DrawFn) -> list[ItemPayment]:
    return [
        paid(str(draw(_cents)), draw(_days), item=draw(st.integers(1, 3)), entry=number)
        for number in range(draw(st.integers(0, 6)))
    ]


_open = st.fixed_dictionaries({item: st.integers(0, 20_000).map(Decimal) for item in (1, 2, 3)})


@given(_promises(), _payments(), _open, _days)
def test_every_cent_keeps_one_promise_at_most(
    promises: list[MadePromise], payments: list[ItemPayment], opened: dict[int, Decimal], on: date
) -> None:
    judged = judge(
        promises=promises, payments=payments, open_amounts=opened, as_of={each.id: on for each in promises}
    )
    assert sorted(each.promise_id for each in judged) == [each.id for each in promises]
    for payment in payments:
        used = sum(
            share.amount for each in judged for share in each.shares if share.entry_id == payment.entry_id
        )
        assert used <= payment.amount
    for each in judged:
        made = promises[each.promise_id - 1]
        assert each.amount_kept.amount == sum(share.amount for share in each.shares)
        assert each.amount_kept <= each.amount_due <= made.amount
        assert all(
            made.made_on <= share.effective_date <= made.deadline and share.item_id in made.item_ids
            for share in each.shares
        )


@given(_promises(), _payments(), _open, _days, _cents, _days, st.integers(1, 3))
def test_more_money_never_makes_a_promise_worse(
    promises: list[MadePromise],
    payments: list[ItemPayment],
    opened: dict[int, Decimal],
    on: date,
    amount: Decimal,
    day: date,
    item: int,
) -> None:
    as_of = {each.id: on for each in promises}
    part = min(amount, opened[item])
    more = [*payments, paid(str(part), day, item=item, entry=99)] if part else payments
    less_open = {**opened, item: opened[item] - part}
    before = judge(promises=promises, payments=payments, open_amounts=opened, as_of=as_of)
    after = judge(promises=promises, payments=more, open_amounts=less_open, as_of=as_of)
    for old, new in zip(before, after, strict=True):
        assert new.amount_kept >= old.amount_kept
        assert not (old.state is PromiseState.KEPT and new.state is PromiseState.OPEN)


@given(_promises(), _payments(), _open, _days)
def test_the_order_in_which_facts_are_told_changes_nothing(
    promises: list[MadePromise],
    payments: list[ItemPayment],
    opened: dict[int, Decimal],
    on: date,
) -> None:
    as_of = {each.id: on for each in promises}
    told = judge(promises=promises, payments=payments, open_amounts=opened, as_of=as_of)
    reversed_facts = judge(promises=promises[::-1], payments=payments[::-1], open_amounts=opened, as_of=as_of)
    assert told == reversed_facts


@given(_promises(), _payments(), _open, _days)
def test_taking_all_money_back_leaves_nothing_kept(
    promises: list[MadePromise], payments: list[ItemPayment], opened: dict[int, Decimal], on: date
) -> None:
    as_of = {each.id: on for each in promises}
    whole = dict(opened)
    for payment in payments:
        whole[payment.item_id] += payment.amount
    judged = judge(promises=promises, payments=[], open_amounts=whole, as_of=as_of)
    assert all(each.amount_kept.is_zero() and each.state is not PromiseState.KEPT for each in judged)
