"""The screen of a call: whom to call, what to say, what is owed, what was said and promised before."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from recoup.collections import queries as collections
from recoup.collections.rules import SCRIPTS, SITUATIONS
from recoup.collections.types import (
    ActivityFilter,
    ActivityRecord,
    DelayReason,
    EscalationRecord,
    FollowUpRecord,
    PromiseRecord,
    PromiseTrack,
)
from recoup.kernel.contact import Purpose
from recoup.kernel.money import Money, total
from recoup.kernel.sentences import Sentence
from recoup.ledger import queries as ledger
from recoup.ledger.types import ItemKind, ItemLine
from recoup.parties import queries as parties
from recoup.parties.types import CustomerDetail, CustomerRecord
from recoup.plumbing.localization import render
from recoup.reports.queries.today_cheques import ChequeToTalkAbout, cheques_to_talk_about
from recoup.rulebook import queries as rulebook
from recoup.team import queries as team
from recoup.web.calls.presenters.debts import LateDebt, debts_to_choose
from recoup.web.shared.requests import DeskRequest

_LAST = 5


@dataclass(frozen=True, slots=True)
class Script:
    """What to say in one situation; `is_first` is the one that fits now."""

    code: str
    title: str
    text: str
    is_first: bool


@dataclass(frozen=True, slots=True)
class Told:
    """A contact of before, in words."""

    activity: ActivityRecord
    channel: str
    outcome: str
    codes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CallDesk:
    """All that one needs to know during a call; `debts` only where the call is about some of them."""

    detail: CustomerDetail
    purpose: Purpose
    late: tuple[ItemLine, ...]
    debts: tuple[LateDebt, ...]
    held: tuple[ItemLine, ...]
    sums: tuple[Money, ...]
    currency: str
    promises: tuple[tuple[PromiseRecord, str], ...]
    track: PromiseTrack
    told: tuple[Told, ...]
    next_actions: tuple[tuple[FollowUpRecord, str], ...]
    scripts: tuple[Script, ...]
    playbook: tuple[EscalationRecord, ...]


def desk_of(request: DeskRequest, customer_id: int) -> CallDesk:
    """Return what the screen of a call with this customer shows.

    :raises NotFound: there is no such customer for the actor
    """
    actor = request.actor
    detail = parties.get_customer(customer_id=customer_id, actor=actor)
    items = _items(request, customer_id)
    late = _late(items, request)
    page = collections.activities_page(
        wanted=ActivityFilter(customer_id=customer_id), actor=actor, size=_LAST
    )
    promises = collections.promises_of(customer_ids=[customer_id], actor=actor)[:_LAST]
    track = collections.promise_tracks(customer_ids=[customer_id], actor=actor)
    currencies = sorted({item.amount_open.currency for item in late or items})
    cheques = _cheques(request, detail.customer)
    return CallDesk(
        detail=detail,
        purpose=_purpose(late, cheques),
        late=late,
        debts=debts_to_choose(request, customer_id, late),
        held=tuple(item for item in items if item.held_reason),
        sums=tuple(_sum(late, currency) for currency in currencies),
        currency=currencies[0] if currencies else detail.customer.currency,
        promises=tuple((each, _(each.state.label)) for each in promises),
        track=track.get(customer_id, PromiseTrack()),
        told=tuple(map(told, page.activities)),
        next_actions=tuple(
            (each, _(each.kind.label))
            for each in collections.open_follow_ups(actor=actor, customer_ids=[customer_id])
        ),
        scripts=scripts(request, detail.customer, late, promises, page.activities, cheques),
        playbook=tuple(
            collections.escalations(
                actor=actor,
                part=collections.EscalationPart.PLAYBOOK,
                entity_ids=[detail.customer.entity_id],
                limit=_LAST,
            )
        ),
    )


def late_items(request: DeskRequest, customer_id: int) -> tuple[ItemLine, ...]:
    """Return the items that a call is about: what is late and not held."""
    return _late(_items(request, customer_id), request)


def purpose_of_call(request: DeskRequest, customer: CustomerRecord, late: Sequence[ItemLine]) -> Purpose:
    """Return what a call is for: what is late, or else a cheque that falls due."""
    return _purpose(late, () if late else _cheques(request, customer))


def told(activity: ActivityRecord) -> Told:
    """Return a contact of before, in the reader's language."""
    return Told(
        activity,
        _(activity.channel.label),
        _(activity.outcome.label),
        tuple(_(label) for label in activity.codes),
    )


