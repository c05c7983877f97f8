"""How a receipt would be spread over what its customers owe, in the order that the rules of the place want."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date

from recoup.cash import rules
from recoup.cash.types import OpenItemLine, SpreadRecord, WorkDetail
from recoup.engines.matching import Clue
from recoup.engines.matching.allocation import Debt, DebtKind, Rank, allocate, order_of
from recoup.kernel.money import Money
from recoup.ledger.types import ItemKind
from recoup.rulebook import queries as rulebook

_KINDS = {ItemKind.INTEREST: DebtKind.INTEREST, ItemKind.FEE: DebtKind.COSTS}
_NAMING = frozenset({Clue.ADVICE, Clue.STRUCTURED, Clue.NUMBER, Clue.NUMBER_ALIKE})


def spread(*, detail: WorkDetail, items: Sequence[OpenItemLine], on: date) -> SpreadRecord:
    """Return what each of `items` gets of the money left by the entity's rules of allocation, and which rules say so.

    Items in other currencies and credits get nothing. The payer chose what the best proposal pays because the text, a
    reference or an advice names it. What no program knows (an agreement, our own choice when confirming, which debt
    burdens more) is left to the person, who may change every share.

    :raises NoRule: no rule of allocation is in force for the entity
    """
    line = detail.line
    found = rulebook.rules_in_force(
        kinds=(rules.ITEM_ORDER, rules.PART_ORDER), on=on, entity_ids=[line.entity_id]
    )
    of_items = found.resolve(rules.ITEM_ORDER, entity_id=line.entity_id)
    of_parts = found.resolve(rules.PART_ORDER, entity_id=line.entity_id)
    ranks = [Rank(code) for code in of_items.value.codes("steps") if code in set(Rank)]
    kinds = tuple(DebtKind(code) for code in of_parts.value.codes("parts"))
    counts_due = not (Rank.OLDEST_ISSUED in ranks and Rank.OLDEST_DUE not in ranks)
    debts = [
        _debt(item, counts_due=counts_due)
        for item in items
        if item.amount_open.currency == line.left.currency and item.amount_open.amount > 0
    ]
    given = allocate(line.left, debts, order_of(ranks, kinds), on=on, designated=_designated(detail))
    return SpreadRecord(given.shares(), Money(given.left, line.left.currency), (of_items.why, of_parts.why))


def _debt(item: OpenItemLine, *, counts_due: bool) -> Debt:
    return Debt(
        debt_id=item.item_id,
        amount_open=item.amount_open.amount,
        kind=_KINDS.get(ItemKind(item.kind), DebtKind.PRINCIPAL),
        due_date=item.due_date if counts_due else None,
        issue_date=item.issue_date,
    )


def _designated(detail: WorkDetail) -> Collection[int]:
    best = detail.proposals[0] if detail.proposals else None
    if best is None or not _NAMING & {piece.clue for piece in best.evidence}:
        return ()
    return [share.item_id for share in best.shares]
