"""A post office for tests: a debtor with an overdue invoice, a mail for it, and servers that answer as told."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal

from recoup.correspondence import operations, queries
from recoup.correspondence.operations.outbox.carrying import Carrier, Parcel
from recoup.correspondence.types import (
    Letterhead,
    MessageDetail,
    MessageDraft,
    MessageStatus,
    Recipient,
    ReminderContent,
    ReminderLine,
    SentMessages,
    TemplateCode,
)
from recoup.kernel.contact import Channel, Purpose
from recoup.ledger import operations as ledger
from recoup.ledger.models import Item
from recoup.ledger.types import ItemKind, NewAllocation, NewItem
from recoup.parties.types import CustomerRecord
from recoup.plumbing.delivery.types import Delivery, Outcome
from tests.correspondence.test_door import AT, contact_of, make_debtor
from tests.people import PROGRAM, Cast

ON = AT.date()
TAKEN = Delivery(Outcome.ACCEPTED, "250 taken")
NOT_NOW = Delivery(Outcome.LATER, "450 later")
DOUBT = Delivery(Outcome.UNKNOWN, "connection lost")
NO = Delivery(Outcome.REFUSED, "550 no such user")


class Killed(BaseException):
    """The program was killed here."""


@dataclass
class Wire:
    """A line to the outside that answers as told (taking everything in the end) and keeps what went over it."""

    answers: list[Delivery | BaseException] = field(default_factory=list)
    parcels: list[Parcel] = field(default_factory=list)
    taken: list[Parcel] = field(default_factory=list)

    def __call__(self, parcel: Parcel) -> Delivery:
        """Take a parcel or answer what was told."""
        self.parcels.append(parcel)
        answer = self.answers.pop(0) if self.answers else TAKEN
        if isinstance(answer, BaseException):
            raise answer
        if answer.outcome in (Outcome.ACCEPTED, Outcome.UNKNOWN):
            self.taken.append(parcel)
        return answer


@dataclass
class Clock:
    """A clock that stands until it is moved."""

    at: datetime = AT

    def __call__(self) -> datetime:
        """Return the time."""
        return self.at

    def wait(self, gap: timedelta) -> None:
        """Let time pass."""
        self.at += gap


@dataclass
class PostOffice:
    """One company's outgoing mail."""

    cast: Cast
    wire: Wire = field(default_factory=Wire)
    clock: Clock = field(default_factory=Clock)

    def debtor(self, number: str = "C-1") -> CustomerRecord:
        """Make a customer that owes 100, overdue."""
        return make_debtor(self.cast, number)

    def draft(self, customer: CustomerRecord, **changes: object) -> MessageDraft:
        """Return a reminder of the invoice by e-mail."""
        contact = contact_of(customer)
        fields: dict[str, object] = {
            "content": content_of(customer, self.cast),
            "channel": Channel.EMAIL,
            "purpose": Purpose.REMINDER,
            "template": TemplateCode.REMINDER_1,
            "contact_id": contact.id,
            "address": contact.email,
        }
        return MessageDraft(**fields | changes)  # type: ignore[arg-type]  # a test names only what differs

    def queued(self, customer: CustomerRecord, **changes: object) -> int:
        """Prepare a reminder, let it go, and return its number."""
        made = operations.prepare_messages(
            drafts=[self.draft(customer, **changes)], business_date=ON, actor=PROGRAM, now=self.clock()
        )
        (message_id,) = made.message_ids
        assert operations.queue_messages(message_ids=[message_id], actor=PROGRAM, now=self.clock()).count == 1
        return message_id

    def send(self, over: Mapping[Channel, Carrier] | None = None) -> SentMessages:
        """Send what is due."""
        carriers: Mapping[Channel, Callable[[Parcel], Delivery]] = (
            {Channel.EMAIL: self.wire, Channel.SMS: self.wire} if over is None else over
        )
        return operations.send_due(now_of=self.clock, actor=PROGRAM, over=carriers)

    def message(self, message_id: int) -> MessageDetail:
        """Return a message as it is read."""
        return queries.get_message(message_id=message_id, actor=PROGRAM)

    def status(self, message_id: int) -> MessageStatus:
        """Return how far a message has come."""
        return self.message(message_id).line.status

    def events(self, message_id: int) -> list[str]:
        """Return the events of a message's attempts, the oldest first."""
        return [attempt.event.value for attempt in self.message(message_id).attempts]

    def pay(self, customer: CustomerRecord, amount: str = "100") -> None:
        """Receive money and apply it to the invoice."""
        receipt = f"R-{customer.number}-{amount}"
        ledger.post_items(
            items=[
                NewItem(
                    line=1,
                    entity_id=customer.entity_id,
                    customer_number=customer.number,
                    kind=ItemKind.RECEIPT,
                    number=receipt,
                    part=1,
                    reference="",
                    issue_date=ON,
                    due_date=None,
                    currency=self.cast.entity.currency,
                    amount=-Decimal(amount),
                )
            ],
            source="test",
            actor=PROGRAM,
            now=self.clock(),
        )
        ids = dict(Item.objects.filter(customer_id=customer.id).values_list("number", "id"))
        ledger.allocate(
            allocations=[
                NewAllocation(
                    ids[receipt],
                    ids[f"INV-{customer.number}"],
                    Decimal(amount),
                    ON,
                    receipt,
                )
            ],
            source="test",
            actor=PROGRAM,
            now=self.clock(),
            reason="",
        )


def content_of(customer: CustomerRecord, cast: Cast, amount: str = "100") -> ReminderContent:
    """Return what a reminder of the overdue invoice says."""
    line = ReminderLine(
        number=f"INV-{customer.number}",
        issue_date=date(2026, 1, 1),
        due_date=date(2026, 2, 1),
        amount=Decimal(100),
        amount_open=Decimal(amount),
        days_late=30,
    )
    return ReminderContent(
        entity_id=cast.entity.id,
        customer_id=customer.id,
        currency=cast.entity.currency,
        language="en",
        level=1,
        business_date=ON,
        pay_by=ON + timedelta(days=7),
        letterhead=Letterhead(name=cast.entity.name),
        recipient=Recipient(customer.number, customer.name_legal, (), "Ann"),
        lines=(line,),
    )
