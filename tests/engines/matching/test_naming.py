"""A receipt that names its items is applied when the amount agrees, however the number is written."""

import pytest

from recoup.engines.matching import Clue, Doubt, Reason, Verdict
from tests.engines.matching.stories import (
    BAC_HA,
    HENGDA,
    OTHER_ENTITY,
    advice,
    euros,
    item,
    judged,
    proposed,
    receipt,
    shares,
)

INVOICE = item(1, "RE-2026-004711", "954.13")
NEXT = item(2, "RE-2026-004712", "120.07")
IBAN = "DE89 3704 0044 0532 0130 00"


@pytest.mark.duty("A2.4")
@pytest.mark.parametrize(
    "text",
    [
        "RE-2026-004711",
        "Rechnung RE-2026-004711 danke",
        "re 2026 004711",
        "RE2026004711",
        "/RFB/RE-2026-004711",
        "InvRE-2026-004711",
        "شماره\u200f RE-۲۰۲۶-۰۰۴۷۱۱",
        "货款 ＲＥ－２０２６－００４７１１",
        "PO 99812 RE-2026-004711 vom 01.02.2026 954,13 EUR",
    ],
)
def test_the_number_and_the_amount_are_enough_whoever_paid(text: str) -> None:
    assert shares(judged(receipt("954.13", text), [INVOICE, NEXT])) == euros(_1="954.13")


@pytest.mark.parametrize("text", ["RE-2O26-OO4711", "RE-2026-OO47I1", "2026004711", "RE 2026-4711"])
def test_a_number_that_scanner_or_payer_spoiled_needs_the_payer_too(text: str) -> None:
    paid = receipt("954.13", text, payer_account=IBAN)
    assert shares(judged(paid, [INVOICE, NEXT])) == euros(_1="954.13")


@pytest.mark.parametrize("text", ["4711", "RE-2026-004771", "RE-2026-007411"])
def test_part_of_a_number_or_a_wrong_digit_counts_inside_the_payers_book_only(text: str) -> None:
    others = [INVOICE, NEXT, item(3, "RE-2026-008100", "77.10")]
    assert shares(judged(receipt("954.13", text, payer_account=IBAN), others)) == euros(_1="954.13")
    assert judged(receipt("954.13", text), others).verdict is not Verdict.APPLY


def test_a_wrong_digit_that_hits_a_strangers_invoice_is_not_believed_against_payer_and_amount() -> None:
    strangers = item(9, "RE-2026-004771", "33.33", customer_id=HENGDA)
    decision = judged(receipt("954.13", "RE-2026-004771", payer_account=IBAN), [INVOICE, NEXT, strangers])
    first = (shares(decision) and [shares(decision)]) or proposed(decision)
    assert first[0] == euros(_1="954.13")


def test_several_numbers_pay_several_items() -> None:
    decision = judged(receipt("1074.20", "RE-2026-004711, RE-2026-004712"), [INVOICE, NEXT])
    assert shares(decision) == euros(_1="954.13", _2="120.07")


def test_a_text_that_the_bank_cut_is_completed_from_the_payers_book() -> None:
    third = item(3, "RE-2026-005555", "61.31")
    paid = receipt("1135.51", "Rechnungen RE-2026-004711, RE-2026-004712, RE-2026-00", payer_account=IBAN)
    assert shares(judged(paid, [INVOICE, NEXT, third])) == euros(_1="954.13", _2="120.07", _3="61.31")


@pytest.mark.parametrize("text", ["RF18 5390 0754 7034", "RF18539007547034", "/ROC/RF18539007547034"])
def test_a_creditor_reference_names_its_item(text: str) -> None:
    billed = item(5, "8", "44.04", references=("RF18539007547034",))
    assert shares(judged(receipt("44.04", text), [billed, INVOICE])) == euros(_5="44.04")
    assert shares(judged(receipt("44.04", references=(text.removeprefix("/ROC/"),)), [billed])) == euros(
        _5="44.04"
    )


def test_a_creditor_reference_with_wrong_check_digits_names_nothing() -> None:
    billed = item(5, "539007547034", "44.04")
    assert shares(judged(receipt("44.04", references=("RF18539007547034",)), [billed])) == euros(_5="44.04")
    assert judged(receipt("44.04", references=("RF17539007547034",)), [billed]).verdict is not Verdict.APPLY


@pytest.mark.parametrize(
    ("number", "amount"), [("954", "954.00"), ("20260302", "120.07"), ("12007", "120.07")]
)
def test_a_number_that_may_be_the_amount_or_a_day_is_not_enough(number: str, amount: str) -> None:
    decision = judged(receipt(amount, f"payment {number}"), [item(1, number, amount), INVOICE])
    assert decision.verdict is Verdict.PROPOSE
    assert proposed(decision)[0] == {1: item(1, number, amount).amount}


