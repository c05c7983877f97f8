"""Answers that want no more messages: short ones in five languages, and not what only looks like one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recoup.correspondence.stop_rules import LANGUAGE_CODES, STOP_KIND
from recoup.engines.stopping import asks_to_cease, own_words, phrases_of, wants_no_more

pytestmark = pytest.mark.duty("C11")

assert STOP_KIND.default is not None
STOPS = [p for code in LANGUAGE_CODES for p in phrases_of(STOP_KIND.default.text(f"stop_{code}"))]
CEASES = [p for code in LANGUAGE_CODES for p in phrases_of(STOP_KIND.default.text(f"cease_{code}"))]


def stops(*texts: str) -> bool:
    return wants_no_more(texts, STOPS, more_words=2)


@pytest.mark.parametrize(
    "text",
    [
        "STOP",
        " stop. ",
        "Please stop!",
        "STOP [R12-0a1b2c3d4e]",
        "Unsubscribe me",
        "Huỷ",
        "HỦY NHẬN TIN",
        "dừng lại ạ",
        "tu choi",
        "退订",
        "请退订",
        "TD",  # full-width
        "لغو",
        "لطفاً لغو",
        "لغو عضويت",
        "Rezygnuję",
        "proszę nie wysyłać",
        "Stop\n\nSent from my telephone",
        "stop\n> On Monday you wrote: stop the delivery if nothing is paid",
    ],
)
def test_a_short_answer_is_understood(text: str) -> None:
    assert stops(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "We stop work on Friday and shall pay on Monday.",
        "Don't stop the delivery please",
        "đúng rồi",
        "Đúng",
        "I paid yesterday",
        "> STOP",
        "On Monday Ann wrote:\nSTOP",
        "The unsubscribe link does not work, when do I have to pay?",
        "我们明天付款",
        "stop\n\n" + "word " * 80,
    ],
)
def test_what_only_looks_like_it_is_left_to_people(text: str) -> None:
    assert not stops(text)


@pytest.mark.parametrize(
    "text",
    [
        "Dear Sirs, I hereby demand that you cease and desist from contacting me.",
        "Please do not call me at work again, write to my lawyer.",
        "Tôi yêu cầu quý công ty ngừng liên hệ với tôi.",
        "请停止联系我,否则我将投诉。",
        "لطفا دیگر با من تماس نگیرید",
        "Na podstawie RODO wnoszę sprzeciw.",
    ],
)
def test_a_formal_request_is_seen_but_not_decided(text: str) -> None:
    assert asks_to_cease(text, CEASES) and not stops(text)


@given(st.text(max_size=300), st.text(max_size=100))
def test_whatever_is_quoted_says_nothing(own: str, quoted: str) -> None:
    below = own + "\n" + "\n".join(f"> {line}" for line in quoted.splitlines())
    assert own_words(below) == own_words(own)
    assert stops(below) == stops(own)


@given(st.sampled_from(STOPS), st.sampled_from(["", ".", " !", "\n\nAnn", "\n"]))
def test_every_phrase_of_the_lists_is_understood_by_itself(phrase: str, after: str) -> None:
    assert stops(phrase + after) and stops(phrase.upper() + after)
