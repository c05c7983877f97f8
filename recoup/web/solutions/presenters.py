"""Proposed ways out in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from recoup.collections import permissions
from recoup.collections.types import SolutionKind, SolutionProposalRecord, SolutionState
from recoup.kernel.money import Money
from recoup.parties.types import CustomerRecord
from recoup.team.rights import Rights
from recoup.web.shared.navigation import address

NEAR, LATER = 30, 90
_TONES: Mapping[SolutionState, str] = {
    SolutionState.PROPOSED: "warn",
    SolutionState.APPROVED: "ok",
    SolutionState.REFUSED: "bad",
    SolutionState.CARRIED_OUT: "ok",
    SolutionState.OVERTAKEN: "mute",
}


@dataclass(frozen=True, slots=True)
class Row:
    """A proposed way out; `effect` is how much more is expected within 90 days than by the customer's habit.

    `make_url` leads to where an approved one is made, with its figures filled in; `decide_url` to the request.
    """

    one: SolutionProposalRecord
    customer: CustomerRecord | None
    label: str
    state: str
    tone: str
    near: Money
    later: Money
    effect: Money | None
    make_url: str
    decide_url: str


def rows(
    found: Iterable[SolutionProposalRecord], customers: Mapping[int, CustomerRecord], rights: Rights
) -> list[Row]:
    """Return the proposals for the list."""
    return [_row(one, customers.get(one.customer_id), rights) for one in found]


def _row(one: SolutionProposalRecord, customer: CustomerRecord | None, rights: Rights) -> Row:
    is_waiting = one.state is SolutionState.PROPOSED
    may_make = one.state is SolutionState.APPROVED and rights.has(permissions.WORK, one.entity_id)
    may_see = is_waiting and rights.has("approvals.read", one.entity_id)
    return Row(
        one=one,
        customer=customer,
        label=_(one.kind.label),
        state=_(one.state.label),
        tone=_TONES[one.state],
        near=one.within(NEAR),
        later=one.within(LATER),
        effect=one.effect(LATER),
        make_url=_make_url(one) if may_make else "",
        decide_url=address("approvals:detail", one.approval_id) if may_see else "",
    )


def _make_url(one: SolutionProposalRecord) -> str:
    """Return where it is made, with its figures filled in; empty for what is no agreement."""
    said: dict[str, object] = {"currency": one.debt.currency}
    if one.kind is SolutionKind.PLAN:
        return f"{address('plans:new', one.customer_id)}?{urlencode(said | {'count': one.parts})}"
    if one.kind is SolutionKind.LEGAL:
        return ""
    said |= {"kind": one.kind.value, "percent": one.percent or ""}
    return f"{address('offers:new', one.customer_id)}?{urlencode(said)}"
