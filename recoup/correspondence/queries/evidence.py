"""Which evidence of what customers said the rules ask for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from recoup.correspondence.evidence_rules import EVIDENCE, FILE
from recoup.kernel.actor import Actor
from recoup.parties import queries as parties
from recoup.rulebook import queries as rulebook


@dataclass(frozen=True, slots=True)
class EvidenceNeeded:
    """Whether a stop, and a consent, can only be written down with a file that proves it."""

    stop_file: bool
    consent_file: bool


def evidence_needed(*, customer_id: int, on: date, actor: Actor) -> EvidenceNeeded:
    """Return which evidence the rule in force on a day asks for, for one customer.

    :raises NotFound: there is no such customer for the actor
    """
    customer = parties.get_customer(customer_id=customer_id, actor=actor).customer
    rule = rulebook.resolve(kind=EVIDENCE, on=on, entity_id=customer.entity_id, customer_id=customer_id)
    return EvidenceNeeded(rule.value.text("stop") == FILE, rule.value.text("consent") == FILE)
