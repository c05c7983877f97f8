"""Who may have paid: the customers that the payer's account, name, numbers and group point to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from recoup.engines.matching.people import People, alias_key
from recoup.engines.matching.policy import Policy
from recoup.engines.matching.texts import Span, Words
from recoup.engines.matching.types import Clue, Receipt
from recoup.kernel.folding import fold_reference

_CUSTOMER_NUMBER_MIN = 4
_WORDS_OF_NAME_MIN = 2
# So alike are a name and its beginning: banks cut names.
_BEGINNING = 96


class Link(NamedTuple):
    """Why a customer may be the payer: the clues with their points, the best first, and what was read."""

    pieces: tuple[tuple[Clue, int, str], ...]

    @property
    def points(self) -> int:
        """All points together."""
        return sum(points for _, points, _ in self.pieces)


CERTAIN = frozenset(
    {Clue.SAID, Clue.VIRTUAL_ACCOUNT, Clue.ACCOUNT, Clue.ALIAS, Clue.NAME, Clue.CUSTOMER_NUMBER}
)
"""Clues that say who paid, so that money for anybody else's item is doubted."""

_SECOND_POINTS = 8
_BY_ACCOUNT = frozenset({Clue.SAID, Clue.VIRTUAL_ACCOUNT, Clue.ACCOUNT, Clue.ACCOUNT_SHARED})


class Payers(NamedTuple):
    """The customers who may have paid, each with the reason; groups included. `certain` are those beyond doubt.

    `by_account` tells whether they are known by more than a name.
    """

    links: dict[int, Link]
    certain: frozenset[int]
    by_account: bool


def payers_of(
    receipt: Receipt, words: Words, spans: Iterable[Span], people: People, policy: Policy
) -> Payers:
    """Return who may have paid `receipt`. What isn't known about the sender counts neither for nor against."""
    found: dict[int, dict[Clue, str]] = {}
    for customer_id, clue, read in _clues(receipt, words, spans, people):
        customer = people.customers.get(customer_id)
        if customer is not None and customer.entity_id == receipt.entity_id:
            found.setdefault(customer_id, {}).setdefault(clue, read)
    links = {customer_id: _link(clues, policy) for customer_id, clues in found.items()}
    certain = frozenset(customer_id for customer_id, clues in found.items() if CERTAIN & clues.keys())
    for customer_id in sorted(found):
        for member in people.group(customer_id):
            if member not in found:
                group = (Clue.GROUP, policy.weight(Clue.GROUP), "")
                link = Link((*links[customer_id].pieces, group))
                if member not in links or links[member].points < link.points:
                    links[member] = link
    if certain:
        groups = {member for customer_id in certain for member in people.group(customer_id)}
        certain = frozenset(groups)
    by_account = any(_BY_ACCOUNT & clues.keys() for clues in found.values())
    return Payers(links, certain, by_account)


def _clues(
    receipt: Receipt, words: Words, spans: Iterable[Span], people: People
) -> Iterator[tuple[int, Clue, str]]:
    if receipt.customer_id is not None:
        yield receipt.customer_id, Clue.SAID, ""
    if receipt.virtual_account:
        for customer_id in people.by_virtual_account.get(fold_reference(receipt.virtual_account), ()):
            yield customer_id, Clue.VIRTUAL_ACCOUNT, receipt.virtual_account
    has_account = False
    if receipt.payer_account:
        holders = people.by_account.get(fold_reference(receipt.payer_account), ())
        has_account = bool(holders)
        clue = Clue.ACCOUNT if len(holders) == 1 else Clue.ACCOUNT_SHARED
        for customer_id in holders:
            yield customer_id, clue, receipt.payer_account
    for span in spans:
        if len(span.text) >= _CUSTOMER_NUMBER_MIN and span.whole:
            for customer_id in people.by_number.get(span.text, ()):
                yield customer_id, Clue.CUSTOMER_NUMBER, span.text
    if receipt.payer_name:
        yield from _named(receipt, people, is_sure=has_account)
    elif not has_account:
        yield from _named_in_text(receipt, words, people)


def _named(receipt: Receipt, people: People, *, is_sure: bool) -> Iterator[tuple[int, Clue, str]]:
    aliased = people.by_alias.get((receipt.entity_id, alias_key(receipt.payer_name)), ())
    for customer_id in aliased:
        yield customer_id, Clue.ALIAS if len(aliased) == 1 else Clue.NAME_CLOSE, receipt.payer_name
    found = people.alike_names(receipt.entity_id, receipt.payer_name)
    if not found:
        return
    exact = [like for like in found if like.percent == 100]
    if len(exact) == 1:
        yield exact[0].customer_id, Clue.NAME, receipt.payer_name
        return
    if exact:
        for like in exact:
            yield like.customer_id, Clue.NAME_CLOSE, receipt.payer_name
        return
    best = found[0].percent
    for like in found[:4]:
        is_alone = like.percent == best and (len(found) == 1 or found[1].percent < best - 4)
        if like.percent >= _BEGINNING and is_alone and not like.by_sound:
            yield like.customer_id, Clue.NAME, receipt.payer_name
        elif like.percent >= 90 and is_alone:
            yield like.customer_id, Clue.NAME_CLOSE, receipt.payer_name
        elif like.percent >= 80 or not is_sure:
            yield like.customer_id, Clue.NAME_LOOSE, receipt.payer_name


def _named_in_text(receipt: Receipt, words: Words, people: People) -> Iterator[tuple[int, Clue, str]]:
    """Yield customers all of whose words stand in the text: the sender may be a payment service."""
    names = people.names.get(receipt.entity_id)
    if names is None:
        return
    seen: dict[int, None] = {}
    for word in sorted(words.letters):
        bearers = names.words.get(word, ())
        if len(bearers) <= 8:
            seen.update(dict.fromkeys(bearers))
    for customer_id in seen:
        for name in names.names[customer_id]:
            if len(name.words) >= _WORDS_OF_NAME_MIN and words.letters.issuperset(name.words):
                yield customer_id, Clue.NAME_CLOSE, " ".join(name.words)
                break


def _link(clues: dict[Clue, str], policy: Policy) -> Link:
    """Clues about one payer hang together: the best counts in full, one more counts a little."""
    ranked = sorted(clues, key=lambda clue: (-policy.weight(clue), clue))
    pieces = [(ranked[0], policy.weight(ranked[0]), clues[ranked[0]])]
    pieces += [(clue, min(_SECOND_POINTS, policy.weight(clue)), clues[clue]) for clue in ranked[1:2]]
    return Link(tuple(pieces))
