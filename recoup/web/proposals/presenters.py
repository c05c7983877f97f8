"""Proposals as the desk shows them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from recoup.collections.strategy_rules.strategies import TEMPLATES
from recoup.collections.types import ProposalPage, ProposalRecord, ProposalState
from recoup.engines.strategy import Effect
from recoup.kernel.sentences import Sentence
from recoup.parties.types import CustomerRecord

_TONES: Mapping[ProposalState, str] = {
    ProposalState.OPEN: "",
    ProposalState.RELEASED: "ok",
    ProposalState.DROPPED: "warn",
    ProposalState.STALE: "mute",
    ProposalState.REPLACED: "mute",
}
_REASONS = 2
"""The first reasons say how late the oldest item is and why the step is due; then come the steps passed over."""
_LETTERS = {template.code: template.label for template in TEMPLATES}


@dataclass(frozen=True, slots=True)
class Row:
    """A proposal with the words for its codes: why it is made, and the steps that are passed over for it."""

    record: ProposalRecord
    reasons: tuple[Sentence, ...]
    passed_over: tuple[Sentence, ...]
    customer: str
    number: str
    segment: str
    channel: str
    letter: str
    performer: str
    effect: str
    state: str
    tone: str
    is_open: bool
    settled: Sentence | None


@dataclass(frozen=True, slots=True)
class Count:
    """How many proposals are in a state."""

    label: str
    number: int


def rows(
    page: Sequence[ProposalRecord], customers: Mapping[int, CustomerRecord], segments: Mapping[str, str]
) -> list[Row]:
    """Return proposals for the table."""
    return [_row(record, customers[record.customer_id], segments) for record in page]


def counts(page: ProposalPage) -> list[Count]:
    """Return how many proposals of the day are in each state, those for a second look beside the open ones."""
    told = [Count(_(state.label), number) for state, number in page.counts.items()]
    return [*told, Count(_("For a second look"), page.looks)] if page.looks else told


def _row(record: ProposalRecord, customer: CustomerRecord, segments: Mapping[str, str]) -> Row:
    return Row(
        record=record,
        reasons=tuple(record.reasons[:_REASONS]),
        passed_over=tuple(record.reasons[_REASONS:]),
        customer=customer.name,
        number=customer.number,
        segment=_(segments.get(record.segment) or record.segment or "–"),
        channel=_(record.channel.label) if record.channel else _("No contact"),
        letter=_(_LETTERS[record.template]) if record.template in _LETTERS else "",
        performer=_(record.performer.label),
        effect="" if record.effect is Effect.NONE else _(record.effect.label),
        state=_(record.state.label),
        tone=_TONES[record.state],
        is_open=record.state is ProposalState.OPEN,
        settled=record.settled_reason,
    )
