"""Deciding on one receipt: gather ideas tier by tier, weigh them, and apply, propose or stay silent."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain, islice

from recoup.engines.matching.amount_ideas import (
    book_ideas,
    charged_ideas,
    foreign_book_ideas,
    part_ideas,
    unknown_payer_ideas,
)
from recoup.engines.matching.ideas import Case, Idea
from recoup.engines.matching.index import Index, Row, amount_of, cents_of
from recoup.engines.matching.naming import (
    RANK,
    Hit,
    book_hits,
    cut_hits,
    hits_of,
    loose_numbers,
    strange_numbers,
)
from recoup.engines.matching.naming_ideas import (
    advice_ideas,
    advised_rows,
    contract_ideas,
    named_ideas,
    own_hits,
)
from recoup.engines.matching.payers import payers_of
from recoup.engines.matching.policy import Policy, Tier
from recoup.engines.matching.texts import spans_of, speaks_of, words_of
from recoup.engines.matching.types import (
    Clue,
    Decision,
    Doubt,
    Evidence,
    Proposal,
    Reason,
    Receipt,
    Residue,
    Share,
    Verdict,
)
from recoup.engines.matching.weighing import Weighed, is_by_chance, is_swappable, named_by, weigh
from recoup.engines.matching.words import plain_refusal, refusal_of, sentence_of

_IDEAS_MAX = 240
_PAYERS_MAX = 4
_BARE = Policy()


def decide(receipt: Receipt, index: Index, policy: Policy = _BARE) -> Decision:
    """Return what to do with `receipt`: apply, propose, or nothing, and why.

    Nothing is applied on a guess: the best explanation must reach `policy.apply_from` points, lead the next one by
    `policy.lead`, and rest on nothing that only a person may judge. The receipt alone is looked at; `decide_all` sees
    to it that receipts don't take the same money twice.
    """
    if receipt.amount <= 0:
        return Decision(receipt.line_id, Verdict.NONE, refusal=plain_refusal(Doubt.NOT_MONEY_IN))
    case = read_case(receipt, index, policy)
    advised = [row.item_id for row in advised_rows(case)]
    first = _ranked(_weighed(case, _first_ideas(case), case.hits, advised))
    if first and (_doubt(case, first) is None or _is_settled_by_name(case, first[0])):
        return _decision(case, first)
    case.likely = _likely(case)
    hits = case.hits + tuple(_hits_in_books(case))
    if any(RANK[hit.clue] < RANK[Clue.NUMBER_DIGITS] for hit in hits):
        ideas = chain((entry.idea for entry in first), named_ideas(case, own_hits(case, hits)))
        first = _ranked(_weighed(case, ideas, hits, advised))
        if first and _doubt(case, first) is None:
            return _decision(case, first)
    found = first + _weighed(case, _further_ideas(case), hits, advised)
    if all(entry.score < policy.apply_from for entry in found):
        found += _weighed(case, _last_ideas(case), hits, advised)
    return _decision(case, _ranked(found))


def _is_settled_by_name(case: Case, best: Weighed) -> bool:
    """Return whether the items are named beyond doubt, so that only a person can judge what is left."""
    judged = {Doubt.DIFFERENCE, Doubt.OTHER_CURRENCY, Doubt.TIE}
    lacks = sum(best.idea.cleared) <= sum(row.open for row in best.idea.rows)
    is_over = any(cents > 0 for _, cents, _ in best.idea.differences)
    return (
        best.is_named
        and lacks
        and not is_over
        and best.score >= case.policy.apply_from
        and judged.issuperset(best.doubts)
    )


def read_case(receipt: Receipt, index: Index, policy: Policy) -> Case:
    """Return all that is read from a receipt before anything is compared."""
    words = words_of(receipt.text)
    spans = tuple(spans_of(words, index.longest))
    hits = hits_of(receipt, spans, index)
    return Case(
        receipt=receipt,
        cents=cents_of(receipt.amount, receipt.currency),
        words=words,
        index=index,
        policy=policy,
        hits=hits,
        loose=loose_numbers(receipt, words, hits),
        payers=payers_of(receipt, words, spans, index.people, policy),
        is_advance=speaks_of(receipt.text, words, policy.advance_words),
    )


def _first_ideas(case: Case) -> Iterator[Idea]:
    for tier in case.policy.tiers:
        if tier is Tier.ADVICE:
            yield from advice_ideas(case)
        elif tier is Tier.NAMED:
            sure = [hit for hit in case.hits if RANK[hit.clue] >= RANK[Clue.NUMBER_DIGITS]]
            yield from named_ideas(case, sure)


def _hits_in_books(case: Case) -> Iterator[Hit]:
    """Yield what loose numbers, and numbers of strangers' items, may mean in the books of likely payers."""
    numbers = (*case.loose, *strange_numbers(case.hits, case.payers.links))
    for customer_ids in case.likely:
        book = case.index.book(customer_ids, "")
        found = list(book_hits(numbers, book))
        found += cut_hits(case.words, book)
        yield from found
        if found:
            return


def _likely(case: Case) -> tuple[tuple[int, ...], ...]:
    links = case.payers.links
    ranked = sorted(links, key=lambda customer_id: (-links[customer_id].points, customer_id))
    alone = [(customer_id,) for customer_id in ranked[:_PAYERS_MAX]]
    groups = [case.index.people.group(customer_id) for customer_id in ranked[:_PAYERS_MAX]]
    return tuple(dict.fromkeys((*alone, *groups)))


