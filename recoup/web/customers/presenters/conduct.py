"""Whether a customer may be contacted now, as its page shows it: per person and way, with all reasons."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from recoup.correspondence.types import ContactRequest, Decision, Finding, Verdict
from recoup.kernel.contact import Channel, ConsentState, ContactRole, Purpose
from recoup.kernel.sentences import Sentence
from recoup.parties.types import (
    Conduct,
    ConsentRecord,
    ContactRecord,
    CustomerRecord,
    PreferenceRecord,
    StopRecord,
)
from recoup.plumbing.localization import time_zone_city, with_digits
from recoup.web.shared.reading import current

_TONES: Mapping[Verdict, str] = {Verdict.ALLOWED: "ok", Verdict.LATER: "warn", Verdict.NEVER: "bad"}


@dataclass(frozen=True, slots=True)
class Reason:
    """One thing that stands against a contact."""

    sentence: Sentence
    source: str
    may_override: bool
    not_before: datetime | None


@dataclass(frozen=True, slots=True)
class Answer:
    """Whether somebody may be reached by one way now; `not_before` is set where it is a matter of time only."""

    channel: str
    address: str
    tone: str
    verdict: str
    not_before: datetime | None
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class PersonRow:
    """A contact, or the customer itself, with an answer for each way."""

    name: str
    role: str
    contact_id: int | None
    answers: tuple[Answer, ...]


@dataclass(frozen=True, slots=True)
class StopRow:
    """A stop."""

    record: StopRecord
    kind: str
    about: str
    is_in_force: bool


@dataclass(frozen=True, slots=True)
class ConsentRow:
    """A word about being contacted."""

    record: ConsentRecord
    state: str
    scope: str
    channel: str
    about: str
    correction: str


@dataclass(frozen=True, slots=True)
class PreferenceRow:
    """A wish about being contacted."""

    about: str
    hours: str
    days: str
    channels: str
    note: str


def questions(customer: CustomerRecord, contacts: Iterable[ContactRecord]) -> Iterator[ContactRequest]:
    """Yield what is asked at the door for the page: a reminder to each contact by each way, and to the customer."""
    for contact in contacts:
        if contact.is_active:
            for channel, address in _ways(contact):
                yield _question(customer, channel, address, contact.id)
    for channel in (Channel.LETTER, Channel.VISIT):
        yield _question(customer, channel, "", None)


def people(
    customer: CustomerRecord,
    contacts: Iterable[ContactRecord],
    asked: Sequence[ContactRequest],
    answers: Mapping[str, Decision],
) -> list[PersonRow]:
    """Return the contacts and the customer itself with the answers of the door."""
    by_contact: dict[int | None, list[Answer]] = {}
    for request in asked:
        by_contact.setdefault(request.contact_id, []).append(_answer(request, answers[request.key]))
    rows = [
        PersonRow(contact.name, _(contact.role.label), contact.id, tuple(by_contact[contact.id]))
        for contact in contacts
        if contact.id in by_contact
    ]
    itself = PersonRow(customer.name, _(ContactRole.DEBTOR.label), None, tuple(by_contact[None]))
    return [*rows, itself]


def clock_of(customer: CustomerRecord, now: datetime) -> tuple[str, str]:
    """Return the time on the customer's clock and the city of its zone."""
    reader = current().reader
    clock = f"{now.astimezone(ZoneInfo(customer.time_zone)):%H:%M}"
    return with_digits(clock, reader), time_zone_city(customer.time_zone, reader.language)


def stops(records: Iterable[StopRecord], names: Mapping[int, str], on: date) -> list[StopRow]:
    """Return the stops and whether they are in force on a day."""
    return [
        StopRow(
            record,
            _(record.kind.label),
            names.get(record.contact_id or 0, ""),
            record.lifted_at is None
            and record.from_date <= on
            and (record.until_date is None or record.until_date >= on),
        )
        for record in records
    ]


def consents(records: Iterable[ConsentRecord], names: Mapping[int, str]) -> list[ConsentRow]:
    """Return what was said about being contacted."""
    return [
        ConsentRow(
            *(record, _(record.state.label), _(record.scope.label), _(record.channel.label)),
            names.get(record.contact_id or 0, ""),
            _correction(record),
        )
        for record in records
    ]


def _correction(record: ConsentRecord) -> str:
    """Return what the form begins with to put an objection right; empty where there is nothing to put right."""
    if record.state is ConsentState.GIVEN:
        return ""
    contact = "" if record.contact_id is None else str(record.contact_id)
    return urlencode(
        {
            "state": ConsentState.GIVEN.value,
            "contact": contact,
            "scope": record.scope.value,
            "channel": record.channel.value,
            "address": record.address,
        }
    )


def preferences(
    records: Iterable[PreferenceRecord], names: Mapping[int, str], days: Mapping[int, str]
) -> list[PreferenceRow]:
    """Return the wishes about being contacted."""
    return [
        PreferenceRow(
            about=names.get(record.contact_id or 0, ""),
            hours=with_digits(f"{_clock(record.opens)}–{_clock(record.closes)}", current().reader),
            days=", ".join(str(days[number]) for number in record.weekdays),
            channels=", ".join(_(channel.label) for channel in sorted(record.channels)),
            note=record.note,
        )
        for record in records
    ]


def names_of(conduct: Conduct) -> dict[int, str]:
    """Return the names of a customer's contacts by their numbers."""
    return {contact.id: contact.name or contact.email or contact.phone for contact in conduct.contacts}


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02}:{minutes % 60:02}"


def _ways(contact: ContactRecord) -> Iterator[tuple[Channel, str]]:
    if contact.phone:
        yield Channel.CALL, contact.phone
        yield Channel.SMS, contact.phone
    if contact.email:
        yield Channel.EMAIL, contact.email


def _question(
    customer: CustomerRecord, channel: Channel, address: str, contact_id: int | None
) -> ContactRequest:
    return ContactRequest(
        key=f"{contact_id or ''}:{channel}",
        entity_id=customer.entity_id,
        customer_id=customer.id,
        channel=channel,
        purpose=Purpose.REMINDER,
        contact_id=contact_id,
        address=address,
    )


def _answer(request: ContactRequest, decision: Decision) -> Answer:
    verdicts = {
        Verdict.ALLOWED: _("allowed"),
        Verdict.LATER: _("not yet") if decision.not_before is None else _("not before"),
        Verdict.NEVER: _("not allowed"),
    }
    return Answer(
        channel=_(request.channel.label),
        address=request.address,
        tone=_TONES[decision.verdict],
        verdict=verdicts[decision.verdict],
        not_before=decision.not_before,
        reasons=tuple(map(_reason, decision.findings)),
    )


def _reason(finding: Finding) -> Reason:
    return Reason(finding.sentence, finding.source, finding.may_override, finding.not_before)
