"""Release proposals: collections say what is to be written, and the letters go into the outbox, both or neither."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from django.db import transaction

from recoup.collections import operations as collections
from recoup.collections import queries as collections_queries
from recoup.collections.types import Released, ReleasedLetter
from recoup.correspondence import operations as correspondence
from recoup.correspondence.types import (
    Letterhead,
    MessageDraft,
    Recipient,
    ReminderContent,
    ReminderLine,
    TemplateCode,
)
from recoup.kernel.actor import Actor
from recoup.kernel.batches import in_batches
from recoup.kernel.calendars import calendar_for
from recoup.kernel.contact import Channel, Purpose
from recoup.ledger import queries as ledger
from recoup.ledger.types import ItemKind, ItemLine
from recoup.parties import queries as parties
from recoup.parties.queries.mailing import Mailing, mailing_of
from recoup.parties.types import CustomerRecord
from recoup.plumbing.localization import language_to_write
from recoup.team import queries as team
from recoup.team.types import EntityRecord

_BATCH = 500
_DAYS_AHEAD = 7
"""What falls due in so many days is listed in a reminder beside what is overdue."""


@dataclass(frozen=True, slots=True)
class _Letter:
    """How firm a letter is, and in how many days it asks for payment."""

    level: int
    days_to_pay: int


_LETTERS: Mapping[str, _Letter] = {
    "NOTICE_BEFORE_DUE": _Letter(0, 0),
    "REMINDER_1": _Letter(1, 10),
    "REMINDER_2": _Letter(2, 7),
    "REMINDER_3": _Letter(3, 5),
    "FINAL_DEMAND": _Letter(3, 5),
}


@dataclass(frozen=True, slots=True)
class ReleasedRun:
    """What became of a release: letters in the outbox, tasks for people, and proposals that were due no longer."""

    letters: int
    tasks: int
    stale: int


@transaction.atomic
def release_day(*, entity_id: int, on: date, actor: Actor, now: datetime) -> ReleasedRun:
    """Release the proposals of a date that the rules let go without a person.

    :raises NotAllowed: the actor may not look through proposals there
    """
    released = collections.release_by_rule(entity_id=entity_id, business_date=on, actor=actor, now=now)
    return _written({(entity_id, on): released}, actor, now)


@transaction.atomic
def release_chosen(*, proposal_ids: Collection[int], actor: Actor, now: datetime) -> ReleasedRun:
    """Release open proposals that a person has chosen: all of them or none.

    :raises NotFound: one of them is not there for the actor
    :raises NotAllowed: the actor may not look through proposals there
    :raises ProposalSettled: one of them is not open any more
    """
    runs: defaultdict[tuple[int, date], list[int]] = defaultdict(list)
    for proposal in collections_queries.proposals_by_id(proposal_ids=proposal_ids, actor=actor):
        runs[proposal.entity_id, proposal.business_date].append(proposal.id)
    released = {
        run: collections.release_proposals(proposal_ids=ids, actor=actor, now=now)
        for run, ids in runs.items()
    }
    return _written(released, actor, now)


def _written(released: Mapping[tuple[int, date], Released], actor: Actor, now: datetime) -> ReleasedRun:
    """Put the letters into the outbox and let them go; the door decides on each in the second it leaves.

    The program writes them: whoever may release need not have the right to write by hand.
    """
    writer = actor if actor.is_program else Actor.program("release")
    letters = 0
    for (entity_id, on), run in released.items():
        entity = team.get_entity(actor=writer, entity_id=entity_id)
        for batch in in_batches(run.letters, _BATCH):
            drafts = list(_drafts(batch, entity=entity, on=on, actor=writer))
            prepared = correspondence.prepare_messages(drafts=drafts, business_date=on, actor=writer, now=now)
            correspondence.queue_messages(message_ids=prepared.message_ids, actor=writer, now=now)
            letters += prepared.count
    tasks = sum(run.tasks for run in released.values())
    return ReleasedRun(letters, tasks, sum(run.stale for run in released.values()))


def _drafts(
    batch: Sequence[ReleasedLetter], *, entity: EntityRecord, on: date, actor: Actor
) -> Iterator[MessageDraft]:
    """Yield each letter of a batch; the customers' data are read once for all of them."""
    ids = {letter.customer_id for letter in batch}
    customers = parties.customers_by_id(customer_ids=ids, actor=actor)
    mailings = mailing_of(customer_ids=ids)
    furthest = max(_DAYS_AHEAD, *(-letter.threshold for letter in batch))
    items = _items(ids, on=on, until=on + timedelta(days=furthest), actor=actor)
    for letter in batch:
        ahead = max(-letter.threshold, _DAYS_AHEAD if _LETTERS[letter.template].level else 0)
        mine = items[letter.customer_id, letter.currency].until(on + timedelta(days=ahead))
        mailing = mailings.get(letter.customer_id, Mailing())
        content = _content(
            letter,
            entity=entity,
            customer=customers[letter.customer_id],
            mailing=mailing,
            items=mine,
            on=on,
        )
        yield _draft(letter, content, mailing, mine)


