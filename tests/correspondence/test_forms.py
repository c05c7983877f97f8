"""Letters carry what the form of the country asks for, on paper and in the right language."""

from __future__ import annotations

from dataclasses import replace

import pytest

from recoup.correspondence.letters.page import Letter
from recoup.correspondence.letters.writing import letter_of
from recoup.correspondence.template_rules import TEMPLATE_KINDS
from recoup.correspondence.types import LETTER_FORM, LetterForm, ReminderContent, TemplateCode
from tests.correspondence.reminders import line, reminder

WHOLE = LetterForm(
    has_national_header=True,
    has_amount_in_words=True,
    has_place_for_seal=True,
    has_title=True,
    has_number=True,
)


def demand(language: str, currency: str, form: LetterForm = WHOLE) -> ReminderContent:
    content = reminder(line("INV-1", "1500", late=40), language=language, currency=currency, level=3)
    return replace(content, form=form, recipient=replace(content.recipient, tax_id="TAX-77"))


def final_demand(language: str, currency: str, form: LetterForm = WHOLE) -> Letter:
    return letter_of(demand(language, currency, form), TemplateCode.FINAL_DEMAND)


@pytest.mark.duty("A1.3")
@pytest.mark.parametrize(
    ("language", "currency", "title", "regarding", "words"),
    [
        ("vi", "VND", "CÔNG VĂN ĐỀ NGHỊ THANH TOÁN", "V/v: ", "Một nghìn năm trăm đồng"),
        ("zh-hans", "CNY", "最后催款函", "", "壹仟伍佰元整"),
        ("pl", "PLN", "OSTATECZNE WEZWANIE DO ZAPŁATY", "", "tysiąc pięćset złotych"),
        ("fa", "IRR", "", "", "یک هزار و پانصد ریال"),
        ("en", "GBP", "", "", "one thousand five hundred pounds"),
    ],
)
def test_a_final_demand_has_title_words_and_seal(
    language: str, currency: str, title: str, regarding: str, words: str
) -> None:
    letter = final_demand(language, currency)
    assert (letter.form.title, letter.form.regarding) == (title, regarding)
    assert words in letter.form.in_words
    assert len(letter.form.seals) == 1
    assert "TAX-77" in dict(letter.facts).values()


def test_only_a_vietnamese_letter_has_the_national_header_and_motto() -> None:
    assert final_demand("vi", "VND").form.header == (
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
    )
    assert all(final_demand(language, "EUR").form.header == () for language in ("en", "zh-hans", "fa", "pl"))


def test_a_country_that_asks_for_nothing_gets_nothing_besides() -> None:
    letter = final_demand("vi", "VND", LetterForm())
    form = letter.form
    assert (form.header, form.title, form.regarding, form.in_words, form.seals) == ((), "", "", "", ())
    assert "TAX-77" not in dict(letter.facts).values()


def test_the_title_grows_with_the_stage() -> None:
    content = demand("zh-hans", "CNY")
    stages = (TemplateCode.REMINDER_1, TemplateCode.REMINDER_2, TemplateCode.FINAL_DEMAND)
    assert [letter_of(content, code).form.title for code in stages] == ["付款提醒函", "催款函", "最后催款函"]


def test_every_part_of_the_form_is_a_rule() -> None:
    (kind,) = (kind for kind in TEMPLATE_KINDS if kind.code == LETTER_FORM)
    assert {field.name for field in kind.fields} == {
        *("national_header", "title", "amount_in_words", "place_for_seal", "number")
    }
