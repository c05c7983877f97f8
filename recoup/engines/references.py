"""References: which open items the text of a receipt names, exactly; no receipt is applied on a guess.

A text is cut into *tokens* at blanks, commas and the like; slashes, hyphens and dots are part of a token,
because document numbers hold them. An item is named when its folded number equals one whole token, or several
tokens in a row that only blanks part. A number inside a longer token names nothing.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from recoup.kernel.folding import fold_reference
from recoup.kernel.money import Money
from recoup.kernel.sentences import N_, Sentence, Value

Tokens = tuple[tuple[str, ...], ...]
"""Folded tokens of a text, in order: each run holds the tokens that only blanks part."""

_BREAKS = re.compile(r"[,;:|+*=&!?#~()\[\]{}<>\"'«»“”‘’،؛؟，；：、。（）【】《》№\n\r\t]+")
_DIGIT = re.compile(r"[0-9]")
_JOINED_MAX = 4
_LENGTH_MIN = 3


@dataclass(frozen=True, slots=True)
class ReceiptFacts:
    """A receipt to decide on: positive amount in `currency`, and `tokens_of` its text."""

    amount: Decimal
    currency: str
    tokens: Tokens


@dataclass(frozen=True, slots=True)
class Candidate:
    """An item that may be named, settled ones included; `number_folded` is `fold_reference` of its number.

    Parts of one document (installments) share the number and the customer and differ in `part`. `number` is
    the number as printed, for the words of a refusal.
    """

    item_id: int
    number_folded: str
    amount_open: Decimal
    customer_id: int
    currency: str
    part: int = 1
    number: str = ""

    @property
    def shown(self) -> str:
        """The number as a person writes it."""
        return self.number or self.number_folded


@dataclass(frozen=True, slots=True)
class Share:
    """A part of the receipt for one item, in the receipt's currency."""

    item_id: int
    amount: Decimal


class Doubt(StrEnum):
    """What kind of reason keeps a receipt from being applied."""

    NOTHING_NAMED = "NOTHING_NAMED"
    TWO_READINGS = "TWO_READINGS"
    NUMBER_SHARED = "NUMBER_SHARED"
    SEVERAL_CUSTOMERS = "SEVERAL_CUSTOMERS"
    OTHER_CURRENCY = "OTHER_CURRENCY"
    CREDIT_NAMED = "CREDIT_NAMED"
    SETTLED = "SETTLED"
    SAME_AMOUNTS = "SAME_AMOUNTS"
    SHORT = "SHORT"
    OVER = "OVER"


class Refusal(NamedTuple):
    """Why nothing is applied: the kind of reason, and the reason itself in words."""

    doubt: Doubt
    sentence: Sentence


@dataclass(frozen=True, slots=True)
class Decision:
    """Either `apply`, shares of the receipt, or `refused`, the reason why nothing is applied.

    The shares sum to the receipt, or to less where its sender named an item outright that has less open.
    `customer_id` is the one customer whose items the text names beyond doubt, also when the amount doesn't fit.
    """

    apply: tuple[Share, ...]
    refused: Refusal | None = None
    customer_id: int | None = None

    @property
    def refusal(self) -> Sentence | None:
        """The reason in words why nothing is applied."""
        return self.refused.sentence if self.refused else None


class _Span(NamedTuple):
    run: int
    start: int
    end: int
    number: str

    def overlaps(self, other: _Span) -> bool:
        return self.run == other.run and self.start < other.end and other.start < self.end


def tokens_of(text: str) -> Tokens:
    """Return the folded tokens of `text`, in runs that only blanks part; bare marks fall away."""
    runs = []
    for piece in _BREAKS.split(text):
        run = tuple(folded for word in piece.split() if (folded := fold_reference(word)))
        if run:
            runs.append(run)
    return tuple(runs)


def numbers_in(tokens: Tokens) -> frozenset[str]:
    """Return every folded number that a text of these tokens could name: the keys to candidates."""
    return frozenset(span.number for span in _spans(tokens))


