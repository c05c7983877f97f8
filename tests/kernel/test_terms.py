"""Payment terms: which part falls due when, and that the parts are the whole."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recoup.kernel.money import Money, total
from recoup.kernel.terms import InvalidTerms, PaymentTerms, TermsNotWhole, end_of_month, parse_terms

INVOICE = Money(Decimal("1000.01"), "PLN")


def due(code: str, issue_date: date, amount: Money = INVOICE) -> list[tuple[str, str]]:
    parts = parse_terms(code).schedule(issue_date=issue_date, total=amount)
    return [(part.due_date.isoformat(), str(part.amount.amount)) for part in parts]


@pytest.mark.parametrize(
    ("code", "issue_date", "due_date"),
    [
        ("NET0", date(2026, 1, 15), "2026-01-15"),
        ("NET30", date(2026, 1, 15), "2026-02-14"),
        ("NET30", date(2024, 1, 31), "2024-03-01"),
        ("NET365", date(2023, 3, 1), "2024-02-29"),
        ("EOM0", date(2026, 2, 3), "2026-02-28"),
        ("EOM0", date(2024, 2, 29), "2024-02-29"),
        ("EOM15", date(2026, 1, 2), "2026-02-15"),
        ("EOM30", date(2026, 12, 31), "2027-01-30"),
    ],
)
def test_one_due_date(code: str, issue_date: date, due_date: str) -> None:
    assert due(code, issue_date) == [(due_date, "1000.01")]


def test_split_terms_post_each_part_on_its_day() -> None:
    """An invoice of 1,000.01 PLN of 15 January, 30% at once and 70% after 60 days."""
    assert due("30%NET0+70%NET60", date(2026, 1, 15)) == [
        ("2026-01-15", "300.00"),
        ("2026-03-16", "700.01"),
    ]


def test_a_credit_note_is_split_as_its_invoice_was() -> None:
    credit = -INVOICE
    assert due("30%NET0+70%NET60", date(2026, 1, 15), credit) == [
        ("2026-01-15", "-300.00"),
        ("2026-03-16", "-700.01"),
    ]


def test_a_part_of_a_very_small_total_can_be_zero() -> None:
    assert [amount for _, amount in due("50%NET0+50%NET9", date(2026, 1, 1), Money(Decimal(1), "VND"))] == [
        "1",
        "0",
    ]


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("net30", "NET30"),
        (" Net 30 ", "NET30"),
        ("NET030", "NET30"),
        ("eom 15", "EOM15"),
        ("100%NET30", "NET30"),
        ("30% net 0 + 70% net 60", "30%NET0+70%NET60"),
        ("33.30%NET0+66.70%EOM10", "33.3%NET0+66.7%EOM10"),
        ("10.0%NET0+90%NET30", "10%NET0+90%NET30"),
    ],
)
def test_one_spelling(written: str, code: str) -> None:
    assert parse_terms(written).code == code
    assert parse_terms(code) == parse_terms(written)


@pytest.mark.parametrize(
    "written",
    [
        "",
        "NET",
        "30",
        "NET-1",
        "NET30.5",
        "NET99999",
        "PREPAID",
        "NET30;",
        "30%",
        "NET30+",
        "۳۰NET",
        "NET３０",
        "1e2%NET0",
    ],
)
def test_what_is_no_code_is_refused_with_what_was_written(written: str) -> None:
    with pytest.raises(InvalidTerms) as refused:
        parse_terms(written)
    assert refused.value.sentence.values == {"code": written}


@pytest.mark.parametrize(
    "written", ["30%NET0", "30%NET0+60%NET30", "60%NET0+60%NET30", "0%NET0+100%NET30", "NET0+NET30"]
)
def test_shares_must_be_the_whole(written: str) -> None:
    with pytest.raises(TermsNotWhole):
        parse_terms(written)


@pytest.mark.parametrize(
    ("day", "last"), [(date(2026, 12, 1), 31), (date(2024, 2, 1), 29), (date(2100, 2, 1), 28)]
)
def test_end_of_month(day: date, last: int) -> None:
    assert end_of_month(day) == day.replace(day=last)


@st.composite
def split_terms(draw: st.DrawFn) -> PaymentTerms:
    cuts = sorted(draw(st.sets(st.integers(1, 9999), max_size=8)))
    shares = [Decimal(high - low) / 100 for low, high in zip([0, *cuts], [*cuts, 10_000], strict=True)]
    rules = st.tuples(st.sampled_from(["NET", "EOM"]), st.integers(0, 400))
    return parse_terms("+".join(f"{share}%{rule}{days}" for share in shares for rule, days in [draw(rules)]))


@given(split_terms(), st.dates(date(1990, 1, 1), date(2100, 1, 1)), st.integers(-(10**17), 10**17))
def test_the_parts_sum_to_the_total(terms: PaymentTerms, issue_date: date, cents: int) -> None:
    amount = Money(Decimal(cents).scaleb(-2), "EUR")
    parts = terms.schedule(issue_date=issue_date, total=amount)
    assert total((part.amount for part in parts), currency="EUR") == amount
    assert all(part.due_date >= issue_date for part in parts)
    assert parse_terms(terms.code) == terms


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("NET0", ["due at once"]),
        ("NET30", ["{days} day net"]),
        ("EOM0", ["end of the month"]),
        ("EOM15", ["{days} day after the end of the month"]),
        ("30%NET0+70%EOM5", ["{share}% {terms}", "{share}% {terms}"]),
    ],
)
def test_terms_are_told_in_words(code: str, words: list[str]) -> None:
    assert [sentence.text for sentence in parse_terms(code).sentences] == words


def test_each_part_of_split_terms_tells_its_share() -> None:
    shares = [sentence.values["share"] for sentence in parse_terms("30%NET0+70%NET60").sentences]
    assert [format(share, "f") for share in shares if isinstance(share, Decimal)] == ["30", "70"]
