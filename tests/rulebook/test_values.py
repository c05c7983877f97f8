"""A value is checked against the fields of its kind, and comes back as it went in."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recoup.kernel.money import Money
from recoup.rulebook.types import FieldType, RuleField, RuleKind, RuleValue
from recoup.rulebook.values import normalized, packed, problems, read
from tests.rulebook.book import FAULTLESS, TOLERANCE


def test_a_faultless_value_is_read_field_by_field() -> None:
    assert problems(TOLERANCE, FAULTLESS) == {}
    value = read(TOLERANCE, FAULTLESS)
    assert value.decimal("rate") == Decimal("2.5")
    assert (value.whole("days"), value.whole("times")) == (3, 2)
    assert value.codes("order") == ("B", "A")
    assert value.money("limits", "EUR") == Money(Decimal(5), "EUR")
    assert value.money("limits", "USD").is_zero()
    assert value.percents("rates") == (Decimal(2), Decimal("3.5"))
    assert value.flag("strict") and value.text("words") == "as agreed" and value.text("basis") == "NET"


@pytest.mark.parametrize(
    ("field", "wrong", "said"),
    [
        ("rate", "2,5", "Enter a number."),
        ("rate", None, "Enter a number."),
        ("rate", True, "Enter a number."),
        ("rate", 2.5, "Enter a number."),
        ("rate", "NaN", "too large or too fine"),
        ("rate", "1E+20", "too large or too fine"),
        ("rate", "-1", "less than"),
        ("rate", "100.01", "more than"),
        ("days", "3", "Enter a whole number."),
        ("days", -1, "less than"),
        ("days", True, "Enter a whole number."),
        ("times", 10, "more than"),
        ("order", "A", "Choose one or more"),
        ("order", [], "Choose one or more"),
        ("order", ["A", "C"], "Choose one of these."),
        ("order", ["A", "A"], "only once"),
        ("limits", {"EUR": "0.001"}, "finer than the smallest unit"),
        ("limits", {"VND": "0.5"}, "finer than the smallest unit"),
        ("limits", {"QQQ": "1"}, "There is no currency"),
        ("limits", {"EUR": "-1"}, "less than"),
        ("limits", "5", "for each currency"),
        ("strict", 1, "Say yes or no."),
        ("words", 7, "Enter a text."),
        ("words", "x" * 2001, "Enter a text."),
        ("basis", "MIXED", "Choose one of these."),
        ("weight", "0.123456789", "too large or too fine"),
        ("rates", "2", "one after the other"),
        ("rates", ["2", "2.0"], "only once"),
        ("rates", ["2", "x"], "Enter a number."),
        ("color", "red", "no such field"),
    ],
)
def test_what_is_wrong_is_said_at_its_field(field: str, wrong: object, said: str) -> None:
    found = problems(TOLERANCE, FAULTLESS | {field: wrong})
    assert list(found) == [field] and said in found[field].text


def test_what_is_only_together_wrong_is_said_of_the_whole() -> None:
    assert list(problems(TOLERANCE, FAULTLESS | {"rate": "95"})) == [""]


@given(
    st.fixed_dictionaries(
        {
            "rate": st.decimals(0, 90, places=4).map(str),
            "days": st.integers(0, 10**6),
            "order": st.permutations(["A", "B"]),
            "limits": st.dictionaries(
                st.sampled_from(["EUR", "USD", "PLN"]), st.decimals(0, 10**6, places=2).map(str)
            ),
            "strict": st.booleans(),
            "words": st.text(max_size=50),
            "basis": st.sampled_from(["NET", "GROSS"]),
            "weight": st.decimals(-(10**6), 10**6, places=6).map(str),
            "times": st.integers(-9, 9),
            "rates": st.lists(st.decimals(0, 100, places=2), max_size=4, unique=True).map(
                lambda rates: [str(rate) for rate in rates]
            ),
        }
    )
)
def test_a_value_survives_being_kept(raw: dict[str, object]) -> None:
    assert problems(TOLERANCE, raw) == {}
    kept = normalized(TOLERANCE, raw)
    assert read(TOLERANCE, kept) == read(TOLERANCE, raw)
    assert normalized(TOLERANCE, kept) == kept == packed(RuleValue(read(TOLERANCE, raw).fields))


STEPS = RuleKind(
    "test.steps",
    "Steps",
    (
        RuleField(
            *("steps", FieldType.ROWS, "Steps"),
            least=Decimal(1),
            most=Decimal(2),
            fields=(
                RuleField("code", FieldType.TEXT, "Code"),
                RuleField("days", FieldType.DAYS, "Days", least=Decimal(0)),
                RuleField("rate", FieldType.PERCENT, "Rate"),
                RuleField("strict", FieldType.BOOLEAN, "Strict"),
            ),
        ),
    ),
)
ROW = {"code": "A", "days": 3, "rate": "2.50", "strict": True}


def test_a_table_of_rows_comes_back_in_its_order() -> None:
    raw = {"steps": [ROW, ROW | {"code": " B "}]}
    assert problems(STEPS, raw) == {}
    first, second = read(STEPS, raw).rows("steps")
    assert (first.text("code"), first.whole("days"), first.decimal("rate")) == ("A", 3, Decimal("2.5"))
    assert second.text("code") == "B" and second.flag("strict")
    assert normalized(STEPS, raw) == {"steps": [ROW | {"rate": "2.5"}, ROW | {"code": "B", "rate": "2.5"}]}


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ("A", "one row or more"),
        ([], "less than"),
        ([ROW, ROW, ROW], "more than"),
        ([ROW | {"color": "red"}], "other fields"),
        (["A"], "other fields"),
        ([ROW, ROW | {"days": -1}], "Row {row}, {field}: {problem}"),
        ([{"code": "A"}], "Row {row}, {field}: {problem}"),
    ],
)
def test_what_is_wrong_with_a_table_is_said_with_its_row(rows: object, said: str) -> None:
    assert said in problems(STEPS, {"steps": rows})["steps"].text