def decide(receipt: ReceiptFacts, candidates: Sequence[Candidate]) -> Decision:
    """Return the shares of `receipt` for the items that its text names exactly, or the reason for none.

    The receipt's amount must equal the open amount of the one item, or the sum of all the items named. Of a
    document in parts it may equal exactly one part. Candidates that the text doesn't name change nothing.
    """
    assert receipt.amount > 0
    by_number: dict[str, list[Candidate]] = {}
    for candidate in candidates:
        by_number.setdefault(candidate.number_folded, []).append(candidate)
    spans = [span for span in _spans(receipt.tokens) if span.number in by_number]
    if any(span.number.isdigit() for span in spans):
        own_amount = _amount_as_numbers(receipt.amount)
        spans = [span for span in spans if span.number not in own_amount]
    named = [
        candidate for number in sorted({span.number for span in spans}) for candidate in by_number[number]
    ]
    refused = _doubt(receipt, spans, named)
    if refused:
        return Decision((), refused)
    return _by_amount(receipt, [candidate for candidate in named if candidate.amount_open > 0])


def pay_named(receipt: ReceiptFacts, number: str, candidates: Sequence[Candidate]) -> Decision:
    """Return the shares of `receipt` for the document of this folded `number`, which its sender named outright.

    The receipt pays as much of it as is open, the first part first; what is over stays unapplied.
    """
    assert receipt.amount > 0
    named = [candidate for candidate in candidates if candidate.number_folded == number]
    refused = _doubt(receipt, [], named)
    if refused:
        return Decision((), refused)
    left, shares = receipt.amount, []
    for item in sorted(named, key=lambda item: (item.part, item.item_id)):
        amount = min(left, item.amount_open)
        if amount > 0:
            shares.append(Share(item.item_id, amount))
            left -= amount
    assert shares and sum((share.amount for share in shares), start=left) == receipt.amount
    return Decision(tuple(shares), customer_id=named[0].customer_id)


def _spans(tokens: Tokens) -> Iterator[_Span]:
    for run_index, run in enumerate(tokens):
        has_digit = [bool(_DIGIT.search(token)) for token in run]
        for start in range(len(run)):
            number, is_number = "", False
            for end in range(start, min(start + _JOINED_MAX, len(run))):
                number += run[end]
                is_number = is_number or has_digit[end]
                if is_number and len(number) >= _LENGTH_MIN:
                    yield _Span(run_index, start, end + 1, number)


def _amount_as_numbers(amount: Decimal) -> frozenset[str]:
    """Return how the receipt's own amount reads as a document number: the text often repeats it."""
    cents = amount.quantize(Decimal("0.01")) if amount == amount.quantize(Decimal("0.01")) else amount
    return frozenset(fold_reference(f"{form:f}") for form in (amount, cents, amount.normalize()))


def _doubt(receipt: ReceiptFacts, spans: Sequence[_Span], named: Sequence[Candidate]) -> Refusal | None:
    """Return why what the text names can't be trusted, whatever the amount."""
    if not named:
        return Refusal(Doubt.NOTHING_NAMED, Sentence(N_("The text names no open item.")))
    return (
        _two_readings(spans)
        or _shared_number(named)
        or _several_customers(named)
        or _other_currency(receipt, named)
        or _nothing_open(named)
    )


def _two_readings(spans: Sequence[_Span]) -> Refusal | None:
    for index, one in enumerate(spans):
        for other in spans[index + 1 :]:
            if one.number != other.number and one.overlaps(other):
                values = {"one": one.number, "other": other.number}
                sentence = Sentence(N_("The text can be read as {one} or as {other}."), values)
                return Refusal(Doubt.TWO_READINGS, sentence)
    return None


