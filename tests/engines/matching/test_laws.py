"""Laws that hold whatever comes: nothing is lost, order changes nothing, no item is given more than it has open."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from datetime import date
from decimal import Decimal
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from recoup.engines.matching import (
    Customer,
    Decision,
    Doubt,
    OpenItem,
    Proposal,
    Reason,
    Receipt,
    Verdict,
    build_index,
    decide_all,
    index_people,
)
from tests.engines.matching.stories import CUSTOMERS, ENTITY, RULES, advice, item, receipt

ACCOUNTS = {1: "DE89370400440532013000", 2: "VA0002", 3: ""}
NAMES = ("Müller Maschinenbau", "Guangzhou Hengda Maoyi", "BAC HA NOI THAT", "PAYPAL", "")

amounts = st.integers(1, 60).map(lambda n: Decimal(n * 37) / 100) | st.integers(1, 9_999_999).map(
    lambda n: Decimal(n) / 100
)


@st.composite
def books(draw: st.DrawFn) -> list[OpenItem]:
    """Return some items: open, part paid, settled, credits, in two currencies, numbers close to each other."""
    book = []
    for item_id in range(1, draw(st.integers(1, 14)) + 1):
        amount = draw(amounts)
        is_credit = draw(st.integers(0, 7)) == 0
        share_open = draw(st.sampled_from((Decimal(1), Decimal(1), Decimal(1), Decimal(0), Decimal("0.5"))))
        left = (amount * share_open).quantize(Decimal("0.01"))
        sign = -1 if is_credit else 1
        book.append(
            OpenItem(
                item_id,
                draw(st.sampled_from((ENTITY, ENTITY, ENTITY, 2))),
                draw(st.integers(1, 4)),
                f"RE-{1000 + draw(st.integers(1, 20))}",
                draw(st.sampled_from(("EUR", "EUR", "EUR", "USD"))),
                sign * amount,
                sign * left,
                due_date=date(2026, 1, draw(st.integers(1, 28))),
                discount=(amount / 50).quantize(Decimal("0.01")) if not is_credit else Decimal(0),
                discount_until=date(2026, 3, 5),
            )
        )
    return book


@st.composite
def receipts_for(draw: st.DrawFn, book: list[OpenItem]) -> Receipt:
    """Return a receipt that pays some of the book, more or less, and says so, more or less."""
    chosen = draw(
        st.lists(st.sampled_from(book), min_size=1, max_size=4, unique_by=lambda bill: bill.item_id)
    )
    total = sum((bill.amount_open for bill in chosen), start=Decimal(0))
    factor = draw(st.sampled_from(("1", "1", "1", "0.98", "0.9", "0.5", "1.1")))
    paid = (total * Decimal(factor)).quantize(Decimal("0.01")) + draw(st.sampled_from((0, 0, 0, -5, 1)))
    text = (
        " ".join(bill.number for bill in chosen)
        if draw(st.booleans())
        else draw(st.sampled_from(("", "RE-1001", "deposit 7")))
    )
    rows = (
        advice(*((bill.number, str(bill.amount_open)) for bill in chosen))
        if draw(st.integers(0, 4)) == 0
        else ()
    )
    return receipt(
        str(paid),
        text,
        line_id=draw(st.integers(1, 10**6)),
        payer_account=ACCOUNTS[1] if draw(st.booleans()) else "",
        payer_name=draw(st.sampled_from(NAMES)),
        advice=rows,
    )


@st.composite
def days(draw: st.DrawFn) -> tuple[list[OpenItem], list[Receipt]]:
    """Return a book and the receipts of a day."""
    book = draw(books())
    return book, draw(
        st.lists(receipts_for(book), min_size=1, max_size=5, unique_by=lambda paid: paid.line_id)
    )


def run(book: list[OpenItem], paid: list[Receipt]) -> tuple[Decision, ...]:
    """Return the decisions of a day."""
    return decide_all(paid, build_index(book, index_people(CUSTOMERS)), RULES)


def over(proposal: Proposal) -> Decimal:
    """Return what a proposal leaves of the receipt."""
    kept = (r.amount for r in proposal.residues if r.item_id is None or r.reason is Reason.DUPLICATE)
    return sum(kept, start=Decimal(0))


@settings(max_examples=150, deadline=None)
@given(days())
def test_every_proposal_accounts_for_the_whole_receipt(day: tuple[list[OpenItem], list[Receipt]]) -> None:
    book, paid = day
    open_amounts = {bill.item_id: bill.amount_open for bill in book}
    currencies = {bill.item_id: bill.currency for bill in book}
    for came, decision in zip(paid, run(book, paid), strict=True):
        assert (decision.verdict is Verdict.APPLY) == (decision.refusal is None)
        for proposal in decision.proposals:
            assert sum((s.paid for s in proposal.shares), start=Decimal(0)) + over(proposal) == came.amount
            residues = sum((r.amount for r in proposal.residues), start=Decimal(0))
            if all(currencies[share.item_id] == came.currency for share in proposal.shares):
                assert sum((s.amount for s in proposal.shares), start=Decimal(0)) + residues == came.amount
            assert len({share.item_id for share in proposal.shares}) == len(proposal.shares)
            for share in proposal.shares:
                assert (
                    0 < share.amount <= open_amounts[share.item_id]
                    or open_amounts[share.item_id] <= share.amount < 0
                )
            assert proposal.score == sum(piece.points for piece in proposal.evidence)


@settings(max_examples=150, deadline=None)
@given(days())
def test_no_item_is_given_more_than_it_has_open(day: tuple[list[OpenItem], list[Receipt]]) -> None:
    book, paid = day
    given_to: dict[int, Decimal] = defaultdict(Decimal)
    for decision in run(book, paid):
        if decision.verdict is Verdict.APPLY:
            for share in decision.proposals[0].shares:
                given_to[share.item_id] += share.amount
    open_amounts = {bill.item_id: bill.amount_open for bill in book}
    assert all(abs(amount) <= abs(open_amounts[item_id]) for item_id, amount in given_to.items())


@settings(max_examples=100, deadline=None)
@given(days(), st.randoms(use_true_random=False))
def test_the_order_of_what_is_given_changes_nothing(
    day: tuple[list[OpenItem], list[Receipt]], random: Random
) -> None:
    book, paid = day
    before = {decision.line_id: decision for decision in run(book, paid)}
    shuffled_book, shuffled, people = list(book), list(paid), list(CUSTOMERS)
    for pile in (shuffled_book, shuffled, people):
        random.shuffle(pile)
    after = decide_all(shuffled, build_index(shuffled_book, index_people(people)), RULES)
    assert {decision.line_id: decision for decision in after} == before


@settings(max_examples=100, deadline=None)
@given(days())
def test_nothing_is_applied_to_strangers_settled_items_or_other_entities(
    day: tuple[list[OpenItem], list[Receipt]],
) -> None:
    book, paid = day
    bills = {bill.item_id: bill for bill in book}
    for came, decision in zip(paid, run(book, paid), strict=True):
        if decision.verdict is Verdict.APPLY:
            for share in decision.proposals[0].shares:
                bill = bills[share.item_id]
                assert (
                    bill.entity_id == came.entity_id and bill.amount_open and bill.currency == came.currency
                )
                if came.payer_account and came.payer_name in ("", "PAYPAL"):
                    assert bill.customer_id in (1, 4)


@settings(max_examples=100, deadline=None)
@given(days())
def test_an_equal_twin_of_what_was_applied_unnamed_makes_it_a_tie(
    day: tuple[list[OpenItem], list[Receipt]],
) -> None:
    book, paid = day
    for came, decision in zip(paid, run(book, paid), strict=True):
        if decision.verdict is Verdict.APPLY and not came.text and not came.advice:
            twins = [
                replace(bill, item_id=bill.item_id + 1000, number=f"ZZ-{bill.item_id}")
                for bill in book
                if bill.item_id in {share.item_id for share in decision.proposals[0].shares}
            ]
            assert run([*book, *twins], [came])[0].verdict is not Verdict.APPLY


def test_two_receipts_for_one_item_are_both_left_to_a_person() -> None:
    book = [item(1, "A-101", "954.13")]
    twice = [receipt("954.13", "A-101", line_id=line) for line in (1, 2)]
    decisions = run(book, twice)
    assert [decision.verdict for decision in decisions] == [Verdict.PROPOSE] * 2
    assert all(decision.refusal and decision.refusal.doubt is Doubt.COMPETING for decision in decisions)


def test_of_two_receipts_the_one_that_leads_keeps_the_item() -> None:
    book = [item(1, "A-101", "954.13"), item(2, "B-202", "17.77")]
    sure = receipt("954.13", "A-101", line_id=1, payer_account=ACCOUNTS[1])
    vague = receipt("954.13", "", line_id=2, payer_name="Mueller Maschinenbau")
    assert [decision.verdict for decision in run(book, [sure, vague])] == [Verdict.APPLY, Verdict.PROPOSE]


def test_two_halves_of_one_item_go_together() -> None:
    book = [item(1, "A-101", "900.00")]
    halves = [
        receipt(amount, "x", line_id=line, payer_account=ACCOUNTS[1], advice=advice(("A-101", amount)))
        for line, amount in ((1, "300.00"), (2, "600.00"))
    ]
    assert [decision.verdict for decision in run(book, halves)] == [Verdict.APPLY] * 2


def test_customers_without_names_or_accounts_are_no_trouble() -> None:
    index = build_index([item(1, "A-101", "954.13")], index_people([Customer(1, ENTITY)]))
    assert decide_all([receipt("954.13", "A-101")], index)[0].verdict is Verdict.APPLY
    assert decide_all([], index) == ()