def _draft(letter: ReleasedLetter, content: ReminderContent, mailing: Mailing, items: _Items) -> MessageDraft:
    """Return the letter with its channel and address: on paper where no address for the wanted channel is known."""
    address = {Channel.EMAIL: mailing.email, Channel.SMS: mailing.phone}.get(letter.channel, "")
    return MessageDraft(
        content=content,
        channel=letter.channel if address else Channel.LETTER,
        purpose=Purpose.REMINDER if content.level else Purpose.NOTICE,
        template=TemplateCode(letter.template),
        contact_id=mailing.contact_id,
        address=address,
        item_ids=tuple(item_id for item_id, _ in items.lines),
    )


@dataclass(frozen=True, slots=True)
class _Items:
    """What a letter may list, oldest first, and the money received that waits to be applied."""

    lines: list[tuple[int, ReminderLine]]
    unapplied: list[Decimal]

    def until(self, day: date) -> _Items:
        """Return these without what falls due after a day."""
        near = [(id_, line) for id_, line in self.lines if line.due_date is not None and line.due_date <= day]
        return _Items(near, self.unapplied)


def _items(
    customer_ids: Iterable[int], *, on: date, until: date, actor: Actor
) -> Mapping[tuple[int, str], _Items]:
    """Return what each letter may list: items overdue or due by `until` that nobody holds, the oldest first."""
    found: defaultdict[tuple[int, str], _Items] = defaultdict(lambda: _Items([], []))
    for item in ledger.items_of_customer(customer_ids=sorted(customer_ids), actor=actor, on=on):
        if item.customer_id is None or item.issue_date > on:
            continue
        mine = found[item.customer_id, item.amount.currency]
        if item.amount_open.amount < 0:
            mine.unapplied.append(-item.amount_open.amount)
        elif _is_listed(item, until=until):
            mine.lines.append((item.id, _line(item, on)))
    return found


def _is_listed(item: ItemLine, *, until: date) -> bool:
    is_near = item.due_date is not None and item.due_date <= until and item.kind is not ItemKind.CHEQUE
    return is_near and item.amount_open.is_positive() and not item.held_reason


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
    letter: ReleasedLetter,
    *,
    entity: EntityRecord,
    customer: CustomerRecord,
    mailing: Mailing,
    items: _Items,
    on: date,
) -> ReminderContent:
    form = _LETTERS[letter.template]
    lines = tuple(line for _, line in items.lines)
    return ReminderContent(
        entity_id=entity.id,
        customer_id=customer.id,
        currency=letter.currency,
        language=language_to_write(customer.language, entity.language),
        level=form.level,
        business_date=on,
        pay_by=_pay_by(form, lines, customer, on),
        letterhead=Letterhead(name=entity.name, name_latin=entity.name_latin),
        recipient=Recipient(
            number=customer.number,
            name=customer.name_legal,
            address_lines=mailing.address_lines,
            contact_name=mailing.contact_name,
            tax_id=customer.tax_id,
        ),
        lines=lines,
        amount_unapplied=sum(items.unapplied, start=Decimal(0)),
    )


def _pay_by(form: _Letter, lines: Sequence[ReminderLine], customer: CustomerRecord, on: date) -> date:
    """Return the day until which we ask for payment: of a notice, the day on which the first item falls due."""
    if form.level == 0:
        return min(line.due_date for line in lines if line.due_date is not None)
    return calendar_for(customer.country).next_business_day(on + timedelta(days=form.days_to_pay))
