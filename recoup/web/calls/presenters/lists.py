"""Lists of promises, activities and questions as their pages show them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from recoup.collections import queries as collections
from recoup.collections.types import EscalationRecord, IncidentRecord, PromiseRecord
from recoup.engines.promises import PromiseState
from recoup.kernel.actor import Actor
from recoup.kernel.sentences import Sentence
from recoup.parties import queries as parties
from recoup.team import queries as team

_TONES: Mapping[PromiseState, str] = {
    PromiseState.OPEN: "",
    PromiseState.PART_KEPT: "warn",
    PromiseState.KEPT: "ok",
    PromiseState.BROKEN: "bad",
    PromiseState.WITHDRAWN: "mute",
}


@dataclass(frozen=True, slots=True)
class PromiseRow:
    """A promise in a list, with why it is what it is."""

    promise: PromiseRecord
    customer: str
    state: str
    tone: str
    reason: Sentence | None
    may_withdraw: bool


@dataclass(frozen=True, slots=True)
class EscalationRow:
    """A question to the manager; `may_answer`: by whoever looks at it."""

    escalation: EscalationRecord
    customer: str
    may_answer: bool


def promise_rows(promises: Iterable[PromiseRecord], actor: Actor) -> list[PromiseRow]:
    """Return promises as they are listed."""
    found = list(promises)
    names = customer_names({each.customer_id for each in found}, actor)
    reasons: dict[int, Sentence] = {}
    for change in collections.promise_history(promise_ids=[each.id for each in found], actor=actor):
        reasons.setdefault(change.promise_id, change.reason)
    rights = team.rights_of(actor)
    return [
        PromiseRow(
            promise=each,
            customer=names.get(each.customer_id, ""),
            state=_(each.state.label),
            tone=_TONES[each.state],
            reason=reasons.get(each.id) if not each.state.is_running else None,
            may_withdraw=each.state.is_running and rights.has("collections.work", each.entity_id),
        )
        for each in found
    ]


def escalation_rows(found: Iterable[EscalationRecord], actor: Actor) -> list[EscalationRow]:
    """Return questions as they are listed."""
    rows = list(found)
    names = customer_names({each.customer_id for each in rows}, actor)
    rights = team.rights_of(actor)
    return [
        EscalationRow(each, names.get(each.customer_id, ""), rights.has("collections.manage", each.entity_id))
        for each in rows
    ]


def incident_rows(found: Iterable[IncidentRecord]) -> list[tuple[IncidentRecord, str, str]]:
    """Return incidents with their kind and where they went, in the reader's language."""
    return [(each, _(each.kind.label), _(each.route.label)) for each in found]


def customer_names(customer_ids: Iterable[int], actor: Actor) -> dict[int, str]:
    """Return the names of customers by id."""
    found = parties.customers_by_id(customer_ids=set(customer_ids), actor=actor)
    return {customer.id: customer.name for customer in found.values()}
