"""Currencies as people write them: codes, signs, words in five languages."""

from __future__ import annotations

from recoup.formats.tables.values.texts import clean_text, is_blank, shown
from recoup.kernel import currencies
from recoup.kernel.folding import fold
from recoup.kernel.sentences import N_, Sentence

NOT_A_CURRENCY = N_("“{text}” is not a known currency.")

AMBIGUOUS_SIGNS = frozenset("$¥￥")
"""Signs that several currencies share: they may stand beside an amount but say nothing certain."""

TOMAN = frozenset({"تومان", "toman", "tomans", "تومن"})
"""Ten rials; people speak in tomans, banks write rials."""

_NAMES = {
    "₫": "VND", "đ": "VND", "vnđ": "VND", "dong": "VND", "việt nam đồng": "VND", "viet nam dong": "VND",
    "元": "CNY", "人民币": "CNY", "rmb": "CNY", "人民币元": "CNY", "yuan": "CNY", "cn¥": "CNY", "圆": "CNY",
    "zł": "PLN", "zloty": "PLN", "złoty": "PLN", "zlotych": "PLN",
    "﷼": "IRR", "ریال": "IRR", "rial": "IRR", "rials": "IRR", "rls": "IRR", "ریال ایران": "IRR",
    "€": "EUR", "euro": "EUR", "欧元": "EUR", "یورو": "EUR",
    "£": "GBP", "pound": "GBP", "pounds": "GBP", "sterling": "GBP", "英镑": "GBP", "پوند": "GBP",
    "us$": "USD", "usd$": "USD", "dollar": "USD", "us dollar": "USD", "美元": "USD", "دلار": "USD",
    "đô la mỹ": "USD", "do la my": "USD", "dolar": "USD", "港元": "HKD", "港币": "HKD", "hk$": "HKD",
    "日元": "JPY", "円": "JPY", "yen": "JPY", "kč": "CZK", "₽": "RUB", "₹": "INR", "₩": "KRW", "฿": "THB",
    "₺": "TRY", "₴": "UAH", "درهم": "AED", "ft": "HUF", "chf": "CHF", "fr": "CHF",
}  # fmt: skip
_FOLDED = {fold(name): code for name, code in _NAMES.items() if name != "đ"}


def currency_code(word: str) -> str | None:
    """Return the ISO 4217 code that `word` means, None when it means none or several."""
    text = clean_text(word)
    if currencies.is_known(text):
        return text
    known = _NAMES.get(text.lower()) or _FOLDED.get(fold(text).rstrip("."))
    if known is not None:
        return known
    code = text.upper()
    return code if currencies.is_known(code) else None


def parse_currency(text: str) -> str | Sentence | None:
    """Return the ISO 4217 code in a cell of a currency column, None for an empty one, or what is wrong."""
    if is_blank(text):
        return None
    return currency_code(text) or Sentence(NOT_A_CURRENCY, {"text": shown(text)})
