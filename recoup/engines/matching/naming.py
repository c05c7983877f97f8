"""Which items the text, the references and the advice of a receipt name, and how surely."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Sequence
from typing import NamedTuple

from recoup.engines.matching.index import Book, Index, Row
from recoup.engines.matching.texts import (
    Span,
    Words,
    has_check_digits,
    is_date,
    readings_of,
)
from recoup.engines.matching.types import Clue, Receipt
from recoup.kernel.folding import fold_reference, reference_digits, reference_lookalike

_SHORT_NUMBER = 5
_ROWS_MAX = 40
_NEAR_ROWS_MAX = 400


class Hit(NamedTuple):
    """A number that was read, how surely it names an item, and the items that bear it (parts share a number)."""

    text: str
    clue: Clue
    rows: tuple[Row, ...]
    span: Span | None


RANK = {
    Clue.STRUCTURED: 6,
    Clue.NUMBER: 5,
    Clue.NUMBER_ALIKE: 4,
    Clue.NUMBER_DIGITS: 3,
    Clue.NUMBER_PART: 2,
    Clue.CONTRACT: 1,
    Clue.NUMBER_WEAK: 0,
}


def hits_of(receipt: Receipt, spans: Sequence[Span], index: Index) -> tuple[Hit, ...]:
    """Return what the references and the text name anywhere in the book, the surest first."""
    found = [
        hit for reference in receipt.references if (hit := _structured(fold_reference(reference), index))
    ]
    amounts = readings_of(receipt.amount)
    raw: list[Hit] = []
    for span in spans:
        hit = _hit(span, amounts, index)
        if hit:
            raw.append(hit)
    raw.sort(key=lambda hit: (-RANK[hit.clue], -len(hit.text), hit.span.start if hit.span else 0))
    taken: list[Span] = []
    for hit in raw:
        place = hit.span
        assert place is not None
        if any(other.start <= place.start and place.end <= other.end for other in taken):
            continue
        taken.append(place)
        found.append(hit)
    return tuple(_once(found))


def _once(hits: Iterable[Hit]) -> Iterator[Hit]:
    seen: set[tuple[int, ...]] = set()
    for hit in hits:
        key = tuple(row.item_id for row in hit.rows)
        if key not in seen:
            seen.add(key)
            yield hit


def _structured(reference: str, index: Index) -> Hit | None:
    """Return what a structured reference names; one whose check digits are wrong names nothing."""
    if not reference:
        return None
    rows = index.by_reference.get(reference)
    if rows is None and reference[:2] == "RF":
        if not has_check_digits(reference):
            return None
        body = reference[4:]
        rows = (
            index.by_reference.get(body)
            or index.by_number.get(body)
            or index.by_digits.get(reference_digits(body))
        )
    if rows is None:
        rows = index.by_number.get(reference)
    return Hit(reference, Clue.STRUCTURED, tuple(rows[:_ROWS_MAX]), None) if rows else None


def _hit(span: Span, amounts: frozenset[str], index: Index) -> Hit | None:
    text = span.text
    rows = index.by_reference.get(text)
    if rows is None and text[:2] == "RF" and has_check_digits(text):
        structured = _structured(text, index)
        rows = structured.rows if structured else None
    if rows:
        return Hit(text, Clue.STRUCTURED, tuple(rows[:_ROWS_MAX]), span)
    rows = index.by_number.get(text)
    if rows:
        return Hit(text, _surety(span, amounts), tuple(rows[:_ROWS_MAX]), span)
    if text.isdigit():
        bare = text.lstrip("0")
        if len(bare) >= _SHORT_NUMBER and bare not in amounts and not is_date(text):
            rows = index.by_digits.get(bare)
            if rows:
                return Hit(text, Clue.NUMBER_DIGITS, tuple(rows[:_ROWS_MAX]), span)
    elif span.whole and len(text) >= _SHORT_NUMBER:
        rows = index.by_alike.get(reference_lookalike(text))
        if rows:
            return Hit(text, Clue.NUMBER_ALIKE, tuple(rows[:_ROWS_MAX]), span)
        rows = index.by_contract.get(text)
        if rows:
            return Hit(text, Clue.CONTRACT, tuple(rows), span)
    return None


def _surety(span: Span, amounts: frozenset[str]) -> Clue:
    """A number that is also the amount or a day, or is short, counts less; so does one inside a longer word."""
    if span.text.isdigit() and (len(span.text) < _SHORT_NUMBER or span.text in amounts or is_date(span.text)):
        return Clue.NUMBER_WEAK
    return Clue.NUMBER if span.whole else Clue.NUMBER_DIGITS


class Loose(NamedTuple):
    """A number in the text that names no item outright."""

    text: str
    span: Span


def loose_numbers(receipt: Receipt, words: Words, hits: Sequence[Hit]) -> tuple[Loose, ...]:
    """Return the numbers of the text that no hit explains and that are neither the amount nor a day.

    Of a word only the longest number counts: years and months stand beside it.
    """
    amounts = readings_of(receipt.amount)
    spans = [hit.span for hit in hits if hit.span and hit.clue is not Clue.NUMBER_WEAK]
    loose: dict[int, Loose] = {}
    joined: dict[int, str] = {}
    for piece in words.pieces:
        joined[piece.word] = joined.get(piece.word, "") + piece.text
    for place, piece in enumerate(words.pieces):
        if not piece.text[0].isdigit() or len(piece.text) < 3:
            continue
        if any(span.start <= place < span.end for span in spans):
            continue
        if piece.text in amounts or is_date(piece.text) or is_date(joined[piece.word]):
            continue
        known = loose.get(piece.word)
        if known is None or len(known.text) < len(piece.text):
            loose[piece.word] = Loose(piece.text, Span(piece.text, place, place + 1, piece.ends))
    return tuple(loose.values())


def strange_numbers(hits: Sequence[Hit], links: Container[int]) -> Iterator[Loose]:
    """Yield the numbers that name only items which no likely payer has open: one digit may be wrong."""
    for hit in hits:
        digits = reference_digits(hit.text)
        if hit.span and digits and not any(row.open and row.customer_id in links for row in hit.rows):
            yield Loose(digits, hit.span)


def cut_hits(words: Words, book: Book) -> Iterator[Hit]:
    """Yield what the last word may be the beginning of: banks cut texts."""
    pieces = words.pieces
    if not pieces:
        return
    start = next(place for place, piece in enumerate(pieces) if piece.word == pieces[-1].word)
    begun = "".join(piece.text for piece in pieces[start:])
    if len(begun) < 3 or not any(piece.text[0].isdigit() for piece in pieces[start:]):
        return
    rows = [row for row in book.rows[:_NEAR_ROWS_MAX] if row.full.startswith(begun) and row.full != begun]
    if rows:
        span = Span(begun, start, len(pieces), whole=True)
        yield Hit(begun, Clue.NUMBER_PART, tuple(rows[:_ROWS_MAX]), span)


def book_hits(loose: Iterable[Loose], book: Book) -> Iterator[Hit]:
    """Yield what loose numbers may name inside one payer's book: endings, and one digit wrong or two swapped."""
    for number in loose:
        bare = number.text.lstrip("0")
        if len(bare) < 3:
            continue
        rows = book.ending(bare)
        if rows:
            yield Hit(number.text, Clue.NUMBER_PART, tuple(rows[:_ROWS_MAX]), number.span)
            continue
        if len(bare) >= _SHORT_NUMBER - 1:
            rows = book.nearly(bare)
            if rows and len(rows) <= 8:
                yield Hit(number.text, Clue.NUMBER_PART, tuple(rows), number.span)
