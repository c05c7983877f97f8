"""Look at one receipt again: what the matching proposes for it now is kept, nothing is posted."""

from __future__ import annotations

from datetime import date, datetime

from recoup.cash.models import ReceiptPart
from recoup.cash.operations.application import open_cases
from recoup.cash.operations.matching.books import Books
from recoup.cash.operations.matching.keeping import keep_outcomes
from recoup.cash.operations.matching.outcomes import Outcome
from recoup.cash.operations.matching.rules import rules_of
from recoup.kernel.actor import Actor
from recoup.team import queries as team


def propose_anew(*, receipt_id: int, entity_id: int, on: date, actor: Actor, now: datetime) -> None:
    """Replace what is proposed for a receipt; also what is beyond doubt waits for a person to accept it."""
    parts = ReceiptPart.objects.filter(receipt_id=receipt_id).values_list("item_id", flat=True)
    cases = open_cases(entity_id=entity_id, on=on, item_ids=[receipt_id, *parts])
    if not cases:
        return
    entity = team.get_entity(entity_id=entity_id, actor=actor)
    rules = rules_of(entity=entity, on=on)
    books = Books(entity_id=entity_id, currency=entity.currency, on=on, now=now, rules=rules)
    outcomes = []
    decisions, seen = books.decide([case.facts for case in cases])
    for case, decision in zip(cases, decisions, strict=True):
        outcome = Outcome(case, decision)
        if decision.refusal is not None:
            outcome.refusal = decision.refusal.sentence
        outcomes.append(outcome)
    keep_outcomes(outcomes, seen, {}, now=now)
