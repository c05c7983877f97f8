"""Kinds of customers, as people write them in cells."""

from __future__ import annotations

from collections.abc import Mapping

from recoup.formats.tables.values.texts import is_blank, plain, shown
from recoup.kernel.contact import PartyKind
from recoup.kernel.folding import fold
from recoup.kernel.sentences import N_, Sentence

_UNKNOWN = N_("“{text}” is no kind of customer: company, sole trader or private person.")

_WORDS: Mapping[PartyKind, tuple[str, ...]] = {
    PartyKind.COMPANY: (
        *("company", "business", "organization", "organisation", "corporate", "legal entity", "b2b", "c"),
        *("công ty", "doanh nghiệp", "tổ chức", "公司", "企业", "单位", "شرکت", "حقوقی", "شخص حقوقی"),
        *("firma", "spółka", "przedsiębiorstwo", "osoba prawna"),
    ),
    PartyKind.SOLE_TRADER: (
        *(
            "sole trader",
            "sole_trader",
            "sole proprietor",
            "sole proprietorship",
            "partnership",
            "self-employed",
        ),
        *("hộ kinh doanh", "cá thể", "个体户", "个体工商户", "کسب و کار شخصی", "پیشه‌ور"),
        *("jednoosobowa działalność", "jdg", "działalność gospodarcza", "spółka cywilna"),
    ),
    PartyKind.PERSON: (
        *("person", "private", "private person", "individual", "consumer", "natural person", "b2c", "p"),
        *("cá nhân", "người tiêu dùng", "个人", "自然人", "消费者", "شخص", "حقیقی", "شخص حقیقی", "فرد"),
        *("osoba", "osoba fizyczna", "osoba prywatna", "konsument"),
    ),
}
_KINDS: Mapping[str, PartyKind] = {fold(word): kind for kind, words in _WORDS.items() for word in words}


def parse_party_kind(text: str) -> PartyKind | Sentence | None:
    """Return what kind of customer a cell names, None when it is empty, or what is wrong with it."""
    if is_blank(text):
        return None
    found = _KINDS.get(fold(plain(text)))
    return found or Sentence(_UNKNOWN, {"text": shown(text)})
