"""Today as its page shows it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _

from recoup.collections.types import CurrencyStanding
from recoup.kernel.actor import Actor
from recoup.kernel.money import Money
from recoup.kernel.sentences import N_, Sentence, Value
from recoup.ledger.types import ItemLine
from recoup.metrics.aging import AgingBy
from recoup.parties.types import CustomerRecord
from recoup.plumbing.localization import Reader, render
from recoup.plumbing.localization.reader import locale_of
from recoup.reports.queries.aging import AgingRequest, aging
from recoup.reports.queries.today import TodayLine, TodayPage
from recoup.reports.queries.today_cheques import ChequeToTalkAbout
from recoup.reports.types import AgingRow, AgingTable, BucketSetLine
from recoup.web.shared.aging import AgingBar, Bucket, aging_bar, bucket_kinds


@dataclass(frozen=True, slots=True)
class Line:
    """One customer to contact; `language` is named where it isn't the one in which the person at the desk works."""

    customer: CustomerRecord
    behavior: str
    language: str
    effect: Sentence | None
    reasons: tuple[Sentence, ...]
    chased: Money
    left_out: tuple[Sentence, ...]
    bar: AgingBar | None


@dataclass(frozen=True, slots=True)
class Due:
    """Something agreed that is due now; `is_broken` after a broken promise."""

    customer: CustomerRecord
    what: str
    because: Sentence | None
    note: str
    at: datetime | None
    day: date
    language: str
    chased: tuple[Money, ...]
    left_out: tuple[Sentence, ...]
    is_broken: bool


@dataclass(frozen=True, slots=True)
class ChequeCall:
    """A cheque about which its drawer is to be called, and why."""

    customer: CustomerRecord
    language: str
    because: Sentence
    amount: Money
    is_bounced: bool


@dataclass(frozen=True, slots=True)
class Balance:
    """What a customer owes in one currency."""

    total: Money
    overdue: Money
    bar: AgingBar


@dataclass(frozen=True, slots=True)
class GlanceItem:
    """An open item; `days_late` is None when it is not late."""

    item: ItemLine
    days_late: int | None


def lines(page: TodayPage, reader: Reader) -> list[Line]:
    """Return the lines of the worklist in the reader's language."""
    return [_line(line, page.bucket_set, reader) for line in page.lines]


def due(page: TodayPage, reader: Reader) -> list[Due]:
    """Return what was agreed and is due, in the reader's language."""
    return [
        Due(
            customer=line.customer,
            what=_(line.follow_up.kind.label),
            because=line.follow_up.because,
            note=line.follow_up.note,
            at=line.follow_up.due_at,
            day=line.follow_up.due_date,
            language=_foreign(line.customer, reader),
            chased=tuple(late.chased for late in line.late if late.chased.is_positive()),
            left_out=tuple(sentence for late in line.late for sentence in late.left_out),
            is_broken=line.follow_up.promise_id is not None,
        )
        for line in page.due
    ]


def cheques(page: TodayPage, reader: Reader) -> list[ChequeCall]:
    """Return the cheques to call about, in the reader's language."""
    return [
        ChequeCall(
            customer=line.customer,
            language=_foreign(line.customer, reader),
            because=_say_cheque(line.cheque),
            amount=line.cheque.amount,
            is_bounced=line.cheque.is_bounced,
        )
        for line in page.cheques
    ]


def _say_cheque(cheque: ChequeToTalkAbout) -> Sentence:
    values: dict[str, Value] = {
        "number": cheque.number,
        "bank": cheque.bank_name,
        "day": cheque.bounced_on or cheque.cheque_date,
    }
    if cheque.is_bounced:
        return Sentence(N_("Cheque {number} on {bank} bounced on {day}."), values)
    return Sentence(N_("Cheque {number} on {bank} falls due on {day}: is the account covered?"), values)


def _line(line: TodayLine, bucket_set: BucketSetLine | None, reader: Reader) -> Line:
    row = line.aging
    return Line(
        customer=line.customer,
        behavior=_(line.entry.classes.behavior.label),
        language=_foreign(line.customer, reader),
        effect=line.effect,
        reasons=tuple(reason.sentence for reason in line.entry.scored_reasons),
        chased=line.late.chased,
        left_out=line.late.left_out,
        bar=_bar(row, bucket_set, reader) if row and bucket_set else None,
    )


def _foreign(customer: CustomerRecord, reader: Reader) -> str:
    """Return the name of the customer's language, or nothing when the reader works in it."""
    if customer.language == reader.language:
        return ""
    return str(locale_of(customer.language).get_display_name(str(locale_of(reader.language))))


def _bar(row: AgingRow, bucket_set: BucketSetLine, reader: Reader) -> AgingBar:
    labels = [render(label, reader) for label in bucket_set.labels]
    kinds = bucket_kinds(len(labels))
    return aging_bar(Bucket(*part) for part in zip(kinds, labels, row.money, strict=True))


def balances(*, customer_id: int, on: date, actor: Actor, reader: Reader) -> list[Balance]:
    """Return what the customer owes now, one balance for each currency."""
    request = AgingRequest(by=AgingBy.CUSTOMER, as_of=on, customer_ids=(customer_id,))
    table = aging(request=request, actor=actor)
    return [
        Balance(row.money_total, _overdue(row, table), _bar(row, table.bucket_set, reader))
        for row in table.rows
    ]


def _overdue(row: AgingRow, table: AgingTable) -> Money:
    late = Money.zero(row.currency)
    for name, amount in zip(table.bucket_set.names, row.money, strict=True):
        late += amount if name.startswith("late_") else Money.zero(row.currency)
    return late


def glance_items(items: Sequence[ItemLine], on: date) -> list[GlanceItem]:
    """Return the items with how many days each is late on `on`."""
    return [
        GlanceItem(item, (on - item.due_date).days if item.due_date and item.due_date < on else None)
        for item in items
    ]


def reasons(standings: Sequence[CurrencyStanding]) -> list[Sentence]:
    """Return what a contact is expected to bring, and why the customer is on the worklist, if it is."""
    entries = [standing.entry for standing in standings if standing.entry]
    return [
        sentence
        for entry in entries
        for sentence in (*((entry.effect,) if entry.effect else ()), *entry.reasons)
    ]