def _further_ideas(case: Case) -> Iterator[Idea]:
    for tier in case.policy.tiers:
        if tier is Tier.NAMED:
            yield from contract_ideas(case)
        elif tier is Tier.AMOUNT:
            yield from _amount_ideas(case)
        elif tier is Tier.SETTLED:
            yield from _duplicates(case)


def _last_ideas(case: Case) -> Iterator[Idea]:
    """Yield what is proposed where nothing better is found: part payments, and strangers' items of this amount."""
    if Tier.HABIT in case.policy.tiers:
        for customer_ids in case.likely[:2]:
            yield from part_ideas(case, case.index.book(customer_ids, case.receipt.currency))
    if Tier.AMOUNT in case.policy.tiers:
        yield from unknown_payer_ideas(case)


def _amount_ideas(case: Case) -> Iterator[Idea]:
    for customer_ids in case.likely:
        book = case.index.book(customer_ids, case.receipt.currency)
        yield from book_ideas(case, book)
        yield from charged_ideas(case, book)
        yield from foreign_book_ideas(case, customer_ids)


def _duplicates(case: Case) -> Iterator[Idea]:
    """Yield settled items that this may pay once more: named, or of a likely payer with this amount."""
    day, most = case.receipt.value_date, case.policy.duplicate_days
    rows: dict[int, Row] = {}
    for hit in case.hits:
        rows.update({row.item_id: row for row in hit.rows if row.amount == case.cents})
    for customer_ids in case.likely:
        for customer_id in customer_ids:
            settled = case.index.settled(customer_id, case.cents)
            rows.update({row.item_id: row for row in settled})
    for row in list(rows.values())[:8]:
        settled_on = row.item.settled_date
        is_recent = settled_on is None or abs((day - settled_on).days) <= most
        is_ours = row.currency == case.receipt.currency and row.entity_id == case.receipt.entity_id
        if not row.open and is_recent and is_ours:
            yield Idea((row,), (0,), (0,), Clue.DUPLICATE, 0, ((Reason.DUPLICATE, case.cents, row),))


def _weighed(case: Case, ideas: Iterable[Idea], hits: tuple[Hit, ...], advised: list[int]) -> list[Weighed]:
    named = named_by(hits, advised)
    return [weigh(case, idea, named, hits) for idea in islice(ideas, _IDEAS_MAX)]


def _ranked(found: list[Weighed]) -> list[Weighed]:
    """Return the different ideas, the best first; the order in which they came changes nothing."""
    found.sort(key=lambda entry: (-entry.score, len(entry.doubts), entry.idea.key))
    seen: set[object] = set()
    ranked = []
    for entry in found:
        if entry.idea.key not in seen:
            seen.add(entry.idea.key)
            ranked.append(entry)
    return ranked


def _doubt(case: Case, ranked: list[Weighed]) -> Doubt | None:
    """Return what speaks against applying the best idea; None when it may be applied."""
    best = ranked[0]
    if best.doubts:
        return best.doubts[0]
    if best.score < case.policy.apply_from or is_by_chance(case, best):
        return Doubt.WEAK
    if is_swappable(case, best):
        return Doubt.TIE
    if len(ranked) > 1 and best.score - ranked[1].score < case.policy.lead:
        return Doubt.TIE
    return None


def _decision(case: Case, ranked: list[Weighed]) -> Decision:
    line_id, policy = case.receipt.line_id, case.policy
    certain = case.payers.certain
    customer_id = next(iter(certain)) if len(certain) == 1 else None
    shown = [entry for entry in ranked if entry.score >= policy.propose_from][: policy.proposals_max]
    if not shown:
        refusal = refusal_of(Doubt.NOTHING_FOUND, case)
        return Decision(line_id, Verdict.NONE, refusal=refusal, customer_id=customer_id)
    doubt = _doubt(case, ranked)
    proposals = tuple(
        _proposal(case, entry, may_apply=doubt is None and place == 0) for place, entry in enumerate(shown)
    )
    if doubt is None:
        return Decision(line_id, Verdict.APPLY, proposals, customer_id=proposals[0].shares[0].customer_id)
    return Decision(line_id, Verdict.PROPOSE, proposals, refusal_of(doubt, case, ranked[0]), customer_id)


def _proposal(case: Case, entry: Weighed, *, may_apply: bool) -> Proposal:
    idea, currency = entry.idea, case.receipt.currency
    shares = tuple(
        Share(row.item_id, row.customer_id, amount_of(cleared, row.currency), amount_of(paid, currency))
        for row, cleared, paid in zip(idea.rows, idea.cleared, idea.paid, strict=True)
        if cleared
    )
    residues = tuple(
        Residue(reason, amount_of(cents, currency), row.item_id if row else None)
        for reason, cents, row in idea.differences
    )
    _conserve(case, idea)
    return Proposal(
        shares=shares,
        residues=residues,
        customer_ids=tuple(sorted({row.customer_id for row in idea.rows})),
        score=entry.score,
        evidence=tuple(Evidence(piece.clue, piece.points, sentence_of(piece)) for piece in entry.pieces),
        may_apply=may_apply,
    )


def _conserve(case: Case, idea: Idea) -> None:
    """Nothing is lost and nothing invented, whatever the idea."""
    over = sum(cents for reason, cents, row in idea.differences if row is None or reason is Reason.DUPLICATE)
    assert sum(idea.paid) + over == case.cents
    if idea.kind is not Clue.CONVERTED:
        assert sum(idea.cleared) + sum(cents for _, cents, _ in idea.differences) == case.cents
    for row, cleared in zip(idea.rows, idea.cleared, strict=True):
        assert 0 <= cleared <= row.open or row.open <= cleared <= 0
