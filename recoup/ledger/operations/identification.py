"""Identify payers: move receipts, whole or in part, to the customers who paid them or for whom they were paid."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import NamedTuple

from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper

from recoup.kernel import currencies
from recoup.kernel.actor import Actor
from recoup.kernel.sentences import N_, Sentence
from recoup.ledger import permissions
from recoup.ledger.operations import identification_sql
from recoup.plumbing.audit import operations as audit
from recoup.plumbing.db.copy import copy_rows
from recoup.team import queries as team

REFUSALS = {
    "NO_RECEIPT": N_("This is no receipt that could be moved to a customer."),
    "ALREADY_THEIRS": N_("The receipt is this customer's already."),
    "AMOUNT_INVALID": N_("An amount to move must be above zero and as fine as the currency."),
    "NOTHING_LEFT": N_("So much is not left of this receipt."),
    "CUSTOMER_UNKNOWN": N_("There is no such customer in the entity of the receipt."),
    "TOO_EARLY": N_("Receipt {number} is dated after {effective_date}."),
    "PERIOD_CLOSED": N_("The period of {effective_date} is closed."),
}


class NewIdentification(NamedTuple):
    """`amount` (positive) of the receipt `item_id` belongs to the customer `customer_id`; None is all that is left.

    The receipt stands in suspense, or with another customer. `source_ref` names the identification for good: a second
    posting under the same name is skipped.
    """

    item_id: int
    customer_id: int
    effective_date: date
    source_ref: str
    amount: Decimal | None = None


class RefusedIdentification(NamedTuple):
    """A receipt that stays where it is, by item and `source_ref`, and why."""

    item_id: int
    source_ref: str
    sentence: Sentence


@dataclass(frozen=True, slots=True)
class Identified:
    """What became of a batch: `moved` gives the customer's new receipt by the `source_ref` of its identification."""

    moved: Mapping[str, int]
    known: int
    refused: tuple[RefusedIdentification, ...]


@transaction.atomic
def identify_payers(
    *,
    identifications: Iterable[NewIdentification],
    source: str,
    actor: Actor,
    now: datetime,
    reason: str = "",
) -> Identified:
    """Move receipts from suspense, or from another customer, to their payers: each becomes an open receipt of theirs.

    The new receipt keeps number and date, and its history shows where it came from. An identification whose
    `source_ref` was posted under this `source` before is skipped, also when it was reversed since. A receipt may be
    moved to several customers in one batch. Refused ones are values; all others are posted in this transaction.

    :raises NotAllowed: the actor may not apply cash in one of the entities
    """
    with connection.cursor() as cursor:
        cursor.execute(identification_sql.STAGE)
        staged = copy_rows(
            cursor, "staged_identification", identification_sql.STAGED_COLUMNS, identifications
        )
        cursor.execute("ANALYZE staged_identification")
        cursor.execute(identification_sql.ENTITIES)
        for (entity_id,) in cursor.fetchall():
            team.require(actor=actor, permission=permissions.APPLY, entity_id=entity_id)
        cursor.execute(identification_sql.LOCK_ITEMS)
        cursor.execute(identification_sql.CURRENCIES)
        codes = [code for (code,) in cursor.fetchall()]
        decimals = [currencies.minor_unit(code) for code in codes]
        cursor.execute(
            identification_sql.CHECK, {"source": source, "currencies": codes, "decimals": decimals}
        )
        refused = tuple(_refusals(cursor))
        moved = _write(cursor, source=source, actor=actor, now=now, reason=reason)
    return Identified(moved=moved, known=staged - len(moved) - len(refused), refused=refused)


def _refusals(cursor: CursorWrapper) -> Iterator[RefusedIdentification]:
    cursor.execute(identification_sql.REFUSED)
    for item_id, source_ref, outcome, number, effective_date in cursor:
        text = REFUSALS[outcome]
        values = {"number": number, "effective_date": effective_date}
        used = {name: value for name, value in values.items() if f"{{{name}}}" in text}
        yield RefusedIdentification(item_id, source_ref, Sentence(text, used))


def _write(
    cursor: CursorWrapper, *, source: str, actor: Actor, now: datetime, reason: str
) -> Mapping[str, int]:
    values: Mapping[str, str | datetime] = {
        "recorded_at": now,
        "actor": actor.name,
        "source": source,
        "reason": reason,
    }
    cursor.execute(identification_sql.NUMBER_ACCEPTED)
    cursor.execute(identification_sql.INSERT_ITEMS)
    cursor.execute(identification_sql.INSERT_ENTRIES, values)
    cursor.execute(identification_sql.INSERT_POSTINGS, values)
    cursor.execute(identification_sql.SUMMARY)
    for entity_id, count, first, last in cursor.fetchall():
        audit.record(
            "ledger.payers.identified",
            subject_kind="ledger.entry",
            subject_id=first,
            entity_id=entity_id,
            actor=actor,
            at=now,
            after={"source": source, "receipts": count, "first_entry": first, "last_entry": last},
        )
    cursor.execute(identification_sql.POSTED)
    return dict(cursor.fetchall())
