"""Reminders of a day: who is due one, and its content, from the ledger, the customers and what was written before."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from django.db import transaction

from recoup.correspondence import operations as correspondence
from recoup.correspondence import queries as correspondence_queries
from recoup.correspondence.types import Letterhead, Recipient, ReminderContent, ReminderLine
from recoup.engines.reminders import (
    DEFAULT_POLICY,
    LastReminder,
    ReminderFacts,
    ReminderPolicy,
    ReminderStep,
    Silence,
    decide_reminder,
)
from recoup.kernel.actor import Actor
from recoup.kernel.batches import in_batches
from recoup.kernel.calendars import calendar_for
from recoup.kernel.money import Money
from recoup.ledger import queries as ledger
from recoup.ledger.types import CustomerStanding, ItemKind, ItemLine
from recoup.parties import queries as parties
from recoup.parties.queries.mailing import Mailing, mailing_of
from recoup.parties.queries.portfolios import customers_left_alone
from recoup.parties.types import CustomerRecord
from recoup.plumbing.localization import LANGUAGES
from recoup.team import queries as team
from recoup.team.types import EntityRecord

_BATCH = 500


@dataclass(frozen=True, slots=True)
class RemindersMade:
    """What became of the reminders of an entity and day: made now, made before, and for what reasons none was made."""

    made: int
    already: int
    silent: Mapping[Silence, int]


@dataclass(frozen=True, slots=True)
class _Due:
    """A customer and currency to remind, and at which step."""

    standing: CustomerStanding
    step: ReminderStep


@transaction.atomic
def make_reminders(
    *, entity_id: int, on: date, actor: Actor, now: datetime, policy: ReminderPolicy = DEFAULT_POLICY
) -> RemindersMade:
    """Put the reminders that are due on the day `on` into the outbox: one per customer and currency, nothing is sent.

    :raises NotAllowed: the actor may not write to the customers of the entity
    """
    entity = team.get_entity(actor=actor, entity_id=entity_id)
    silent: Counter[Silence] = Counter()
    due = list(_due(entity_id, on, policy, silent))
    made = already = 0
    for batch in in_batches(due, _BATCH):
        contents = list(_contents(batch, entity=entity, on=on, policy=policy, actor=actor))
        prepared = correspondence.prepare_reminders(contents=contents, business_date=on, actor=actor, now=now)
        made += prepared.count
        already += prepared.already
    return RemindersMade(made, already, dict(silent))


def _due(entity_id: int, on: date, policy: ReminderPolicy, silent: Counter[Silence]) -> Iterator[_Due]:
    """Decide on every customer and currency with something open; count in `silent` why there is no reminder."""
    alone = customers_left_alone(entity_id=entity_id, on=on)
    last = correspondence_queries.last_reminders(entity_id=entity_id, until=on)
    for standing in ledger.customer_standings(entity_id=entity_id, as_of=on):
        before = last.get((standing.customer_id, standing.currency))
        facts = ReminderFacts(
            amount_overdue=Money(standing.amount_overdue, standing.currency),
            amount_unapplied=Money(-standing.amount_unapplied, standing.currency),
            days_overdue_max=standing.days_overdue_max,
            is_left_alone=standing.customer_id in alone,
            last=LastReminder(*before) if before else None,
        )
        decision = decide_reminder(facts, on=on, policy=policy)
        if decision.step is not None:
            yield _Due(standing, decision.step)
        elif decision.silence is not None:
            silent[decision.silence] += 1


def _contents(
    batch: Sequence[_Due], *, entity: EntityRecord, on: date, policy: ReminderPolicy, actor: Actor
) -> Iterator[ReminderContent]:
    """Yield the content of each reminder of a batch; the customers' data are read once for all of them."""
    ids = {due.standing.customer_id for due in batch}
    customers = parties.customers_by_id(customer_ids=ids, actor=actor)
    mailings = mailing_of(customer_ids=ids)
    lines = _lines(ids, on=on, policy=policy, actor=actor)
    for due in batch:
        customer_id, currency = due.standing.customer_id, due.standing.currency
        yield _content(
            due,
            entity=entity,
            customer=customers[customer_id],
            mailing=mailings.get(customer_id, Mailing()),
            lines=lines[customer_id, currency],
            on=on,
        )


def _lines(
    customer_ids: Iterable[int], *, on: date, policy: ReminderPolicy, actor: Actor
) -> Mapping[tuple[int, str], Sequence[ReminderLine]]:
    """Return what each reminder lists: items overdue or soon due that nobody holds, the oldest first."""
    found: defaultdict[tuple[int, str], list[ReminderLine]] = defaultdict(list)
    until = on + timedelta(days=policy.days_ahead)
    for item in ledger.items_of_customer(customer_ids=sorted(customer_ids), actor=actor, on=on):
        if _is_listed(item, on=on, until=until) and item.customer_id is not None:
            found[item.customer_id, item.amount.currency].append(_line(item, on))
    return found


def _is_listed(item: ItemLine, *, on: date, until: date) -> bool:
    is_near = item.due_date is not None and item.due_date <= until and item.kind is not ItemKind.CHEQUE
    return is_near and item.amount_open.is_positive() and item.issue_date <= on and not item.held_reason


def _line(item: ItemLine, on: date) -> ReminderLine:
    assert item.due_date is not None
    number = item.number if item.part == 1 else f"{item.number}/{item.part}"
    return ReminderLine(
        number=number,
        issue_date=item.issue_date,
        due_date=item.due_date,
        amount=item.amount.amount,
        amount_open=item.amount_open.amount,
        days_late=(on - item.due_date).days,
    )


def _content(
    due: _Due,
    *,
    entity: EntityRecord,
    customer: CustomerRecord,
    mailing: Mailing,
    lines: Sequence[ReminderLine],
    on: date,
) -> ReminderContent:
    pay_by = calendar_for(customer.country).next_business_day(on + timedelta(days=due.step.days_to_pay))
    return ReminderContent(
        entity_id=entity.id,
        customer_id=customer.id,
        currency=due.standing.currency,
        language=_language(customer, entity),
        level=due.step.level,
        business_date=on,
        pay_by=pay_by,
        letterhead=Letterhead(name=entity.name, name_latin=entity.name_latin),
        recipient=Recipient(
            number=customer.number,
            name=customer.name_legal,
            address_lines=mailing.address_lines,
            contact_name=mailing.contact_name,
        ),
        lines=tuple(lines),
        amount_unapplied=max(-due.standing.amount_unapplied, Decimal(0)),
    )


def _language(customer: CustomerRecord, entity: EntityRecord) -> str:
    """Return the customer's language, or the entity's where letters can't be written in it."""
    return next(language for language in (customer.language, entity.language, "en") if language in LANGUAGES)
