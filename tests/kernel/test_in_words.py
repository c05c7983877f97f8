"""Amounts in words, as a bank clerk of each country would write them; no two amounts have the same."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recoup.kernel.in_words import AMOUNT_MAX, LANGUAGES, in_words
from recoup.kernel.money import Money

TABLE = [
    ("en", "125000000", "VND", "one hundred twenty-five million dong"),
    ("en", "1", "USD", "one US dollar"),
    ("en", "1200.01", "GBP", "one thousand two hundred pounds sterling and one penny"),
    ("en", "0.50", "EUR", "zero euros and fifty cents"),
    ("en", "12.345", "KWD", "twelve KWD and 345/1000"),
    ("en", "1000000000000000", "IRR", "one quadrillion rials"),
    ("vi", "125000000", "VND", "một trăm hai mươi lăm triệu đồng"),
    ("vi", "0", "VND", "không đồng"),
    ("vi", "15", "VND", "mười lăm đồng"),
    ("vi", "11", "VND", "mười một đồng"),
    ("vi", "21", "VND", "hai mươi mốt đồng"),
    ("vi", "105", "VND", "một trăm linh năm đồng"),
    ("vi", "1005000", "VND", "một triệu không trăm linh năm nghìn đồng"),
    ("vi", "2000000015", "VND", "hai tỷ không trăm mười lăm đồng"),
    ("vi", "1250000000000", "VND", "một nghìn hai trăm năm mươi tỷ đồng"),
    ("vi", "10.50", "USD", "mười đô la Mỹ và năm mươi xu"),
    ("zh-hans", "1250000", "CNY", "人民币壹佰贰拾伍万元整"),
    ("zh-hans", "0", "CNY", "人民币零元整"),
    ("zh-hans", "10", "CNY", "人民币壹拾元整"),
    ("zh-hans", "1.05", "CNY", "人民币壹元零伍分"),
    ("zh-hans", "1.50", "CNY", "人民币壹元伍角整"),
    ("zh-hans", "0.05", "CNY", "人民币伍分"),
    ("zh-hans", "1409.50", "CNY", "人民币壹仟肆佰零玖元伍角整"),
    ("zh-hans", "6007.14", "CNY", "人民币陆仟零柒元壹角肆分"),
    ("zh-hans", "100010001", "CNY", "人民币壹亿零壹万零壹元整"),
    ("zh-hans", "1000000000000", "CNY", "人民币壹万亿元整"),
    ("zh-hans", "3000000", "VND", "越南盾叁佰万元整"),
    ("fa", "125000000", "IRR", "یکصد و بیست و پنج میلیون ریال"),
    ("fa", "1000", "IRR", "یک هزار ریال"),
    ("fa", "1500000000000", "IRR", "یک هزار و پانصد میلیارد ریال"),
    ("fa", "19.05", "EUR", "نوزده یورو و پنج سنت"),
    ("pl", "1", "PLN", "jeden złoty"),
    ("pl", "2", "PLN", "dwa złote"),
    ("pl", "5", "PLN", "pięć złotych"),
    ("pl", "12", "PLN", "dwanaście złotych"),
    ("pl", "21", "PLN", "dwadzieścia jeden złotych"),
    ("pl", "22.02", "PLN", "dwadzieścia dwa złote dwa grosze"),
    ("pl", "112.01", "PLN", "sto dwanaście złotych jeden grosz"),
    ("pl", "1234.56", "PLN", "jeden tysiąc dwieście trzydzieści cztery złote pięćdziesiąt sześć groszy"),
    ("pl", "5000000", "PLN", "pięć milionów złotych"),
    ("pl", "2000000000", "PLN", "dwa miliardy złotych"),
    ("pl", "1", "EUR", "jedno euro"),
    ("pl", "0.01", "PLN", "zero złotych jeden grosz"),
]

AMOUNTS = st.integers(0, int(AMOUNT_MAX) * 100)


@pytest.mark.duty("A1.3")
@pytest.mark.parametrize(("language", "amount", "currency", "words"), TABLE)
def test_an_amount_is_written_as_people_write_it(
    language: str, amount: str, currency: str, words: str
) -> None:
    assert in_words(Money(Decimal(amount), currency), language) == words


@pytest.mark.parametrize("language", sorted(LANGUAGES))
@given(cents=st.lists(AMOUNTS, min_size=2, max_size=30, unique=True))
def test_no_two_amounts_have_the_same_words(language: str, cents: list[int]) -> None:
    said = {in_words(Money(Decimal(each).scaleb(-2), "EUR"), language) for each in cents}
    assert len(said) == len(cents)


@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_small_amounts_one_by_one_all_differ(language: str) -> None:
    said = [in_words(Money(Decimal(each), "VND"), language) for each in range(20_000)]
    assert len(set(said)) == len(said)
    assert not any("  " in each for each in said)
