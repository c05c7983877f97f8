"""Which column holds which field: guessed from the header's words and from what the cells look like.

Each guess has a confidence from 0 to 100 and its reason in words, so that a person can check and correct it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from recoup.formats.tables.values import (
    amount_share,
    clean_text,
    date_share,
    is_blank,
    parse_currency,
    parse_direction,
)
from recoup.formats.tables.vocabulary.fields import FIELDS, REQUIRED, Field, Shape, TableKind
from recoup.formats.tables.vocabulary.headers import HeaderWords, header_words
from recoup.formats.tables.vocabulary.synonyms import EXCLUDED_WORDS, MAKESHIFT, SYNONYMS
from recoup.kernel.folding import fold
from recoup.kernel.sentences import N_, Sentence

HEADER_SAYS = N_("The header “{header}” is a usual name for this.")
HEADER_RESEMBLES = N_("The header “{header}” contains a usual name for this.")
MAKESHIFT_TAKEN = N_("No better column is there; “{header}” can serve.")
VALUES_LOOK = N_("The values of “{header}” look like it.")
OPEN_AMOUNT_SERVES = N_("There is no column for the full amount; “{header}” holds what is still open.")
NAME_SERVES = N_("There is no customer number; the name in “{header}” has to identify the customer.")

_SAMPLED = 300
_CONFIDENT = 100
_RESEMBLES = 55
_MAKESHIFT = 45
_BY_VALUES = 35
_CONFIDENCE_MIN = 30
_STEP = 1
"""A name further back in the list of names counts so much less, down to the least."""
_STEPS_MAX = 10
_SHAPE_MIN = 0.5
_CJK = re.compile(r"[\u4e00-\u9fff]")
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
_PHONE = re.compile(r"[+\d][\d ()./-]{4,}")
_NARROWING = ("收入", "支出", "credit", "debit", "借方", "贷方", "paid", "vat")
"""What in brackets behind a header makes it another one: 金额(收入), Amount (debit)."""
_SELF_EVIDENT = (Shape.CURRENCY, Shape.EMAIL)
"""Shapes so particular that a column is known by its values alone."""


@dataclass(frozen=True, slots=True)
class ColumnGuess:
    """The column taken for a field, from 0; how sure that is, from 0 to 100, and why."""

    column: int
    confidence: int
    reason: Sentence


@dataclass(frozen=True, slots=True)
class Guess:
    """Which column holds which field; `missing` are groups of fields of which one is needed but none was found."""

    kind: TableKind
    columns: Mapping[str, ColumnGuess]
    missing: tuple[tuple[str, ...], ...]
    unused: tuple[int, ...]


def guess_mapping(header: Sequence[str], sample_rows: Sequence[Sequence[str]], kind: TableKind) -> Guess:
    """Return which columns of a table with `header` hold the fields of `kind`; `sample_rows` prove the guess."""
    samples = _Columns(header, sample_rows[:_SAMPLED])
    order = {field.name: place for place, field in enumerate(FIELDS[kind])}
    scored = sorted(
        _scores(samples, kind),
        key=lambda entry: (-entry[1].confidence, order[entry[0].name], entry[1].column),
    )
    columns: dict[str, ColumnGuess] = {}
    taken: set[int] = set()
    for field, found in scored:
        if field.name not in columns and found.column not in taken:
            columns[field.name] = found
            taken.add(found.column)
    if kind is TableKind.ITEMS:
        _fill_gaps(columns, header)
    if kind in (TableKind.RECEIPTS, TableKind.ACCOUNT):
        _drop_weak_amount(columns, taken)
    missing = tuple(group for group in REQUIRED[kind] if not columns.keys() & set(group))
    unused = tuple(column for column in range(len(header)) if column not in taken)
    in_order = {field.name: columns[field.name] for field in FIELDS[kind] if field.name in columns}
    return Guess(kind, in_order, missing, unused)


class _Columns:
    """The columns of the sample, and what share of each fits a shape."""

    def __init__(self, header: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
        self.titles = tuple(header)
        self.words = tuple(header_words(title) for title in header)
        self._values = [
            [clean_text(row[column]) for row in rows if column < len(row) and not is_blank(row[column])]
            for column in range(len(header))
        ]
        self._shares: dict[tuple[int, Shape], float] = {}

    def share(self, column: int, shape: Shape) -> float | None:
        """Return which share of the filled cells looks like `shape`, None when no cell is filled."""
        values = self._values[column]
        if not values:
            return None
        key = (column, shape)
        if key not in self._shares:
            self._shares[key] = _share(values, shape)
        return self._shares[key]

    def is_code_like(self, column: int) -> bool:
        """Return whether most cells are short, without blanks, and hold figures, as numbers of customers do."""
        values = self._values[column]
        codes = sum(1 for value in values if " " not in value and any(map(str.isdigit, value)))
        return bool(values) and codes * 2 > len(values)


def _scores(samples: _Columns, kind: TableKind) -> list[tuple[Field, ColumnGuess]]:
    """Return every column that could hold a field, with how sure that is."""
    found = []
    for field in FIELDS[kind]:
        for column, title in enumerate(samples.titles):
            confidence, reason = _by_name(samples.words[column], kind, field)
            if (
                not confidence
                and field.shape in _SELF_EVIDENT
                and (samples.share(column, field.shape) or 0) > 0.9
            ):
                confidence, reason = _BY_VALUES, VALUES_LOOK
            if confidence >= _CONFIDENCE_MIN:
                confidence = round(confidence * _shape_factor(samples, column, field))
            if confidence >= _CONFIDENCE_MIN:
                found.append((field, ColumnGuess(column, confidence, Sentence(reason, {"header": title}))))
    return found


def _by_name(title: HeaderWords, kind: TableKind, field: Field) -> tuple[int, str]:
    """Return how well a header names a field, from 0 to 100, and the reason."""
    names = _names(kind, field.name)
    excluded = EXCLUDED_WORDS.get(field.name, frozenset())
    exact = names.get(title.full_key) or names.get(title.key)
    is_narrowed = title.full_key not in names and any(title.full_key.endswith(word) for word in _NARROWING)
    if is_narrowed and field.name not in ("amount_credit", "amount_debit"):
        return 0, HEADER_RESEMBLES
    if exact is not None:
        rank, is_makeshift = exact
        if is_makeshift:
            return _MAKESHIFT - rank, MAKESHIFT_TAKEN
        return _CONFIDENT - rank, HEADER_SAYS
    if excluded.intersection(title.words):
        return 0, HEADER_RESEMBLES
    covered = max((_coverage(title, name) for name, (_, weak) in names.items() if not weak), default=0.0)
    return round(_RESEMBLES * covered), HEADER_RESEMBLES


def _coverage(title: HeaderWords, name: str) -> float:
    """Return which part of a header a name makes up, 0 when it doesn't stand in it as whole words."""
    if len(name) < (2 if _CJK.search(name) else 4) or name not in title.key:
        return 0.0
    if not _CJK.search(name) and name not in _runs(title.words):
        return 0.0
    return len(name) / len(title.key)


