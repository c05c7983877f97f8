"""A sentence survives being stored, and an error carries one."""

import datetime
import json
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recoup.kernel.errors import DomainError, NotAllowed, NotFound
from recoup.kernel.money import Money
from recoup.kernel.sentences import N_, Sentence, Value

PLAIN_VALUES: st.SearchStrategy[Value] = st.one_of(
    st.text(),
    st.integers(),
    st.decimals(allow_nan=False, allow_infinity=False),
    st.dates(),
    st.builds(Money, st.decimals(-(10**15), 10**15, places=2), st.sampled_from(["USD", "PLN", "CNY"])),
)
SENTENCES = st.recursive(
    st.builds(Sentence, st.text(), st.dictionaries(st.text(), PLAIN_VALUES)),
    lambda inner: st.builds(
        Sentence,
        st.text(),
        st.dictionaries(st.text(), st.one_of(PLAIN_VALUES, inner)),
        plural=st.text(),
        count=st.text(),
    ),
    max_leaves=4,
)


@given(SENTENCES)
def test_a_sentence_comes_back_from_json_as_it_was(sentence: Sentence) -> None:
    assert Sentence.from_json(json.loads(json.dumps(sentence.to_json()))) == sentence


def test_amounts_are_stored_as_text_so_that_no_digit_is_lost() -> None:
    sentence = Sentence(N_("{open} is open."), {"open": Money(Decimal("1234567890123456.78"), "USD")})
    assert '"1234567890123456.78"' in json.dumps(sentence.to_json())


def test_a_number_written_as_text_stays_text() -> None:
    sentence = Sentence("{number}", {"number": "0012"})
    assert Sentence.from_json(sentence.to_json()).values == {"number": "0012"}


def test_an_instant_has_no_day_and_is_refused() -> None:
    instant = datetime.datetime(2026, 11, 22, 10, 14, tzinfo=datetime.UTC)
    with pytest.raises(TypeError):
        Sentence("{at}", {"at": instant})


def test_a_sentence_can_be_a_member_of_a_set() -> None:
    first, same = (Sentence("{days} days", {"days": 3}) for _ in range(2))
    assert {first, same} == {first}


def test_what_was_never_packed_is_refused() -> None:
    stored = {"text": "{x}", "values": {"x": [1, 2]}, "plural": "", "count": ""}
    with pytest.raises(TypeError):
        Sentence.from_json(stored)


class LimitExceeded(DomainError):
    """The amount is above the limit."""

    text = N_("{amount} is above the limit of {limit}.")


def test_an_error_carries_its_sentence_and_its_values() -> None:
    amount, limit = Money(Decimal(50), "USD"), Money(Decimal(10), "USD")
    error = LimitExceeded(amount=amount, limit=limit)
    assert error.sentence == Sentence(LimitExceeded.text, {"amount": amount, "limit": limit})
    assert "above the limit" in str(error)


def test_braces_in_what_people_write_do_no_harm() -> None:
    class UnknownCustomer(DomainError):
        text = N_("There is no customer {number}.")

    assert str(UnknownCustomer(number="{0.__class__} {x}")) == "There is no customer {0.__class__} {x}."


@pytest.mark.parametrize("error", [DomainError, NotFound, NotAllowed])
def test_errors_without_fields_need_no_values(error: type[DomainError]) -> None:
    assert error().sentence.text == error.text
