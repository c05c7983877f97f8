"""What the form of a country asks of a letter: header, title, total in words, places for signature and seal.

Sources: VN-E (national header and motto, "V/v", total in words, seal), CN-E5 (the letter of demand in three stages),
PL-E (the call for payment, wezwanie do zapłaty).
"""

from __future__ import annotations

from collections.abc import Mapping

from recoup.correspondence.letters.page import FormParts, say
from recoup.correspondence.types import LetterForm, TemplateCode
from recoup.kernel.in_words import LANGUAGES, in_words
from recoup.kernel.money import Money
from recoup.kernel.sentences import N_, Sentence
from recoup.plumbing.localization import Reader, render

# These are terms of the country's own practice, the same on every letter in that language, whoever reads it.
_NATIONAL_HEADERS = {"vi": ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc")}
_REGARDING = {"vi": "V/v: "}
_TITLES: Mapping[str, Mapping[TemplateCode, str]] = {
    "vi": {
        TemplateCode.NOTICE_BEFORE_DUE: "THÔNG BÁO THANH TOÁN",
        TemplateCode.REMINDER_1: "CÔNG VĂN ĐỀ NGHỊ THANH TOÁN",
        TemplateCode.REMINDER_2: "CÔNG VĂN ĐỀ NGHỊ THANH TOÁN",
        TemplateCode.REMINDER_3: "CÔNG VĂN ĐỀ NGHỊ THANH TOÁN",
        TemplateCode.FINAL_DEMAND: "CÔNG VĂN ĐỀ NGHỊ THANH TOÁN",
    },
    "zh-hans": {
        TemplateCode.NOTICE_BEFORE_DUE: "付款提示函",
        TemplateCode.REMINDER_1: "付款提醒函",
        TemplateCode.REMINDER_2: "催款函",
        TemplateCode.REMINDER_3: "催款函",
        TemplateCode.FINAL_DEMAND: "最后催款函",
    },
    "pl": {
        TemplateCode.REMINDER_2: "WEZWANIE DO ZAPŁATY",
        TemplateCode.REMINDER_3: "WEZWANIE DO ZAPŁATY",
        TemplateCode.FINAL_DEMAND: "OSTATECZNE WEZWANIE DO ZAPŁATY",
    },
}
# In these languages the amount in words begins like a sentence.
_CAPITAL = ("vi",)


def words_of_amount(amount: Money, reader: Reader) -> str:
    """Return an amount in words, nothing where the language has none."""
    if reader.language not in LANGUAGES:
        return ""
    words = in_words(amount, reader.language)
    return words[:1].upper() + words[1:] if reader.language in _CAPITAL else words


def form_parts(form: LetterForm, code: TemplateCode, amount: Money, reader: Reader) -> FormParts:
    """Return the parts that the form of the country asks for besides the words of the letter."""
    words = words_of_amount(amount, reader) if form.has_amount_in_words else ""
    return FormParts(
        header=_NATIONAL_HEADERS.get(reader.language, ()) if form.has_national_header else (),
        title=_TITLES.get(reader.language, {}).get(code, "") if form.has_title else "",
        regarding=_REGARDING.get(reader.language, "") if form.has_title else "",
        in_words=render(Sentence(N_("In words: {words}"), {"words": words}), reader) if words else "",
        seals=(say(N_("Signature and seal"), reader),) if form.has_place_for_seal else (),
    )
