"""Amounts as people type them in five languages: read exactly, or refused, never guessed."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django import forms
from hypothesis import given
from hypothesis import strategies as st

from recoup.plumbing.localization import LANGUAGES, Reader, format_amount
from recoup.plumbing.localization.reader import Reader as AnyReader
from recoup.web.shared.amounts import AmountField, NoAmount, TwoAmounts, read_amount, write_amount
from recoup.web.shared.reading import Reading, reading_as

READERS = {language: Reader.for_language(language) for language in LANGUAGES}


@pytest.mark.parametrize(
    ("language", "text", "amount"),
    [
        ("en", "1234.5", "1234.5"),
        ("en", "1,234", "1234"),
        ("en", "1,234,567.89", "1234567.89"),
        ("en", "12,5", "12.5"),
        ("en", "1.234,56", "1234.56"),
        ("en", "0.125", "0.125"),
        ("en", ".5", "0.5"),
        ("en", "−7", "-7"),
        ("en", "1'234.50", "1234.50"),
        ("en", "1234.567", "1234.567"),
        ("vi", "1.234", "1234"),
        ("vi", "1.234.500", "1234500"),
        ("vi", "1.234,5", "1234.5"),
        ("pl", "1 234,56", "1234.56"),
        ("pl", "1\u00a0234\u00a0567,8", "1234567.8"),
        ("pl", "12,50", "12.5"),
        ("zh-hans", "１，２３４．５０", "1234.5"),
        ("fa", "۱٬۲۳۴٫۵", "1234.5"),
        ("fa", "۱,۲۳۴", "1234"),
        ("fa", "۱،۲۳۴،۰۰۰", "1234000"),
        ("fa", "\u2066۱٬۲۳۴\u2069", "1234"),
        ("fa", "۱٫۲۳۴", "1.234"),
        ("pl", "1٬234", "1234"),
    ],
)
def test_it_is_read_as_it_is_meant(language: str, text: str, amount: str) -> None:
    assert read_amount(text, READERS[language]) == Decimal(amount)


@pytest.mark.parametrize(
    ("language", "text"),
    [("en", "1.234"), ("pl", "1,234"), ("pl", "1.234"), ("vi", "1,234"), ("fa", "1.234")],
)
def test_what_could_be_two_amounts_is_refused(language: str, text: str) -> None:
    with pytest.raises(TwoAmounts) as refused:
        read_amount(text, READERS[language])
    both = {refused.value.larger, refused.value.smaller}
    assert {read_amount(each, READERS[language]) for each in both} == {Decimal(1234), Decimal("1.234")}


@pytest.mark.parametrize(
    "text",
    [
        "",
        "-",
        "abc",
        "1 2",
        "12 34",
        "1,23,456",
        "1.2.3",
        "1,2.3,4",
        "1e5",
        "10²",
        "NaN",
        "5 EUR",
        "1٫2٫3",
        "1,",
    ],
)
def test_what_is_no_amount_is_refused(text: str) -> None:
    for reader in READERS.values():
        with pytest.raises(NoAmount):
            read_amount(text, reader)


AMOUNTS = st.decimals(min_value=-(10**15), max_value=10**15, places=4, allow_nan=False)


@given(AMOUNTS, st.sampled_from(sorted(READERS)), st.sampled_from(["latin", "native"]))
def test_what_a_form_shows_is_read_again(amount: Decimal, language: str, digits: str) -> None:
    reader = AnyReader(language, "gregorian", digits)  # type: ignore[arg-type]  # one of the two words
    assert read_amount(write_amount(amount, reader), reader) == amount


@given(AMOUNTS, st.sampled_from(sorted(READERS)), st.sampled_from(["EUR", "IRR", "VND", "KWD"]))
def test_what_a_page_shows_may_be_typed_in(amount: Decimal, language: str, currency: str) -> None:
    reader = READERS[language]
    shown = format_amount(amount, currency, reader)
    try:
        found = read_amount(shown, reader)
    except TwoAmounts:
        assert currency == "KWD"
        return
    assert format_amount(found, currency, reader) == shown


def test_the_field_says_how_to_write_it() -> None:
    class Form(forms.Form):
        amount = AmountField(min_value=Decimal(0))

    with reading_as(Reading(READERS["pl"], "UTC")):
        form = Form({"amount": "1.234"})
        assert not form.is_valid()
        (said,) = form.errors["amount"]
        assert "1234" in said and "1,2340" in said
        assert Form({"amount": "1 234,50"}).is_valid()
        assert not Form({"amount": "-1"}).is_valid()
        assert not Form({"amount": "1,00001"}).is_valid()
        assert 'value="1234,5"' in str(Form(initial={"amount": Decimal("1234.5000")})["amount"])
