"""Exceptions of a day: what did not go as it should, with the reason in words."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.db import connection

from recoup.cash.types import RefusalCode
from recoup.kernel.money import Money
from recoup.kernel.sentences import N_, Sentence
from recoup.ledger.queries import customer_standings
from recoup.ledger.types import CustomerStanding


class ExceptionKind(StrEnum):
    """What went wrong, in the order in which a report lists it."""

    UNIDENTIFIED = "UNIDENTIFIED"
    AMBIGUOUS = "AMBIGUOUS"
    SHORT = "SHORT"
    OVER = "OVER"
    UNAPPLIED = "UNAPPLIED"
    CHEQUE_BOUNCED = "CHEQUE_BOUNCED"
    CHEQUE_KEPT = "CHEQUE_KEPT"
    LATE = "LATE"
    REFUSED_ROW = "REFUSED_ROW"

    @property
    def label(self) -> str:
        """The English words for a screen, marked for the catalogues."""
        return _LABELS[self]


_LABELS: Mapping[ExceptionKind, str] = {
    ExceptionKind.UNIDENTIFIED: N_("Payer unknown"),
    ExceptionKind.AMBIGUOUS: N_("Receipt in doubt"),
    ExceptionKind.SHORT: N_("Paid short"),
    ExceptionKind.OVER: N_("Paid over"),
    ExceptionKind.UNAPPLIED: N_("Not applied yet"),
    ExceptionKind.CHEQUE_BOUNCED: N_("Cheque bounced"),
    ExceptionKind.CHEQUE_KEPT: N_("Cheque not banked"),
    ExceptionKind.LATE: N_("Late"),
    ExceptionKind.REFUSED_ROW: N_("Row of a file refused"),
}

# Whatever else keeps a receipt from being applied leaves it in doubt.
_KINDS: Mapping[RefusalCode, ExceptionKind] = {
    RefusalCode.SHORT: ExceptionKind.SHORT,
    RefusalCode.OVER: ExceptionKind.OVER,
    RefusalCode.SETTLED: ExceptionKind.OVER,
    RefusalCode.DUPLICATE: ExceptionKind.OVER,
    RefusalCode.CHANGED: ExceptionKind.UNAPPLIED,
    RefusalCode.UNDONE: ExceptionKind.UNAPPLIED,
    RefusalCode.PERIOD_CLOSED: ExceptionKind.UNAPPLIED,
}


@dataclass(frozen=True, slots=True)
class ExceptionRow:
    """One line of the report.

    `subject` names what it is about: a receipt, a file and line, or nothing where the customer says it all. `days`
    are days late or days since the money came. `amount` is positive, None where no money is meant.
    """

    kind: ExceptionKind
    entity_id: int | None
    customer_id: int | None
    item_id: int | None
    subject: str
    event_date: date | None
    days: int
    amount: Money | None
    reason: Sentence


_UNAPPLIED = """
SELECT i.id, i.customer_id, i.number, i.issue_date, i.currency, -i.amount_open,
    r.bank_reference, coalesce(r.payer_name, ''), coalesce(r.refusal_code, ''), r.refusal::text
FROM ledger_item AS i
LEFT JOIN cash_receiptpart AS moved ON moved.item_id = i.id
LEFT JOIN cash_receipt AS r ON r.item_id = coalesce(moved.receipt_id, i.id)
WHERE i.entity_id = %s AND i.kind IN ('RECEIPT', 'DEPOSIT') AND i.amount_open <> 0 AND NOT i.is_reversed
  AND i.issue_date <= %s
ORDER BY i.issue_date, i.id
"""

# A bounced cheque that nobody has given back or presented again, and one whose date has passed and that is still here.
_CHEQUES = """
SELECT c.customer_id, c.number, c.currency, c.amount, c.cheque_date, c.bounced_on, c.state = 'BOUNCED'
FROM cash_cheque AS c LEFT JOIN ledger_item AS i ON i.id = c.item_id
WHERE c.entity_id = %(entity)s AND c.last_on <= %(on)s
  AND (c.state = 'BOUNCED' OR c.state = 'IN_HAND' AND c.cheque_date < %(on)s AND i.amount_open > 0)
ORDER BY c.cheque_date, c.id
"""


def exceptions_of(*, entity_id: int, on: date) -> Iterator[ExceptionRow]:
    """Yield what is wrong in an entity at the end of the day `on`: money not applied, cheques, customers who are late.

    Late is told per customer and currency, items on hold left out; amounts are in their own currencies.
    """
    yield from _receipts(entity_id, on)
    yield from _cheques(entity_id, on)
    for standing in customer_standings(entity_id=entity_id, as_of=on, with_habit=False):
        if standing.amount_overdue > 0:
            yield _late(entity_id, standing)


def _receipts(entity_id: int, on: date) -> Iterator[ExceptionRow]:
    with connection.cursor() as cursor:
        cursor.execute(_UNAPPLIED, [entity_id, on])
        for row in cursor:
            item_id, customer_id, number, value_date, currency, amount, reference, payer, code, refusal = row
            days = (on - value_date).days
            yield ExceptionRow(
                kind=_kind(code, customer_id),
                entity_id=entity_id,
                customer_id=customer_id,
                item_id=item_id,
                subject=" ".join(part for part in (reference or number, payer) if part),
                event_date=value_date,
                days=days,
                amount=Money(amount, currency),
                reason=Sentence.from_json(json.loads(refusal)) if refusal else _waiting(days),
            )


def _cheques(entity_id: int, on: date) -> Iterator[ExceptionRow]:
    with connection.cursor() as cursor:
        cursor.execute(_CHEQUES, {"entity": entity_id, "on": on})
        for customer_id, number, currency, amount, cheque_date, bounced_on, has_bounced in cursor:
            day = bounced_on if has_bounced else cheque_date
            reason = (
                Sentence(N_("The bank didn't pay this cheque on {bounced_on}."), {"bounced_on": bounced_on})
                if has_bounced
                else Sentence(
                    N_("This cheque could be banked since {cheque_date}."), {"cheque_date": cheque_date}
                )
            )
            yield ExceptionRow(
                kind=ExceptionKind.CHEQUE_BOUNCED if has_bounced else ExceptionKind.CHEQUE_KEPT,
                entity_id=entity_id,
                customer_id=customer_id,
                item_id=None,
                subject=number,
                event_date=day,
                days=(on - day).days,
                amount=Money(amount, currency),
                reason=reason,
            )


def _kind(code: str, customer_id: int | None) -> ExceptionKind:
    if code in ("", RefusalCode.NOTHING_FOUND):
        return ExceptionKind.UNIDENTIFIED if customer_id is None else ExceptionKind.UNAPPLIED
    return _KINDS.get(RefusalCode(code), ExceptionKind.AMBIGUOUS)


def _waiting(days: int) -> Sentence:
    return Sentence(
        N_("This money has waited for {days} day."),
        {"days": days},
        plural=N_("This money has waited for {days} days."),
        count="days",
    )


def _late(entity_id: int, standing: CustomerStanding) -> ExceptionRow:
    reason = Sentence(
        N_("{items} item is overdue, the oldest by {days} days."),
        {"items": standing.items_overdue, "days": standing.days_overdue_max},
        plural=N_("{items} items are overdue, the oldest by {days} days."),
        count="items",
    )
    return ExceptionRow(
        kind=ExceptionKind.LATE,
        entity_id=entity_id,
        customer_id=standing.customer_id,
        item_id=None,
        subject="",
        event_date=None,
        days=standing.days_overdue_max,
        amount=Money(standing.amount_overdue, standing.currency),
        reason=reason,
    )
