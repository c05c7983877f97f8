"""Who can be called, with the answer of the door."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from recoup.correspondence import queries as correspondence
from recoup.correspondence.types import ContactRequest, Decision, Verdict
from recoup.kernel.contact import Channel, Purpose
from recoup.kernel.sentences import Sentence
from recoup.parties import queries as parties
from recoup.parties.types import ContactRecord, CustomerRecord
from recoup.plumbing.localization import with_digits
from recoup.plumbing.localization.reader import locale_of
from recoup.web.shared.requests import DeskRequest

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


def callees_of(
    request: DeskRequest, customer: CustomerRecord, purpose: Purpose, item_ids: tuple[int, ...]
) -> tuple[Callee, ...]:
    """Return who can be called about the items (none: the whole account), those who may be called now first."""
    contacts = [
        contact
        for contact in parties.contacts(customer_id=customer.id, actor=request.actor)
        if contact.is_active and contact.phone
    ]
    asked = [call_request(customer, contact, purpose, item_ids=item_ids) for contact in contacts]
    answers = correspondence.ask_door(requests=asked, at=request.now, actor=request.actor) if asked else {}
    found = [_callee(request, customer, contact, answers[str(contact.id)]) for contact in contacts]
    return tuple(sorted(found, key=lambda callee: not callee.may))


def call_request(
    customer: CustomerRecord,
    contact: ContactRecord,
    purpose: Purpose,
    *,
    item_ids: tuple[int, ...],
    override: str = "",
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
        item_ids=item_ids,
        language=contact.language or customer.language,
        override_reason=override,
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
