"""Look at one receipt again: what the matching proposes for it now is kept, nothing is posted."""

from __future__ import annotations

from datetime import date, datetime

from recoup.cash.operations.application import open_cases
from recoup.cash.operations.matching.books import index_for
from recoup.cash.operations.matching.keeping import keep_outcomes
from recoup.cash.operations.matching.outcomes import Outcome
from recoup.cash.operations.matching.rules import rules_of
from recoup.cash.operations.virtual.finding import with_virtual_accounts
from recoup.engines.matching import decide
from recoup.kernel.actor import Actor
from recoup.team import queries as team


def propose_anew(*, receipt_id: int, entity_id: int, on: date, actor: Actor, now: datetime) -> None:
    """Replace what is proposed for a receipt; also what is beyond doubt waits for a person to accept it."""
    cases = [case for case in open_cases(entity_id=entity_id, on=on) if case.receipt_id == receipt_id]
    if not cases:
        return
    currency = team.get_entity(entity_id=entity_id, actor=actor).currency
    rules = rules_of(entity_id=entity_id, on=on)
    index = index_for(cases, entity_id=entity_id, currency=currency, on=on, now=now, rules=rules)
    cases, index = with_virtual_accounts(cases, index, entity_id=entity_id)
    outcomes = []
    for case in cases:
        decision = decide(case.facts, index, rules.policy)
        outcome = Outcome(case, decision)
        if decision.refusal is not None:
            outcome.refusal = decision.refusal.sentence
        outcomes.append(outcome)
    keep_outcomes(outcomes, index, {}, now=now)
