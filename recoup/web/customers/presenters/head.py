"""The head of a customer's page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from recoup.collections import queries as collections
from recoup.collections.types import CurrencyStanding
from recoup.engines.priority import Behavior
from recoup.kernel.actor import Actor
from recoup.kernel.sentences import Sentence
from recoup.parties import queries as parties
from recoup.parties.types import CustomerDetail, CustomerRecord, CustomerStatus
from recoup.plumbing.localization import Reader, currency_name, time_zone_city, with_digits
from recoup.plumbing.localization.reader import locale_of
from recoup.team import queries as team
from recoup.team.rights import Rights
from recoup.web.customers.forms.filters import MomentForm
from recoup.web.customers.presenters.balances import Balance, balances_of
from recoup.web.shared.requests import DeskRequest

BEHAVIOR_TONES: Mapping[Behavior, str] = {
    Behavior.NEW: "mute",
    Behavior.PROMPT: "ok",
    Behavior.HABITUAL_LATE: "warn",
    Behavior.DETERIORATING: "bad",
    Behavior.SILENT: "bad",
}


@dataclass(frozen=True, slots=True)
class May:
    """What the person may do with this customer."""

    edit: bool
    edit_contacts: bool
    edit_bank: bool
    edit_payers: bool
    assign: bool
    hold: bool
    hold_items: bool
    lift_stops: bool
    write_off: bool
    read_items: bool
    read_letters: bool

    @property
    def change(self) -> bool:
        """Whether there is anything to change in the customer's own data."""
        return self.edit or self.assign


@dataclass(frozen=True, slots=True)
class Standing:
    """How the customer stands in one currency: class, points, what a contact is expected to bring, and why."""

    currency: str
    labels: tuple[str, ...]
    tone: str
    points: int | None
    rank: int
    effect: Sentence | None
    reasons: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class Head:
    """Everything that stays above the parts of the page."""

    detail: CustomerDetail
    balances: tuple[Balance, ...]
    standings: tuple[Standing, ...]
    holds: tuple[str, ...]
    siblings: tuple[CustomerRecord, ...]
    country: str
    language: str
    currency: str
    clock: str
    place: str
    is_closed: bool
    may: May
    moment_form: MomentForm

    @property
    def customer(self) -> CustomerRecord:
        """The customer itself."""
        return self.detail.customer

    @property
    def scored(self) -> list[Standing]:
        """The standings of the last worklist, the most urgent first."""
        found = [standing for standing in self.standings if standing.points is not None]
        return sorted(found, key=lambda standing: standing.rank)

    @property
    def main_standing(self) -> Standing | None:
        """The standing that speaks for the customer: the most urgent one."""
        return next(iter((*self.scored, *self.standings)), None)


def head_of(request: DeskRequest, customer_id: int) -> Head:
    """Return the head of a customer's page as of the request's day.

    :raises NotFound: there is no such customer, or the person may not read it
    """
    detail = parties.get_customer(customer_id=customer_id, actor=request.actor)
    customer, reader = detail.customer, request.reader
    locale = locale_of(reader.language)
    standings = collections.standing_of(customer_id=customer_id, actor=request.actor)
    balances = balances_of(
        customer_id, as_of=request.on, known_at=None, moment={}, actor=request.actor, reader=reader
    )
    held = parties.holds_in_force(on=request.on, actor=request.actor, customer_ids=[customer_id])
    return Head(
        detail=detail,
        balances=tuple(balances),
        standings=tuple(_standing(standing) for standing in standings),
        holds=tuple(dict.fromkeys(_(hold.reason.label) for hold in held.get(customer_id, ()))),
        siblings=_siblings(detail, request.actor),
        country=str(locale.territories.get(customer.country, customer.country)),
        language=_language(customer, reader),
        currency=currency_name(customer.currency, reader),
        clock=_clock(request.now, customer.time_zone, reader),
        place=time_zone_city(customer.time_zone, reader.language),
        is_closed=customer.status is CustomerStatus.CLOSED,
        may=may_of(request.actor, customer),
        moment_form=MomentForm({}, on=request.on, time_zone=request.time_zone),
    )


def may_of(actor: Actor, customer: CustomerRecord) -> May:
    """Return what the actor may do with a customer, read from the rights once."""
    rights: Rights = team.rights_of(actor)

    def has(*permissions: str) -> bool:
        return any(rights.has(permission, customer.entity_id) for permission in permissions)

    return May(
        edit=has("parties.edit"),
        edit_contacts=has("parties.edit", "parties.edit_contacts"),
        edit_bank=has("parties.edit", "parties.edit_bank"),
        edit_payers=has("parties.edit", "parties.edit_contacts", "cash.apply"),
        assign=has("parties.assign"),
        hold=has("parties.hold"),
        hold_items=has("ledger.hold"),
        lift_stops=has("contact.override"),
        write_off=has("ledger.write_off"),
        read_items=has("ledger.read"),
        read_letters=has("correspondence.read"),
    )


def _standing(standing: CurrencyStanding) -> Standing:
    classes, entry = standing.classes, standing.entry
    return Standing(
        currency=standing.currency,
        labels=tuple(_(label) for label in classes.labels),
        tone=BEHAVIOR_TONES[classes.behavior],
        points=entry.points if entry else None,
        rank=entry.rank if entry else 0,
        effect=entry.effect if entry else None,
        reasons=entry.reasons if entry else (),
    )


def _siblings(detail: CustomerDetail, actor: Actor) -> tuple[CustomerRecord, ...]:
    """Return the other customers of the group: below the same parent, or below this one."""
    if detail.parent is None:
        return detail.children
    parent = parties.get_customer(customer_id=detail.parent.id, actor=actor)
    others = (*parent.children, *detail.children)
    return tuple(other for other in others if other.id != detail.customer.id)


def _language(customer: CustomerRecord, reader: Reader) -> str:
    return str(locale_of(customer.language).get_display_name(str(locale_of(reader.language))))


def _clock(now: datetime, time_zone: str, reader: Reader) -> str:
    return with_digits(f"{now.astimezone(ZoneInfo(time_zone)):%H:%M}", reader)
