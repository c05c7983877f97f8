"""A column decides how its amounts are written; each cell is read exactly or refused with a reason."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recoup.formats.tables.values import (
    AmountStyle,
    Direction,
    amount_parser,
    amount_share,
    guess_amount_style,
    parse_amount,
    parse_direction,
)
from recoup.formats.tables.values import amounts as texts
from recoup.kernel.sentences import Sentence


def read(*column: str, header: str = "") -> list[Decimal | str | None]:
    """Read a whole column: amounts, None for empty cells, the template of the problem for the rest."""
    parse = amount_parser(guess_amount_style(column, header=header))
    return [found.text if isinstance(found, Sentence) else found for found in map(parse, column)]


@pytest.mark.parametrize(
    ("cell", "amount"),
    [
        ("1 954,10 PLN", "1954.10"),
        ("1\u00a0954,10\u00a0PLN", "1954.10"),
        ("1\u202f954,10 zł", "1954.10"),
        ("1.234.567 ₫", "1234567"),
        ("1,234,567", "1234567"),
        ("۱٬۲۳۴٬۵۰۰", "1234500"),
        ("۱۲۳۴٫۵", "1234.5"),
        ("١٢٣٫٥٠", "123.50"),
        ("１２.５０", "12.50"),
        ("¥28.16", "28.16"),
        ("￥1,228.16", "1228.16"),
        ("(1,150.00)", "-1150.00"),
        ("(150.00) EUR", "-150.00"),
        ("150.00-", "-150.00"),
        ("-150.00", "-150.00"),
        ("−150.00", "-150.00"),
        ("+10000.00", "10000.00"),
        ("1,234.50 CR", "-1234.50"),
        ("1,234.50 Dr", "1234.50"),
        ("贷 28.16", "-28.16"),
        ("1'234.50", "1234.50"),
        ("12,34,567.00", "1234567.00"),
        ("US$ 12.50", "12.50"),
        ("100,-", "100"),
        ("0,5", "0.5"),
        ('="12.50"', "12.50"),
        ("'-12.50", "-12.50"),
        ("  12.50\t", "12.50"),
        ("\u200f۱۲۵۰\u200f", "1250"),
        ("9007199254740993.01", "9007199254740993.01"),
    ],
)
def test_one_reader_for_every_way_of_writing(cell, amount):
    assert read(cell) == [Decimal(amount)]


@pytest.mark.parametrize("cell", ["", " ", "-", "--", "n/a", "NULL", "无"])
def test_cells_that_say_nothing(cell):
    assert parse_amount(cell, AmountStyle()) is None


@pytest.mark.parametrize(
    "cell", ["abc", "INV-001", "2026-01-02", "12 apples", "1/2", "--5", "(5", "5)", "5 - 3", "=1+1"]
)
def test_what_is_no_amount_is_refused(cell):
    assert read(cell) == [texts.NOT_AN_AMOUNT]


def test_exponents_are_refused_because_digits_are_lost():
    assert read("6.2E+18") == [texts.EXPONENT]


def test_more_digits_than_an_amount_has_are_refused():
    assert read("1234567890123456789012") == [texts.TOO_MANY_DIGITS]


def test_the_column_decides_never_the_cell():
    """`1.234` is a thousand and more in a column of decimal commas, and one and a bit in the other."""
    assert read("1.234", "5,50")[0] == Decimal(1234)
    assert read("1.234", "5.50")[0] == Decimal("1.234")


def test_a_cell_against_its_column_is_refused():
    column = [f"{number},234.50" for number in range(1, 31)] + ["12,50"]
    assert read(*column)[-1] == texts.OTHER_STYLE
    assert guess_amount_style(column).is_certain


def test_a_column_that_can_be_read_both_ways_asks():
    style = guess_amount_style(["1.234", "5.678"])
    assert style.question is not None
    assert {style.question.values["chosen"], style.question.values["other"]} == {
        Decimal(1234),
        Decimal("1.234"),
    }


def test_a_currency_without_decimals_settles_the_question():
    style = guess_amount_style(["1.234 ₫", "5.678 ₫"])
    assert (style.is_certain, style.currency) == (True, "VND")
    assert parse_amount("1.234 ₫", style) == Decimal(1234)


def test_the_currency_is_known_only_when_every_cell_names_it():
    assert guess_amount_style(["1,50 PLN", "2,50 zł"]).currency == "PLN"
    assert guess_amount_style(["1,50 PLN", "2,50"]).currency == ""
    assert guess_amount_style(["$1.50"]).currency == ""


def test_tomans_become_rials_and_are_asked_about():
    style = guess_amount_style(["۱۲۰۰ تومان", "۳۰۰ تومان"])
    assert parse_amount("۱۲۰۰ تومان", style) == Decimal(12000)
    assert not style.is_certain
    assert read("100 ریال", "200 ریال", "300 تومان")[2] == texts.TOMAN_OUT_OF_PLACE


def test_a_unit_in_the_header_multiplies_and_is_asked_about():
    style = guess_amount_style(["1.5"], header="金额(万元)")
    assert parse_amount("1.5", style) == Decimal(15000)
    assert amount_parser(style)("1.5") == Decimal(15000)
    assert not style.is_certain


def test_money_in_is_positive_on_a_bank_statement():
    style = guess_amount_style(["10.00 CR"], credit_sign=1)
    assert [parse_amount(text, style) for text in ("10.00 CR", "10.00 DR")] == [Decimal(10), Decimal(-10)]


@pytest.mark.parametrize(
    ("word", "direction"),
    [
        ("D", Direction.DEBIT), ("CR", Direction.CREDIT), ("收入", Direction.CREDIT), ("支出   ", Direction.DEBIT),
        ("借", Direction.DEBIT), ("Nợ", Direction.DEBIT), ("Có", Direction.CREDIT), ("بستانکار", Direction.CREDIT),
        ("Wn", Direction.DEBIT), ("Ma", Direction.CREDIT), ("-", Direction.DEBIT), ("不计收支", None), ("", None),
    ],
)  # fmt: skip
def test_words_for_debit_and_credit(word, direction):
    assert parse_direction(word) == direction


def test_the_share_of_amounts_tells_columns_apart():
    assert amount_share(["1.50", "2", "x", ""]) == pytest.approx(2 / 3)
    assert amount_share([]) == 0.0


def test_a_saved_style_is_the_same_style():
    style = AmountStyle(",", 10, 1, "IRR")
    assert AmountStyle.from_json(style.to_json()) == style


GROUPS = {"": "", ",": ",", ".": ".", " ": " ", "\u00a0": "\u00a0", "\u202f": "\u202f", "'": "'"}


@given(
    amounts=st.lists(st.decimals(-(10**15), 10**15, places=2), min_size=1, max_size=20),
    marks=st.sampled_from(
        [(".", ","), (".", " "), (".", ""), (".", "'"), (",", "."), (",", "\u00a0"), (",", ""), ("٫", "٬")]
    ),
    negative=st.sampled_from(["-{}", "{}-", "({})", "−{}"]),
    unit=st.sampled_from(["{}", "{} PLN", "EUR {}", "{}\u00a0zł"]),
    digits=st.sampled_from(["0123456789", "۰۱۲۳۴۵۶۷۸۹", "０１２３４５６７８９"]),
)
def test_any_amount_written_in_any_style_is_read_back(amounts, marks, negative, unit, digits):
    """Two decimals are always written, so the decimal mark can always be told."""
    decimal, group = marks

    def written(amount: Decimal) -> str:
        whole, fraction = f"{abs(amount):,.2f}".split(".")
        text = (whole.replace(",", group) + decimal + fraction).translate(str.maketrans("0123456789", digits))
        return unit.format(negative.format(text) if amount < 0 else text)

    column = [written(amount) for amount in amounts]
    assert read(*column) == amounts
