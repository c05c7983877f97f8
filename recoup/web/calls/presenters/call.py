"""The screen of a call: whom to call, what to say, what is owed, what was said and promised before."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

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
from recoup.correspondence import queries as correspondence
from recoup.correspondence.types import ContactRequest, Decision, Verdict
from recoup.kernel.contact import Channel, Purpose
from recoup.kernel.money import Money, total
from recoup.kernel.sentences import Sentence
from recoup.ledger import queries as ledger
from recoup.ledger.types import ItemKind, ItemLine
from recoup.parties import queries as parties
from recoup.parties.types import ContactRecord, CustomerDetail, CustomerRecord
from recoup.plumbing.localization import render, with_digits
from recoup.plumbing.localization.reader import locale_of
from recoup.reports.queries.today_cheques import ChequeToTalkAbout, cheques_to_talk_about
from recoup.rulebook import queries as rulebook
from recoup.team import queries as team
from recoup.web.shared.requests import DeskRequest

_LAST = 5
_TONES = {Verdict.ALLOWED: "ok", Verdict.LATER: "warn", Verdict.NEVER: "bad"}


@dataclass(frozen=True, slots=True)
class Callee:
    """Somebody at the customer who can be called: may we, what is against it, and what time it is there.

    `speaks_other`: another language than the one in which the person at the desk works.
    """

    contact: ContactRecord
    purpose: str
    language: str
    speaks_other: bool
    clock: str
    may: bool
    tone: str
    findings: tuple[Sentence, ...]
    not_before: datetime | None


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
    """All that one needs to know during a call."""

    detail: CustomerDetail
    callees: tuple[Callee, ...]
    late: tuple[ItemLine, ...]
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
        callees=callees(request, detail.customer, purpose_of_call(request, detail.customer)),
        late=late,
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


def callees(request: DeskRequest, customer: CustomerRecord, purpose: Purpose) -> tuple[Callee, ...]:
    """Return who can be called, with the door's answer: those who may be called now first."""
    contacts = [
        contact
        for contact in parties.contacts(customer_id=customer.id, actor=request.actor)
        if contact.is_active and contact.phone
    ]
    asked = [call_request(customer, contact, purpose) for contact in contacts]
    answers = correspondence.ask_door(requests=asked, at=request.now, actor=request.actor) if asked else {}
    found = [_callee(request, customer, contact, answers[str(contact.id)]) for contact in contacts]
    return tuple(sorted(found, key=lambda callee: not callee.may))


def purpose_of_call(request: DeskRequest, customer: CustomerRecord) -> Purpose:
    """Return what a call is for: what is late, or else a cheque that falls due."""
    late = _late(_items(request, customer.id), request)
    cheques = () if late else _cheques(request, customer)
    return Purpose.CHEQUE if any(not cheque.is_bounced for cheque in cheques) else Purpose.FOLLOW_UP


def call_request(
    customer: CustomerRecord, contact: ContactRecord, purpose: Purpose, *, override: str = ""
) -> ContactRequest:
    """Return what is asked at the door before a contact is called."""
    return ContactRequest(
        key=str(contact.id),
        entity_id=customer.entity_id,
        customer_id=customer.id,
        channel=Channel.CALL,
        purpose=purpose,
        contact_id=contact.id,
        address=contact.phone,
        language=contact.language or customer.language,
        override_reason=override,
    )


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


def _callee(
    request: DeskRequest, customer: CustomerRecord, contact: ContactRecord, decision: Decision
) -> Callee:
    language = contact.language or customer.language or request.reader.language
    zone = ZoneInfo(customer.time_zone) if customer.time_zone else None
    return Callee(
        contact=contact,
        purpose=_(contact.purpose.label),
        language=str(locale_of(language).get_display_name(str(locale_of(request.reader.language)))),
        speaks_other=language != request.reader.language,
        clock=with_digits(f"{request.now.astimezone(zone):%H:%M}", request.reader) if zone else "",
        may=decision.is_allowed,
        tone=_TONES[decision.verdict],
        findings=tuple(finding.sentence for finding in decision.findings),
        not_before=decision.not_before,
    )
