"""How a column writes its amounts, judged from many of its cells at once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from decimal import Decimal

from recoup.formats.tables.values.amounts import AmountStyle, core_of, parse_amount, words_around
from recoup.formats.tables.values.currency_names import TOMAN, currency_code
from recoup.formats.tables.values.texts import is_blank, plain
from recoup.formats.tables.vocabulary.headers import split_words
from recoup.kernel import currencies
from recoup.kernel.folding import fold
from recoup.kernel.sentences import N_, Sentence

WHICH_MARK = N_("“{text}” can be read as {chosen} or as {other}. Which is right?")
MULTIPLIED = N_("The amounts are in {unit}, so each is multiplied by {multiplier}. Is that right?")

_MINORITY = 20
"""When the other mark has less than a twentieth of the evidence, its cells are slips."""

_UNITS = {
    "万元": 10_000, "千元": 1_000, "百万元": 1_000_000, "亿元": 100_000_000,
    "nghìn đồng": 1_000, "ngàn đồng": 1_000, "triệu đồng": 1_000_000, "tỷ đồng": 1_000_000_000,
    "nghìn vnd": 1_000, "triệu vnd": 1_000_000, "tỷ vnd": 1_000_000_000, "triệu": 1_000_000,
    "tys": 1_000, "tys zł": 1_000, "tys pln": 1_000, "mln": 1_000_000, "mln zł": 1_000_000, "mln pln": 1_000_000,
    "thousand": 1_000, "thousands": 1_000, "in thousands": 1_000, "million": 1_000_000, "millions": 1_000_000,
    "in millions": 1_000_000, "هزار ریال": 1_000, "میلیون ریال": 1_000_000, "تومان": 10, "toman": 10,
    "هزار تومان": 10_000, "میلیون تومان": 10_000_000,
}  # fmt: skip
_FOLDED_UNITS = {" ".join(split_words(unit)): (unit, factor) for unit, factor in _UNITS.items()}


def guess_amount_style(samples: Iterable[str], *, header: str = "", credit_sign: int = -1) -> AmountStyle:
    """Return how the column with these cells writes amounts; its `question` says what remains doubtful.

    `header` may name a unit such as 万元 or toman; `credit_sign` is the sign of amounts marked as credit.
    """
    written = [plain(text) for text in samples if not is_blank(text)]
    cores = {text: core for text in written if (core := core_of(text)) is not None}
    named = _named_currency(cores)
    style = _with_decimal_mark(AmountStyle(credit_sign=credit_sign, currency=named), cores)
    unit = _unit(header) or _toman(cores)
    if unit is None:
        return style
    name, multiplier = unit
    question = Sentence(MULTIPLIED, {"unit": name, "multiplier": multiplier})
    return replace(style, multiplier=multiplier, question=question)


def amount_share(samples: Iterable[str]) -> float:
    """Return which share of the filled cells are amounts in the style that fits them best, from 0 to 1."""
    filled = [text for text in samples if not is_blank(text)]
    style = guess_amount_style(filled)
    sound = sum(1 for text in filled if isinstance(parse_amount(text, style), Decimal))
    return sound / len(filled) if filled else 0.0


def _with_decimal_mark(style: AmountStyle, cores: dict[str, str]) -> AmountStyle:
    votes = Counter(mark for core in cores.values() for mark in _evidence(core))
    point, comma = votes["."], votes[","]
    if point or comma:
        style = replace(style, decimal="," if comma > point else ".")
        if min(point, comma) * _MINORITY < max(point, comma):
            return style
        text, core = next(
            (text, core) for text, core in cores.items() if style.decimal not in _evidence(core)
        )
    else:
        doubtful = {text: core for text, core in cores.items() if "." in core or "," in core}
        if not doubtful:
            return style
        text, core = next(iter(doubtful.items()))
        mark = "." if "." in core else ","
        has_long = any(core.isdigit() and len(core) > 3 for core in cores.values())
        style = replace(style, decimal=mark if has_long else "," if mark == "." else ".")
        if style.currency and currencies.minor_unit(style.currency) == 0 and not has_long:
            return style
    return replace(style, question=_which_mark(text, style))


def _evidence(core: str) -> Iterator[str]:
    """Yield the decimal mark that a run of figures proves, nothing when it proves none."""
    points, commas = core.count("."), core.count(",")
    has_other_groups = " " in core or "'" in core
    if points and commas:
        last = "." if core.rfind(".") > core.rfind(",") else ","
        if core.count(last) == 1:
            yield last
    elif points > 1 or commas > 1:
        yield "," if points else "."
    elif points or commas:
        mark = "." if points else ","
        whole, _, fraction = core.partition(mark)
        is_group_like = len(fraction) == 3 and 1 <= len(whole) <= 3 and whole != "0"
        if fraction and (has_other_groups or not is_group_like):
            yield mark


def _which_mark(text: str, style: AmountStyle) -> Sentence:
    chosen = parse_amount(text, style)
    other = parse_amount(text, replace(style, decimal="," if style.decimal == "." else "."))
    return Sentence(
        WHICH_MARK,
        {
            "text": text,
            "chosen": chosen if isinstance(chosen, Decimal) else "-",
            "other": other if isinstance(other, Decimal) else "-",
        },
    )


def _named_currency(cores: dict[str, str]) -> str:
    """Return the one currency that every cell names, else nothing."""
    named = {next(filter(None, map(currency_code, _words(text, core))), "") for text, core in cores.items()}
    return named.pop() if len(named) == 1 else ""


def _unit(header: str) -> tuple[str, int] | None:
    words = split_words(header)
    for length in (3, 2, 1):
        for start in range(len(words) - length + 1):
            unit = _FOLDED_UNITS.get(" ".join(words[start : start + length]))
            if unit is not None:
                return unit
    return None


def _toman(cores: dict[str, str]) -> tuple[str, int] | None:
    stated = sum(1 for text, core in cores.items() if any(fold(word) in TOMAN for word in _words(text, core)))
    return ("تومان", 10) if stated * 2 > len(cores) else None


def _words(text: str, core: str) -> list[str]:
    before, _, after = text.partition(core)
    return words_around(before, after)