def _shared_number(named: Sequence[Candidate]) -> Refusal | None:
    if len(named) == 1:
        return None
    places = Counter((candidate.number_folded, candidate.part) for candidate in named)
    owners = {(candidate.number_folded, candidate.customer_id) for candidate in named}
    customers = Counter(number for number, _ in owners)
    for candidate in named:
        number = candidate.number_folded
        if places[number, candidate.part] > 1 or customers[number] > 1:
            sentence = Sentence(
                N_("More than one item has the number {number}."), {"number": candidate.shown}
            )
            return Refusal(Doubt.NUMBER_SHARED, sentence)
    return None


def _several_customers(named: Sequence[Candidate]) -> Refusal | None:
    if len({candidate.customer_id for candidate in named}) == 1:
        return None
    return Refusal(Doubt.SEVERAL_CUSTOMERS, Sentence(N_("The text names items of several customers.")))


def _other_currency(receipt: ReceiptFacts, named: Sequence[Candidate]) -> Refusal | None:
    for candidate in named:
        if candidate.currency != receipt.currency:
            sentence = Sentence(
                N_("Item {number} is in {item_currency}, the receipt in {receipt_currency}."),
                {
                    "number": candidate.shown,
                    "item_currency": candidate.currency,
                    "receipt_currency": receipt.currency,
                },
            )
            return Refusal(Doubt.OTHER_CURRENCY, sentence)
    return None


def _nothing_open(named: Sequence[Candidate]) -> Refusal | None:
    open_numbers = {candidate.number_folded for candidate in named if candidate.amount_open > 0}
    for candidate in named:
        number = {"number": candidate.shown}
        if candidate.amount_open < 0:
            sentence = Sentence(N_("Item {number} is a credit: apply this receipt by hand."), number)
            return Refusal(Doubt.CREDIT_NAMED, sentence)
        if candidate.number_folded not in open_numbers:
            return Refusal(Doubt.SETTLED, Sentence(N_("Item {number} is already settled."), number))
    return None


def _by_amount(receipt: ReceiptFacts, items: Sequence[Candidate]) -> Decision:
    customer_id = items[0].customer_id
    total = sum((item.amount_open for item in items), start=Decimal(0))
    if total == receipt.amount:
        return Decision(_shares(receipt, items), customer_id=customer_id)
    if len({item.number_folded for item in items}) == 1:
        equal = [item for item in items if item.amount_open == receipt.amount]
        if len(equal) == 1:
            return Decision(_shares(receipt, equal), customer_id=customer_id)
        if equal:
            return Decision((), _same_amounts(equal), customer_id)
    return Decision((), _difference(receipt, items, total), customer_id)


def _shares(receipt: ReceiptFacts, items: Sequence[Candidate]) -> tuple[Share, ...]:
    shares = tuple(Share(item.item_id, item.amount_open) for item in items)
    assert sum((share.amount for share in shares), start=Decimal(0)) == receipt.amount
    return shares


def _same_amounts(items: Sequence[Candidate]) -> Refusal:
    sentence = Sentence(
        N_("{parts} part of {number} has this amount open."),
        {"parts": len(items), "number": items[0].shown},
        plural=N_("{parts} parts of {number} have this same amount open."),
        count="parts",
    )
    return Refusal(Doubt.SAME_AMOUNTS, sentence)


def _difference(receipt: ReceiptFacts, items: Sequence[Candidate], total: Decimal) -> Refusal:
    difference = Money(abs(receipt.amount - total), receipt.currency)
    values: dict[str, Value] = {
        "difference": difference,
        "open": Money(total, receipt.currency),
        "items": len(items),
    }
    if receipt.amount < total:
        short = Sentence(
            N_("The receipt is {difference} short of the {open} open on {items} named item."),
            values,
            plural=N_("The receipt is {difference} short of the {open} open on {items} named items."),
            count="items",
        )
        return Refusal(Doubt.SHORT, short)
    over = Sentence(
        N_("The receipt is {difference} more than the {open} open on {items} named item."),
        values,
        plural=N_("The receipt is {difference} more than the {open} open on {items} named items."),
        count="items",
    )
    return Refusal(Doubt.OVER, over)
