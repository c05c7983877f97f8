"""Words that threaten, insult or pretend have no place in a letter; words of business have."""

from __future__ import annotations

from pathlib import Path

import pytest

from recoup.correspondence.letters import tone
from recoup.correspondence.letters.placeholders import KNOWN, NEEDED, fill, problem_with
from recoup.correspondence.letters.tone import tone_problem
from recoup.correspondence.letters.writing import words_of
from recoup.correspondence.template_rules import LANGUAGES, TEMPLATE_KINDS
from recoup.correspondence.types import TemplateCode
from recoup.kernel.contact import Channel
from recoup.rulebook.types import RuleKind, RuleValue
from tests.correspondence.reminders import line, reminder

WORDS = Path(tone.__file__).parent / "tone_words"
DEMANDS = (
    TemplateCode.REMINDER_1,
    TemplateCode.REMINDER_2,
    TemplateCode.REMINDER_3,
    TemplateCode.FINAL_DEMAND,
)


def template(code: TemplateCode) -> RuleKind:
    return next(kind for kind in TEMPLATE_KINDS if kind.code == code.rule)


def refused(code: TemplateCode, **texts: str) -> str | None:
    """Return why a house's words are refused, None when they are not."""
    kind = template(code)
    assert kind.check is not None
    problem = kind.check(RuleValue({field.name: texts.get(field.name, "") for field in kind.fields}))
    return None if problem is None else problem.text


@pytest.mark.duty("B1")
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_on_the_lists_is_found_in_the_middle_of_a_sentence(language: str) -> None:
    listed = [
        entry
        for text in (WORDS / f"{language}.txt").read_text().splitlines()
        if (entry := text.partition("#")[0].strip()) and not entry.startswith("[")
    ]
    assert len(listed) > 10
    assert [words for words in listed if tone_problem(f"1, {words.upper()}. 2") is None] == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("code", DEMANDS)
def test_our_own_words_pass_our_own_check(language: str, code: TemplateCode) -> None:
    content = reminder(line("INV-1", "100", late=90), language=language, level=3)
    for channel in (Channel.EMAIL, Channel.SMS):
        words = words_of(content, code, channel)
        assert tone_problem(f"{words.subject}\n{words.body}") is None


def test_part_of_a_longer_word_is_no_threat() -> None:
    assert tone_problem("Scumble glaze and crooked pipes were delivered.") is None


def test_a_vietnamese_month_is_no_insult() -> None:
    assert tone_problem("chậm nhất ngày 1 tháng 12 năm 2026") is None
    assert tone_problem("THẰNG kia") is not None


def test_words_of_the_house_in_five_languages_are_taken() -> None:
    body = "{amount_to_pay} {pay_by}\n{items_table}"
    texts = {f"body_{language.partition('-')[0]}": body for language in LANGUAGES}
    assert refused(TemplateCode.REMINDER_1, **texts) is None


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("{amount_to_pay} {pay_by} {items_table} {password}", "There is no placeholder {name} here."),
        ("{amount_to_pay} {items_table}", "The placeholder {name} is missing."),
        ("{amount_to_pay} {pay_by} {items_table} {items_table}", "The table of items can stand only once."),
        (
            "{amount_to_pay} {pay_by} {items_table} }",
            "A brace stands alone: placeholders are names in braces.",
        ),
        ("{amount_to_pay} {pay_by} {items_table} you stupid", "“{words}” insults the customer."),
    ],
)
def test_words_of_the_house_that_are_wrong_are_refused(text: str, why: str) -> None:
    assert refused(TemplateCode.REMINDER_1, body_en=text) == why
    assert refused(TemplateCode.REMINDER_1, body_vi=text) == why


def test_a_subject_is_one_line_and_needs_nothing() -> None:
    assert problem_with("Your account", TemplateCode.REMINDER_1, "subject") is None
    assert problem_with("Your\naccount", TemplateCode.REMINDER_1, "subject") is not None


def test_a_text_message_needs_no_table_and_can_hold_none() -> None:
    assert problem_with("{amount_to_pay} {pay_by}", TemplateCode.REMINDER_1, "sms") is None
    assert problem_with("{amount_to_pay} {pay_by} {items_table}", TemplateCode.REMINDER_1, "sms") is not None


def test_what_a_template_needs_it_knows() -> None:
    assert set(KNOWN) == set(NEEDED) == set(TemplateCode)
    assert all(NEEDED[code] <= KNOWN[code] for code in TemplateCode)


def test_a_value_with_braces_is_never_filled_itself() -> None:
    assert fill("{customer} {amount}", {"customer": "{amount}", "amount": "5"}) == "{amount} 5"
