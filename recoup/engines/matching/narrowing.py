"""What must be read to decide on receipts: what they name first, the books of those who may have paid only then.

A book of a million items need not be read to match a day's receipts. The index over what `named_in` asks for decides
on receipts whose numbers settle everything; for the others `reach_of` tells which books to open. Both together come to
the same decisions as the index over everything.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from itertools import chain
from typing import NamedTuple

from recoup.engines.matching.deciding import decide, read_case
from recoup.engines.matching.index import DIGITS_MIN, REFERENCE_MAX, BooksUnread, Index, Row
from recoup.engines.matching.naming_ideas import rows_of_number
from recoup.engines.matching.policy import Policy
from recoup.engines.matching.texts import spans_of, words_of
from recoup.engines.matching.types import Decision, Receipt
from recoup.kernel.folding import fold_reference, reference_digits, reference_lookalike


class Named(NamedTuple):
    """What receipts may name, as folded keys: a number or reference itself, as scanners read it, by its digits."""

    numbers: frozenset[str]
    alike: frozenset[str]
    digits: frozenset[str]


class Reach(NamedTuple):
    """Whose open items must be read in full, and the amounts (currency, amount) of which anybody's must be."""

    customer_ids: frozenset[int]
    amounts: frozenset[tuple[str, Decimal]]


def named_in(receipts: Iterable[Receipt], longest: int) -> Named:
    """Return all that the receipts' texts, references and advices may name in a book whose longest number is known."""
    numbers: set[str] = set()
    alike: set[str] = set()
    for receipt in receipts:
        for span in spans_of(words_of(receipt.text), max(REFERENCE_MAX, longest)):
            numbers.add(span.text)
            if span.whole and not span.text.isdigit():
                alike.add(reference_lookalike(span.text))
        numbers.update(map(fold_reference, receipt.references))
        numbers.update(fold_reference(line.number) for line in receipt.advice)
    numbers.update([number[4:] for number in numbers if number[:2] == "RF"])
    digits = map(reference_digits, numbers)
    return Named(
        frozenset(filter(None, numbers)),
        frozenset(alike),
        frozenset(each for each in digits if len(each) >= DIGITS_MIN),
    )


def decide_named(receipt: Receipt, index: Index, policy: Policy) -> Decision | None:
    """Return the decision where what the receipt names settles it; None where the payers' books must be read."""
    try:
        return decide(receipt, index, policy)
    except BooksUnread:
        return None


def reach_of(receipts: Iterable[Receipt], index: Index, policy: Policy) -> Reach:
    """Return which books to open for these receipts: of likely payers, of owners of what is named, and their groups."""
    customer_ids: set[int] = set()
    amounts = set()
    for receipt in receipts:
        amounts.add((receipt.currency, receipt.amount))
        case = read_case(receipt, index, policy)
        customer_ids.update(case.payers.links)
        rows = chain(_advised(receipt, index), (row for hit in case.hits for row in hit.rows))
        customer_ids.update({row.customer_id for row in rows})
    for customer_id in list(customer_ids):
        customer_ids.update(index.people.group(customer_id))
    return Reach(frozenset(customer_ids), frozenset(amounts))


def _advised(receipt: Receipt, index: Index) -> Iterator[Row]:
    for line in receipt.advice:
        yield from rows_of_number(index, fold_reference(line.number))