def scripts(
    request: DeskRequest,
    customer: CustomerRecord,
    late: Sequence[ItemLine],
    promises: Sequence[PromiseRecord],
    activities: Sequence[ActivityRecord],
    cheques: Sequence[ChequeToTalkAbout],
) -> tuple[Script, ...]:
    """Return what to say, the text that fits now first; placeholders stand for what they name."""
    rule = rulebook.resolve(
        kind=SCRIPTS, on=request.on, entity_id=customer.entity_id, customer_id=customer.id
    )
    first = _situation(promises, activities, cheques)
    entity = team.get_entity(entity_id=customer.entity_id, actor=request.actor)
    days = max(((request.on - item.due_date).days for item in late if item.due_date), default=0)
    sums = [_sum(late, currency) for currency in sorted({item.amount_open.currency for item in late})]
    values: Mapping[str, object] = {
        "user": request.actor.name,
        "company": entity.name,
        "customer": customer.name,
        "contact": "…",
        "amount": " + ".join(render(Sentence("{sum}", {"sum": one}), request.reader) for one in sums) or "–",
        "days": days,
    }
    codes = [first, *(code for code in SITUATIONS if code != first)]
    return tuple(
        Script(code, _(SITUATIONS[code]), _filled(_(rule.value.text(code)), values), code == first)
        for code in codes
    )


def _filled(text: str, values: Mapping[str, object]) -> str:
    """Return the text with its placeholders replaced; what is not one of them stays as it is."""
    for name, value in values.items():
        text = text.replace(f"{{{name}}}", str(value))
    return text


def _situation(
    promises: Sequence[PromiseRecord],
    activities: Sequence[ActivityRecord],
    cheques: Sequence[ChequeToTalkAbout],
) -> str:
    """Return which situation a call is in, by what happened before."""
    if any(not cheque.is_bounced for cheque in cheques):
        return "cheque_due"
    if any(promise.state.is_running for promise in promises):
        return "running_promise"
    if promises and promises[0].state.value == "BROKEN":
        return "broken_promise"
    reason = activities[0].delay_reason if activities else None
    if reason in (DelayReason.DISPUTE, DelayReason.GOODS_OR_SERVICE):
        return "disputed"
    if reason in (DelayReason.CASH_SHORT, DelayReason.PERSONAL_HARDSHIP, DelayReason.INSOLVENCY):
        return "unable"
    return "again" if activities else "first_call"


def _purpose(late: Sequence[ItemLine], cheques: Sequence[ChequeToTalkAbout]) -> Purpose:
    is_about_cheques = not late and any(not cheque.is_bounced for cheque in cheques)
    return Purpose.CHEQUE if is_about_cheques else Purpose.FOLLOW_UP


def _cheques(request: DeskRequest, customer: CustomerRecord) -> list[ChequeToTalkAbout]:
    return cheques_to_talk_about(entity_ids=[customer.entity_id], on=request.on, customer_id=customer.id)


def _late(items: Sequence[ItemLine], request: DeskRequest) -> tuple[ItemLine, ...]:
    return tuple(
        item for item in items if not item.held_reason and item.due_date and item.due_date < request.on
    )


def _items(request: DeskRequest, customer_id: int) -> list[ItemLine]:
    items = ledger.items_of_customer(customer_ids=[customer_id], actor=request.actor, on=request.on)
    return [item for item in items if item.amount_open.is_positive() and item.kind is not ItemKind.CHEQUE]


def _sum(items: Sequence[ItemLine], currency: str) -> Money:
    return total(
        (item.amount_open for item in items if item.amount_open.currency == currency), currency=currency
    )