@cache
def _runs(words: tuple[str, ...]) -> frozenset[str]:
    """Return all runs of neighboring words, joined."""
    return frozenset(
        "".join(words[start:end]) for start in range(len(words)) for end in range(start + 1, len(words) + 1)
    )


@cache
def _names(kind: TableKind, field_name: str) -> Mapping[str, tuple[int, bool]]:
    """Return the keys of all names of a field with their rank and whether they are makeshifts."""
    names: dict[str, tuple[int, bool]] = {}
    for place, name in enumerate(SYNONYMS[kind][field_name]):
        rank = min(place * _STEP, _STEPS_MAX)
        names.setdefault(header_words(name).key, (rank, name.startswith(MAKESHIFT)))
    return names


def _shape_factor(samples: _Columns, column: int, field: Field) -> float:
    """Return how far the values bear out a field, from 0 (they are something else) to 1."""
    share = samples.share(column, field.shape)
    if share is None:
        return 0.9
    if field.name == "customer_name" and samples.is_code_like(column):
        return 0.3
    if field.name in ("customer_number", "number") and field.shape is Shape.CODE:
        return 1.0 if share >= _SHAPE_MIN else 0.4
    return share if share >= _SHAPE_MIN else 0.0


def _share(values: Sequence[str], shape: Shape) -> float:
    match shape:
        case Shape.AMOUNT:
            return amount_share(values)
        case Shape.DATE:
            return date_share(values)
        case Shape.CURRENCY:
            fits = [isinstance(parse_currency(value), str) for value in values]
        case Shape.EMAIL:
            fits = [_EMAIL.search(value) is not None for value in values]
        case Shape.PHONE:
            fits = [_PHONE.search(fold(value)) is not None for value in values]
        case Shape.COUNTRY | Shape.LANGUAGE:
            fits = [not any(map(str.isdigit, value)) and len(value) <= 40 for value in values]
        case Shape.CODE:
            fits = [len(value) <= 40 and value.count(" ") <= 1 for value in values]
        case Shape.DIRECTION:
            fits = [parse_direction(value) is not None for value in values]
        case Shape.TEXT:
            return 1.0
    return sum(fits) / len(fits)


def _drop_weak_amount(columns: dict[str, ColumnGuess], taken: set[int]) -> None:
    """Leave the single amount out where columns for money in and out are the better guess."""
    single, credit = columns.get("amount"), columns.get("amount_credit")
    if single is not None and credit is not None and single.confidence < credit.confidence:
        taken.discard(columns.pop("amount").column)


def _fill_gaps(columns: dict[str, ColumnGuess], header: Sequence[str]) -> None:
    """Let the open amount stand in for the amount, and the customer's name for the number."""
    if "amount" not in columns and "amount_open" in columns:
        column = columns.pop("amount_open").column
        reason = Sentence(OPEN_AMOUNT_SERVES, {"header": header[column]})
        columns["amount"] = ColumnGuess(column, _MAKESHIFT, reason)
    if "customer_number" not in columns and "customer_name" in columns:
        column = columns["customer_name"].column
        reason = Sentence(NAME_SERVES, {"header": header[column]})
        columns["customer_number"] = ColumnGuess(column, _BY_VALUES, reason)
