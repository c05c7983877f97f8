"""Visits and route sheets as their pages and papers show them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from recoup.collections import queries as collections
from recoup.collections.types import FollowUpKind, PromiseRecord, VisitReport
from recoup.correspondence.routes import RouteSheet, Stop
from recoup.correspondence.types import ContactRequest
from recoup.kernel.contact import Channel, Purpose
from recoup.kernel.money import Money, total
from recoup.ledger import queries as ledger
from recoup.ledger.types import ItemLine
from recoup.parties.queries.mailing import Mailing, mailing_of
from recoup.parties.types import CustomerRecord
from recoup.reports.queries.agenda import AgendaEntry, visits_of
from recoup.team import queries as team
from recoup.web.shared.requests import DeskRequest


def visit_request(customer: CustomerRecord, contact_id: int | None, visitors: int) -> ContactRequest:
    """Return what is asked at the door before a customer is visited."""
    return ContactRequest(
        key="visit",
        entity_id=customer.entity_id,
        customer_id=customer.id,
        channel=Channel.VISIT,
        purpose=Purpose.FOLLOW_UP,
        contact_id=contact_id,
        language=customer.language,
        visitors=visitors,
    )


def planned_visit(report: VisitReport, request: DeskRequest) -> VisitReport:
    """Return the report with the planned visit that it is about: the earliest that is open, by hand or by a step."""
    customer_id = report.result.activity.customer_id
    follow_ups = collections.open_follow_ups(actor=request.actor, customer_ids=[customer_id])
    tasks = collections.tasks(actor=request.actor, customer_id=customer_id)
    return replace(
        report,
        follow_up_id=next((each.id for each in follow_ups if each.kind is FollowUpKind.VISIT), None),
        task_id=next((each.id for each in tasks if each.channel is Channel.VISIT), None),
    )


def route_sheet(request: DeskRequest, *, day: date, person_id: int | None) -> RouteSheet:
    """Return the sheet of the visits planned for a day, and of those planned before that nobody made."""
    planned = visits_of(actor=request.actor, entity_ids=request.entity_ids, day=day, person_id=person_id)
    notes: dict[int, list[AgendaEntry]] = {}
    for entry in planned:
        notes.setdefault(entry.customer.id, []).append(entry)
    items = ledger.items_of_customer(customer_ids=list(notes), actor=request.actor, on=day) if notes else []
    promises = collections.promises_of(customer_ids=list(notes), actor=request.actor, only_running=True)
    mailing = mailing_of(customer_ids=list(notes))
    stops = tuple(
        _stop(
            entries,
            [item for item in items if item.customer_id == customer_id],
            [each for each in promises if each.customer_id == customer_id],
            mailing.get(customer_id, Mailing()),
            day,
        )
        for customer_id, entries in notes.items()
    )
    entities = {entity.id: entity.name for entity in team.entities(actor=request.actor)}
    involved = sorted({entries[0].customer.entity_id for entries in notes.values()} or request.entity_ids)
    names = team.names_by_id([person_id]) if person_id is not None else {}
    return RouteSheet(
        entity_name=" · ".join(entities[entity_id] for entity_id in involved),
        person=names.get(person_id, "") if person_id is not None else "",
        day=day,
        stops=stops,
    )


def _stop(
    entries: list[AgendaEntry],
    items: list[ItemLine],
    promises: list[PromiseRecord],
    mailing: Mailing,
    day: date,
) -> Stop:
    customer = entries[0].customer
    late = [item.amount_open for item in items if item.due_date is not None and item.due_date < day]
    return Stop(
        customer=customer.name,
        customer_number=customer.number,
        postal_code=mailing.postal_code,
        city=mailing.city,
        address_lines=mailing.address_lines,
        contact=mailing.contact_name,
        phone=mailing.phone,
        overdue=tuple(_sum(late, currency) for currency in sorted({each.currency for each in late})),
        promises=tuple((each.amount_missing, each.promise_date) for each in promises),
        note="; ".join(entry.note for entry in entries if entry.note),
    )


def _sum(amounts: list[Money], currency: str) -> Money:
    return total((each for each in amounts if each.currency == currency), currency=currency)
