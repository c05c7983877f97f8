"""A receipt is applied when its text names open items exactly and the amount fits; otherwise never."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recoup.engines.references import (
    Candidate,
    Decision,
    ReceiptFacts,
    Share,
    decide,
    numbers_in,
    tokens_of,
)
from recoup.kernel.folding import fold_reference
from recoup.kernel.money import Money

ACME, BOLT = 1, 2


def receipt(amount: str, text: str, currency: str = "PLN") -> ReceiptFacts:
    return ReceiptFacts(Decimal(amount), currency, tokens_of(text))


def item(
    item_id: int, number: str, amount: str, *, customer: int = ACME, currency: str = "PLN", part: int = 1
) -> Candidate:
    return Candidate(
        item_id, fold_reference(number), Decimal(amount), customer, currency, part=part, number=number
    )


def refusal(decision: Decision) -> str:
    assert decision.apply == () and decision.refusal is not None
    return decision.refusal.text


@pytest.mark.duty("A2.4")
@pytest.mark.parametrize(
    "text",
    [
        "FV/2026/0031",
        "za fakturę FV/2026/0031 dziękujemy",
        "zaplata fv/2026/0031.",
        "FV 2026 0031",
        "payment:FV-2026-0031,thank you",
        "شماره\u200f FV/۲۰۲۶/۰۰۳۱",
        "ＦＶ／２０２６／００３１",
        "FV/2026/0031 FV/2026/0031",
    ],
)
def test_the_number_as_a_whole_token_and_the_exact_amount_apply_the_receipt(text: str) -> None:
    assert decide(receipt("954.10", text), [item(7, "FV/2026/0031", "954.10")]).apply == (
        Share(7, Decimal("954.10")),
    )


@pytest.mark.parametrize(
    "text",
    ["", "dziękujemy", "XFV/2026/0031", "FV/2026/00311", "FV/2026/003", "FV2026,0031", "KOR-FV/2026/0031"],
)
def test_a_number_inside_a_longer_token_or_torn_by_a_comma_names_nothing(text: str) -> None:
    decision = decide(receipt("954.10", text), [item(7, "FV/2026/0031", "954.10")])
    assert refusal(decision) == "The text names no open item."


def test_several_items_are_paid_when_the_amount_is_their_sum() -> None:
    items = [item(1, "1001", "10.00"), item(2, "1002", "20.50"), item(3, "1003", "5.00")]
    decision = decide(receipt("30.50", "inv 1001, 1002"), items)
    assert decision.apply == (Share(1, Decimal("10.00")), Share(2, Decimal("20.50")))


@pytest.mark.parametrize(
    ("amount", "difference", "words"), [("29", "1.50", "short of"), ("31", "0.50", "more than")]
)
def test_an_amount_that_differs_is_refused_with_the_difference(
    amount: str, difference: str, words: str
) -> None:
    decision = decide(receipt(amount, "1001 + 1002"), [item(1, "1001", "10"), item(2, "1002", "20.50")])
    assert words in refusal(decision)
    assert decision.refusal is not None
    assert decision.refusal.values["difference"] == Money(Decimal(difference), "PLN")


def test_items_of_two_customers_are_refused() -> None:
    items = [item(1, "1001", "10"), item(2, "1002", "20", customer=BOLT)]
    assert refusal(decide(receipt("30", "1001 1002"), items)) == "The text names items of several customers."


def test_one_number_that_two_items_carry_is_refused() -> None:
    of_two = [item(1, "1001", "10"), item(2, "1001", "10", customer=BOLT)]
    of_one = [item(1, "INV-1001", "10"), item(2, "INV1001", "30")]
    assert refusal(decide(receipt("10", "1001"), of_two)) == "More than one item has the number {number}."
    assert refusal(decide(receipt("10", "INV 1001"), of_one)) == "More than one item has the number {number}."


def test_a_text_with_two_readings_is_refused() -> None:
    items = [item(1, "INV1001", "10"), item(2, "1001", "10")]
    decision = decide(receipt("10", "INV 1001"), items)
    assert refusal(decision) == "The text can be read as {one} or as {other}."


def test_settled_items_credits_and_other_currencies_are_refused() -> None:
    assert refusal(decide(receipt("10", "1001"), [item(1, "1001", "0")])) == (
        "Item {number} is already settled."
    )
    assert "credit" in refusal(decide(receipt("10", "1001"), [item(1, "1001", "-10")]))
    assert "{item_currency}" in refusal(
        decide(receipt("10", "1001"), [item(1, "1001", "10", currency="EUR")])
    )


def test_a_settled_item_named_beside_an_open_one_is_a_doubt() -> None:
    items = [item(1, "1001", "0"), item(2, "1002", "10")]
    assert refusal(decide(receipt("10", "1001 1002"), items)) == "Item {number} is already settled."


def test_of_an_invoice_in_parts_the_receipt_may_pay_one_part_or_all() -> None:
    parts = [item(1, "1001", "300", part=1), item(2, "1001", "700", part=2)]
    assert decide(receipt("700", "1001"), parts).apply == (Share(2, Decimal(700)),)
    assert len(decide(receipt("1000", "1001"), parts).apply) == 2
    assert "short of" in refusal(decide(receipt("650", "1001"), parts))
    later = [item(1, "1001", "0", part=1), item(2, "1001", "700", part=2)]
    assert decide(receipt("700", "1001"), later).apply == (Share(2, Decimal(700)),)


def test_two_parts_of_the_same_amount_are_a_tie() -> None:
    parts = [item(1, "1001", "500", part=1), item(2, "1001", "500", part=2), item(3, "1001", "9", part=3)]
    decision = decide(receipt("500", "1001"), parts)
    assert "part" in refusal(decision)


@pytest.mark.parametrize("text", ["954,00 PLN", "kwota 954.00", "954", "1 x 954"])
def test_the_receipt_s_own_amount_is_never_read_as_a_number(text: str) -> None:
    assert refusal(decide(receipt("954.00", text), [item(1, "954", "954.00")])) == (
        "The text names no open item."
    )


def test_numbers_of_one_or_two_signs_are_too_weak() -> None:
    assert refusal(decide(receipt("80", "rata 12"), [item(1, "12", "80")])) == "The text names no open item."


def test_the_keys_to_look_up_hold_every_number_a_text_could_name() -> None:
    keys = numbers_in(tokens_of("Pay FV 2026/01, ref A-7"))
    assert {"FV202601", "PAYFV202601", "202601", "REFA7"} <= keys
    assert "PAY" not in keys and not any("202601REF" in key for key in keys)


NUMBERS = st.from_regex(r"[A-Z]{0,3}[-/]?[0-9]{3,6}", fullmatch=True)
AMOUNTS = st.decimals(min_value="0.01", max_value=10**7, places=2)


@st.composite
def receipts_and_candidates(draw: st.DrawFn) -> tuple[ReceiptFacts, list[Candidate]]:
    numbers = draw(st.lists(NUMBERS, min_size=1, max_size=5))
    items = [
        item(index, number, str(draw(AMOUNTS)), customer=draw(st.sampled_from([ACME, ACME, ACME, BOLT])))
        for index, number in enumerate(numbers)
    ]
    named = draw(st.lists(st.sampled_from(items), min_size=1, max_size=3, unique_by=lambda one: one.item_id))
    amount = sum((one.amount_open for one in named), start=Decimal(0))
    amount = draw(st.sampled_from([amount, amount, amount, amount + 1, named[0].amount_open]))
    separator = draw(st.sampled_from([" ", ", ", " + ", "\n"]))
    return receipt(str(amount), separator.join(one.number for one in named)), items


@given(receipts_and_candidates())
def test_shares_sum_to_the_receipt_and_settle_their_items(case: tuple[ReceiptFacts, list[Candidate]]) -> None:
    facts, items = case
    decision = decide(facts, items)
    assert bool(decision.apply) == (decision.refusal is None)
    if decision.apply:
        assert sum(share.amount for share in decision.apply) == facts.amount
        open_by_id = {one.item_id: one.amount_open for one in items}
        assert all(share.amount == open_by_id[share.item_id] for share in decision.apply)
        assert (
            len(
                {
                    one.customer_id
                    for one in items
                    if one.item_id in dict.fromkeys(share.item_id for share in decision.apply)
                }
            )
            == 1
        )


@given(receipts_and_candidates(), NUMBERS, AMOUNTS, st.data())
def test_an_unrelated_candidate_changes_nothing(
    case: tuple[ReceiptFacts, list[Candidate]], number: str, amount: Decimal, data: st.DataObject
) -> None:
    facts, items = case
    stranger = item(99, number + "X9", str(amount), customer=BOLT)
    at = data.draw(st.integers(0, len(items)))
    assert decide(facts, [*items[:at], stranger, *items[at:]]) == decide(facts, items)


@given(receipts_and_candidates())
def test_a_twin_of_a_named_item_is_a_tie_and_refuses(case: tuple[ReceiptFacts, list[Candidate]]) -> None:
    facts, items = case
    paid = {share.item_id for share in decide(facts, items).apply}
    twins = [item(50 + one.item_id, one.number, str(one.amount_open)) for one in items if one.item_id in paid]
    if twins:
        assert decide(facts, [*items, *twins]).apply == ()