def test_a_remittance_advice_says_the_cents_on_each_item() -> None:
    rows = advice(("RE-2026-004711", "900.00"), ("2026004712", "120.07"))
    decision = judged(receipt("1020.07", "payment", advice=rows, payer_account=IBAN), [INVOICE, NEXT])
    assert shares(decision) == euros(_1="900.00", _2="120.07")


def test_an_advice_of_two_thousand_lines_is_read_as_one_of_two() -> None:
    many = [item(n, f"SI-{n:07d}", f"{n}.11") for n in range(1, 2001)]
    rows = advice(*((bill.number, str(bill.amount)) for bill in many))
    total = str(sum(bill.amount for bill in many))
    assert len(shares(judged(receipt(total, advice=rows, payer_account=IBAN), many))) == 2000


def test_a_strangers_invoice_is_proposed_with_the_reason_and_not_applied() -> None:
    strangers = item(9, "RE-2026-009999", "954.13", customer_id=HENGDA)
    decision = judged(receipt("954.13", "RE-2026-009999", payer_account=IBAN), [strangers, NEXT])
    assert decision.refusal is not None and decision.refusal.doubt is Doubt.OTHER_CUSTOMER
    assert proposed(decision)[0] == euros(_9="954.13")


def test_the_parent_pays_for_its_child() -> None:
    child = item(9, "RE-2026-009999", "954.13", customer_id=4)
    decision = judged(receipt("954.13", "RE-2026-009999", payer_account=IBAN), [child, NEXT])
    assert shares(decision) == euros(_9="954.13")
    assert Clue.GROUP in {piece.clue for piece in decision.proposals[0].evidence}


def test_an_item_of_another_entity_is_never_applied() -> None:
    foreign = item(9, "RE-2026-009999", "954.13", entity_id=OTHER_ENTITY, customer_id=77)
    decision = judged(receipt("954.13", "RE-2026-009999", payer_account=IBAN), [foreign, INVOICE])
    assert decision.verdict is not Verdict.APPLY
    assert decision.refusal is not None and decision.refusal.doubt is Doubt.OTHER_ENTITY


def test_a_second_payment_is_recognized_and_proposed_as_such() -> None:
    settled = item(
        1, "RE-2026-004711", "954.13", amount_open=0 * INVOICE.amount, settled_date=INVOICE.due_date
    )
    decision = judged(receipt("954.13", "RE-2026-004711", payer_account=IBAN), [settled, NEXT])
    assert decision.verdict is Verdict.PROPOSE
    residue = decision.proposals[0].residues[0]
    assert (residue.reason, residue.amount, residue.item_id) == (Reason.DUPLICATE, INVOICE.amount, 1)


def test_the_same_amount_does_not_go_to_an_open_item_when_the_text_names_the_settled_one() -> None:
    settled = item(
        1, "RE-2026-004711", "954.13", amount_open=0 * INVOICE.amount, settled_date=INVOICE.due_date
    )
    twin = item(7, "RE-2026-007700", "954.13")
    assert (
        judged(receipt("954.13", "RE-2026-004711", payer_account=IBAN), [settled, twin]).verdict
        is Verdict.PROPOSE
    )


def test_a_number_that_two_customers_share_goes_to_the_one_who_pays() -> None:
    ours, theirs = item(1, "1001", "50.01"), item(2, "1001", "50.01", customer_id=BAC_HA)
    assert judged(receipt("50.01", "inv 1001"), [ours, theirs]).verdict is not Verdict.APPLY
    assert shares(judged(receipt("50.01", "inv 1001", payer_account=IBAN), [ours, theirs])) == euros(
        _1="50.01"
    )


def test_parts_of_one_document_are_told_apart_by_amount() -> None:
    parts = [item(n, "FV/2026/0031", amount, part=n) for n, amount in ((1, "30.05"), (2, "70.45"))]
    assert shares(judged(receipt("70.45", "FV/2026/0031"), parts)) == euros(_2="70.45")
    assert shares(judged(receipt("100.50", "FV/2026/0031"), parts)) == euros(_1="30.05", _2="70.45")


def test_items_of_customers_that_are_not_in_the_master_data_are_matched_by_number_only() -> None:
    orphans = [
        item(1, "RE-2026-004711", "954.13", customer_id=99),
        item(2, "RE-2026-004712", "120.07", customer_id=99),
    ]
    assert shares(judged(receipt("954.13", "RE-2026-004711"), orphans)) == euros(_1="954.13")
    assert judged(receipt("1074.20", "RE-2026-004711"), orphans).verdict is not Verdict.APPLY
