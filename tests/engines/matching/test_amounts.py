"""Amount, payer and habit decide where the text is silent, and only where chance and a tie are ruled out."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from random import Random

import pytest

from recoup.engines.matching import Doubt, Habits, Rate, Reason, Verdict
from tests.engines.matching.stories import (
    CUSTOMERS,
    HENGDA,
    RULES,
    euros,
    item,
    judged,
    proposed,
    receipt,
    shares,
)

IBAN = "DE89370400440532013000"
BOOK = [
    item(1, "A-101", "954.13"),
    item(2, "A-102", "120.07"),
    item(3, "A-103", "61.31"),
    item(4, "A-104", "8000.55"),
]


def paid(amount: str, text: str = "", **facts: object):  # type: ignore[no-untyped-def]  # a receipt of Müller's
    return receipt(amount, text, payer_account=IBAN, **facts)


@pytest.mark.parametrize(
    ("amount", "expected"),
    [
        ("954.13", {1: "954.13"}),
        ("9136.06", {1: "954.13", 2: "120.07", 3: "61.31", 4: "8000.55"}),
        ("1074.20", {1: "954.13", 2: "120.07"}),
        ("8061.86", {3: "61.31", 4: "8000.55"}),
    ],
)
def test_the_payers_account_and_an_exact_sum_are_enough(amount: str, expected: dict[int, str]) -> None:
    applied = shares(judged(paid(amount), BOOK))
    assert applied == {item_id: Decimal(cents) for item_id, cents in expected.items()}


def test_two_items_of_one_amount_are_a_tie() -> None:
    decision = judged(paid("954.13"), [*BOOK, item(5, "A-105", "954.13")])
    assert decision.refusal is not None and decision.refusal.doubt is Doubt.TIE
    assert proposed(decision)[:2] == [euros(_1="954.13"), euros(_5="954.13")]


def test_two_sums_of_one_amount_are_a_tie() -> None:
    book = [
        item(n, f"A-10{n}", amount)
        for n, amount in enumerate(("10.10", "20.20", "5.05", "25.25", "77.01"), 1)
    ]
    assert judged(paid("30.30"), book).verdict is not Verdict.APPLY


def test_a_round_amount_proves_little() -> None:
    book = [item(n, f"A-10{n}", f"{n}000") for n in range(1, 9)]
    assert judged(paid("9000"), book).verdict is not Verdict.APPLY


def test_an_amount_that_a_hundred_items_could_make_up_is_not_applied() -> None:
    random = Random(7)
    book = [item(n, f"A-{n:04d}", f"{random.randrange(1000, 99999) / 100:.2f}") for n in range(1, 101)]
    total = sum(random.sample([bill.amount for bill in book], 7))
    assert judged(paid(str(total)), book).verdict is not Verdict.APPLY


@pytest.mark.parametrize(
    "text", ["deposit order 4711", "Anzahlung", "đặt cọc", "预付款", "پیش‌پرداخت", "zaliczka"]
)
def test_a_deposit_is_not_the_invoice_that_happens_to_have_its_amount(text: str) -> None:
    decision = judged(paid("954.13", text), BOOK)
    assert decision.verdict is Verdict.PROPOSE
    assert decision.refusal is not None and decision.refusal.doubt is Doubt.ADVANCE


def test_a_credit_note_is_netted() -> None:
    credit = item(6, "GS-7", "-100.02")
    decision = judged(paid("854.11", "A-101 GS-7"), [*BOOK, credit])
    assert shares(decision) == euros(_1="954.13", _6="-100.02")


def test_an_agreed_discount_is_applied_to_the_cent_and_in_time_only() -> None:
    discounted = replace(BOOK[0], discount=Decimal("19.08"), discount_until=date(2026, 3, 5))
    decision = judged(paid("935.05", "A-101"), [discounted, *BOOK[1:]])
    assert shares(decision) == euros(_1="954.13")
    assert [(r.reason, r.amount) for r in decision.proposals[0].residues] == [
        (Reason.DISCOUNT, Decimal("-19.08"))
    ]
    late = replace(discounted, discount_until=date(2026, 3, 1))
    assert judged(paid("935.05", "A-101"), [late, *BOOK[1:]]).verdict is Verdict.PROPOSE


def test_what_a_bank_may_have_taken_is_proposed_with_the_part_payment_beside_it() -> None:
    decision = judged(paid("941.63", "A-101"), BOOK)
    assert decision.verdict is Verdict.PROPOSE
    assert proposed(decision)[:2] == [euros(_1="954.13"), euros(_1="941.63")]
    assert decision.proposals[0].residues[0].reason is Reason.BANK_CHARGE


def test_a_slip_of_cents_is_within_the_tolerance_when_the_item_is_named() -> None:
    decision = judged(paid("954.10", "A-101"), BOOK)
    assert shares(decision) == euros(_1="954.13")
    assert decision.proposals[0].residues[0].reason is Reason.SMALL_DIFFERENCE


def test_tax_withheld_from_several_items_adds_up_to_the_cent() -> None:
    decision = judged(paid("966.78", "A-101, A-102"), BOOK)
    assert shares(decision) == euros(_1="954.13", _2="120.07")
    assert {residue.reason for residue in decision.proposals[0].residues} == {Reason.TAX_WITHHELD}


def test_a_part_payment_is_applied_only_where_the_rulebook_lets_it() -> None:
    assert proposed(judged(paid("500.00", "A-101"), BOOK))[0] == euros(_1="500.00")
    decision = judged(paid("500.00", "A-101"), BOOK, policy=replace(RULES, apply_short=True))
    assert shares(decision) == euros(_1="500.00")


def test_an_overpayment_is_proposed_with_what_is_over() -> None:
    decision = judged(paid("1000.00", "A-101"), BOOK)
    residue = decision.proposals[0].residues[0]
    assert decision.verdict is Verdict.PROPOSE and proposed(decision)[0] == euros(_1="954.13")
    assert (residue.reason, residue.amount) == (Reason.OVERPAYMENT, Decimal("45.87"))


def test_another_currency_is_proposed_at_the_days_rate_and_refused_in_words() -> None:
    dollars = item(8, "A-108", "1000.00", currency="USD")
    decision = judged(
        paid("925.00", "A-108"), [dollars, *BOOK], rates=[Rate("USD", "EUR", Decimal("0.9259"))]
    )
    assert decision.refusal is not None and decision.refusal.doubt is Doubt.OTHER_CURRENCY
    share = decision.proposals[0].shares[0]
    assert (share.item_id, share.amount, share.paid) == (8, Decimal("1000.00"), Decimal("925.00"))


def test_the_second_half_looks_like_the_first_half_paid_twice() -> None:
    half = item(8, "A-108", "1000.02", amount_open=Decimal("500.01"))
    decision = judged(paid("500.01", "A-108"), [half, *BOOK])
    assert decision.refusal is not None and decision.refusal.doubt is Doubt.DUPLICATE


@pytest.mark.parametrize(
    "name", ["MUELLER MASCHINENBAU", "Müller Maschinenbau G.m.b.H.", "MULLER MASCHINENBAU GMBH"]
)
def test_names_are_the_same_in_every_spelling(name: str) -> None:
    assert shares(judged(receipt("954.13", payer_name=name), BOOK)) == euros(_1="954.13")


@pytest.mark.parametrize("name", ["广州恒达贸易", "GUANGZHOU HENGDA MAOYI CO., LTD."])
def test_chinese_names_are_read_in_characters_and_in_pinyin(name: str) -> None:
    bill = item(9, "A-109", "777.77", customer_id=HENGDA)
    assert shares(judged(receipt("777.77", payer_name=name), [bill, *BOOK])) == euros(_9="777.77")


def test_an_alias_that_people_taught_is_believed() -> None:
    bill = item(9, "A-109", "777.77", customer_id=3)
    assert shares(judged(receipt("777.77", payer_name="BHNT IMPORT"), [bill, *BOOK])) == euros(_9="777.77")


def test_an_account_of_ours_that_one_customer_was_given_says_who_paid() -> None:
    bill = item(9, "A-109", "777.77", customer_id=HENGDA)
    assert shares(judged(receipt("777.77", virtual_account="VA-0002"), [bill, *BOOK])) == euros(_9="777.77")


def test_an_unknown_payer_gets_a_proposal_and_no_more() -> None:
    decision = judged(receipt("954.13", payer_name="PayPal Europe"), BOOK)
    assert proposed(decision)[0] == euros(_1="954.13")


def test_a_habit_is_evidence() -> None:
    usual = (replace(CUSTOMERS[0], habits=Habits(10, 9, 0, 0)), *CUSTOMERS[1:])
    plain, habitual = (judged(paid("9136.06"), BOOK, customers=people) for people in (CUSTOMERS, usual))
    assert habitual.proposals[0].score > plain.proposals[0].score


@pytest.mark.parametrize("amount", ["0", "-954.13"])
def test_money_that_went_out_is_no_receipt(amount: str) -> None:
    decision = judged(paid(amount, "A-101"), BOOK)
    assert decision.verdict is Verdict.NONE
    assert decision.refusal is not None and decision.refusal.doubt is Doubt.NOT_MONEY_IN


def test_five_thousand_open_items_of_one_customer_are_no_trap() -> None:
    random = Random(3)
    book = [item(n, f"A-{n:05d}", f"{random.randrange(1000, 9999999) / 100:.2f}") for n in range(1, 5001)]
    decision = judged(paid(str(book[40].amount + book[41].amount), "thanks"), book)
    assert decision.verdict is not Verdict.APPLY or len(decision.proposals[0].shares) == 2
