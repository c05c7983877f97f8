"""Numbers and amounts as readers of the five languages write them."""

from decimal import Decimal

import pytest
from babel.numbers import format_decimal
from django.conf import settings
from hypothesis import given
from hypothesis import strategies as st

from recoup.kernel.money import Money
from recoup.plumbing.localization import (
    LANGUAGES,
    Reader,
    currency_name,
    format_amount,
    format_money,
    format_number,
    format_percent,
    is_rtl,
    with_digits,
)
from recoup.plumbing.localization.reader import locale_of

EN, VI, ZH, FA, PL = (Reader.for_language(language) for language in LANGUAGES)
FA_LATIN = Reader("fa", "gregorian", "latin")
LRI, RLI, PDI, LRM, NBSP = "\u2066", "\u2067", "\u2069", "\u200e", "\u00a0"


def money(amount: str, currency: str) -> Money:
    return Money(Decimal(amount), currency)


def test_a_language_brings_its_calendar_and_digits() -> None:
    assert Reader("fa", "solar_hijri", "native") == FA
    assert {(reader.calendar, reader.digits) for reader in (EN, VI, ZH, PL)} == {("gregorian", "latin")}
    with pytest.raises(KeyError):
        Reader.for_language("tlh")


def test_the_pages_and_the_readers_speak_the_same_languages() -> None:
    assert [code for code, _ in settings.LANGUAGES] == list(LANGUAGES)


def test_only_persian_runs_from_right_to_left() -> None:
    assert [language for language in LANGUAGES if is_rtl(language)] == ["fa"]
    assert FA.is_rtl and not EN.is_rtl


@pytest.mark.parametrize(
    ("reader", "shown"),
    [
        (EN, f"-1,234,567.50{NBSP}USD"),
        (VI, f"-1.234.567,50{NBSP}USD"),
        (ZH, f"-1,234,567.50{NBSP}USD"),
        (PL, f"-1{NBSP}234{NBSP}567,50{NBSP}USD"),
        (FA, f"{RLI}{LRI}{LRM}−۱٬۲۳۴٬۵۶۷٫۵۰{PDI}{NBSP}USD{PDI}"),
        (FA_LATIN, f"{RLI}{LRI}{LRM}−1,234,567.50{PDI}{NBSP}USD{PDI}"),
    ],
)
def test_money_is_the_amount_and_then_its_code(reader: Reader, shown: str) -> None:
    assert format_money(money("-1234567.5", "USD"), reader) == shown


def test_dong_and_rial_have_no_decimals_and_rial_has_its_persian_name() -> None:
    assert format_money(money("71278000", "VND"), VI) == f"71.278.000{NBSP}VND"
    assert format_money(money("1234567", "IRR"), EN) == f"1,234,567{NBSP}IRR"
    assert format_money(money("1234567", "IRR"), FA) == f"{RLI}{LRI}۱٬۲۳۴٬۵۶۷{PDI}{NBSP}ریال{PDI}"
    assert format_money(money("1.5", "KWD"), EN) == f"1.500{NBSP}KWD"


def test_an_amount_under_a_head_that_names_the_currency_stands_alone() -> None:
    assert format_money(money("1234.50", "EUR"), PL, with_currency=False) == f"1{NBSP}234,50"
    assert format_money(money("-1234.50", "EUR"), FA, with_currency=False) == f"{LRM}−۱٬۲۳۴٫۵۰"


def test_no_digit_of_a_large_amount_is_lost() -> None:
    assert format_amount(Decimal("1234567890123456.78"), "USD", EN) == "1,234,567,890,123,456.78"
    assert format_amount(Decimal("99999999999999999999"), "IRR", EN) == "99,999,999,999,999,999,999"


def test_an_average_is_shown_to_the_minor_unit_and_zero_has_no_sign() -> None:
    assert format_amount(Decimal("2.345"), "USD", EN) == "2.35"
    assert format_amount(Decimal("-2.5"), "VND", EN) == "-3"
    assert format_amount(Decimal("-0.001"), "USD", EN) == "0.00"
    assert format_percent(Decimal("-0.0001"), EN) == "0.0%"


@pytest.mark.parametrize(
    ("reader", "shown"),
    [(EN, "26.2%"), (VI, "26,2%"), (ZH, "26.2%"), (PL, "26,2%"), (FA, "۲۶٫۲٪"), (FA_LATIN, "26.2%")],
)
def test_percent(reader: Reader, shown: str) -> None:
    assert format_percent(Decimal("0.26199"), reader) == shown
    assert format_percent(Decimal("0.5"), EN, decimals=0) == "50%"


def test_counts_are_grouped() -> None:
    assert [format_number(1204, reader) for reader in (EN, VI, ZH, PL)] == [
        "1,204",
        "1.204",
        "1,204",
        f"1{NBSP}204",
    ]
    assert format_number(-1204, FA) == f"{LRM}−۱٬۲۰۴"
    assert format_number(Decimal("4.2500"), EN) == "4.2500"
    assert format_number(Decimal("1E+3"), EN) == "1,000"


@given(
    st.sampled_from([EN, VI, ZH, PL, FA, FA_LATIN]),
    st.decimals(min_value=0, max_value=10**19, places=3),
)
def test_numbers_are_written_as_cldr_writes_them(reader: Reader, number: Decimal) -> None:
    locale = locale_of(reader.language)
    cldr = format_decimal(number, "#,##0.000", locale=locale, numbering_system=reader.numbering)
    # Babel leaves the zero before the decimal mark in Latin digits, and the minus too.
    assert format_number(number, reader) == with_digits(cldr, reader)
    minus = locale.number_symbols[reader.numbering]["minusSign"]
    assert format_number(-number - 1, reader) == minus + format_number(number + 1, reader)


def test_digits_inside_a_text() -> None:
    assert with_digits("INV-12", FA) == "INV-۱۲"
    assert with_digits("INV-12", FA_LATIN) == "INV-12"


def test_names_of_currencies() -> None:
    assert currency_name("IRR", FA) == "ریال ایران"
    assert currency_name("VND", VI) == "Đồng Việt Nam"
    assert currency_name("PLN", PL) == "złoty polski"
    assert currency_name("CNY", ZH) == "人民币"
