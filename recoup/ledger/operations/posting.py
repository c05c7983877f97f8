"""Post items: the one way by which anything enters the ledger, one item or a million."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from decimal import Decimal

from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper

from recoup.kernel import currencies
from recoup.kernel.actor import Actor
from recoup.kernel.folding import fold_reference
from recoup.kernel.money import Money
from recoup.kernel.sentences import N_, Sentence, Value
from recoup.ledger import permissions
from recoup.ledger.operations import posting_sql
from recoup.ledger.types import KIND_RULES, NewItem, PostedItems, Refusal
from recoup.plumbing.audit import operations as audit
from recoup.plumbing.db.copy import copy_rows
from recoup.team import queries as team

REFUSALS = {
    "NUMBER_EMPTY": N_("The document has no number."),
    "NUMBER_LONG": N_("The document number is longer than 100 characters."),
    "CURRENCY_UNKNOWN": N_("{currency} is not a currency code that we know."),
    "AMOUNT_TOO_FINE": N_("The amount {amount} has more decimals than {currency} allows."),
    "AMOUNT_ZERO": N_("The amount is zero."),
    "AMOUNT_TOO_LARGE": N_("The amount {amount} is larger than the ledger can hold."),
    "AMOUNT_SIGN": N_("The amount {amount} has the wrong sign for this kind of document."),
    "DATE_IMPLAUSIBLE": N_("A date lies before 1990 or after 2100."),
    "DUE_BEFORE_ISSUE": N_("The due date {due_date} lies before the issue date {issue_date}."),
    "CUSTOMER_UNKNOWN": N_("There is no customer {customer_number} in this entity."),
    "PERIOD_CLOSED": N_("The period of {effective_date} is closed."),
    "TWIN_DIFFERS": N_("Number {number} stands in line {twin_line} already, with other content."),
    "POSTED_DIFFERS": N_(
        "Number {number} is in the ledger already, with other content (amount {posted_amount})."
    ),
}


@transaction.atomic
def post_items(
    *,
    items: Iterable[NewItem],
    source: str,
    actor: Actor,
    now: datetime,
    effective_date: date | None = None,
    dry_run: bool = False,
) -> PostedItems:
    """Post `items` with their balanced entries, or say row by row why not.

    An item whose number stands in the ledger with the same content is counted as known and changes nothing, so the
    same batch may be posted again. Refused rows are values; all others are posted in this transaction.
    `items` is read once, as a stream; memory does not grow with it. Amounts are signed, in the item's currency.
    `effective_date` is when the entries count; by default each item's issue date. `dry_run` decides by the same
    path and writes nothing.

    :raises NotAllowed: the actor may not post documents, or money that came in, in one of the entities
    """
    with connection.cursor() as cursor:
        _stage(cursor, items, effective_date)
        _check(cursor, actor)
        cursor.execute(posting_sql.OUTCOMES)
        outcomes = dict(cursor.fetchall())
        accepted = outcomes.get("", 0)
        cursor.execute(posting_sql.TOTALS)
        totals = tuple(Money(amount, currency) for currency, amount in cursor.fetchall())
        refused = tuple(_refusals(cursor))
        if accepted and not dry_run:
            _write(cursor, source=source, actor=actor, now=now)
            _audit(cursor, source=source, totals=totals, actor=actor, now=now)
    return PostedItems(accepted=accepted, known=outcomes.get("KNOWN", 0), refused=refused, totals=totals)


def _stage(cursor: CursorWrapper, items: Iterable[NewItem], effective_date: date | None) -> None:
    cursor.execute(posting_sql.STAGE)
    rows = (
        (
            *item[:6],
            fold_reference(item.number),
            *item[6:],
            effective_date or item.issue_date,
        )
        for item in items
    )
    copy_rows(cursor, "staged_item", posting_sql.STAGED_COLUMNS, rows)
    cursor.execute("ANALYZE staged_item")


def _check(cursor: CursorWrapper, actor: Actor) -> None:
    cursor.execute(posting_sql.ENTITIES)
    for entity_id, has_documents, has_cash in cursor.fetchall():
        if has_documents:
            team.require(actor=actor, permission=permissions.POST, entity_id=entity_id)
        if has_cash:
            team.require(actor=actor, permission=permissions.APPLY, entity_id=entity_id)
        cursor.execute(posting_sql.LOCK_ENTITY, [entity_id])
    cursor.execute(posting_sql.CURRENCIES)
    known = [code for (code,) in cursor.fetchall() if currencies.is_known(code)]
    rules = KIND_RULES.items()
    cursor.execute(
        posting_sql.CHECK,
        {
            "currencies": known,
            "decimals": [currencies.minor_unit(code) for code in known],
            "kinds": [kind.value for kind, _ in rules],
            "signs": [rule.sign for _, rule in rules],
            "entry_kinds": [rule.entry_kind.value for _, rule in rules],
            "accounts": [rule.counter_account.value for _, rule in rules],
        },
    )


def _refusals(cursor: CursorWrapper) -> Iterator[Refusal]:
    cursor.execute(posting_sql.REFUSED)
    names = [column.name for column in cursor.description]
    for row in cursor:
        values = dict(zip(names, row, strict=True))
        text = REFUSALS[values.pop("outcome")]
        line = values.pop("line")
        used: dict[str, Value] = {
            name: _plain(value) for name, value in values.items() if f"{{{name}}}" in text
        }
        yield Refusal(line, Sentence(text, used))


def _plain(value: Value) -> Value:
    """Return a decimal without the zeros that the column added."""
    return Decimal(f"{value.normalize():f}") if isinstance(value, Decimal) else value


def _write(cursor: CursorWrapper, *, source: str, actor: Actor, now: datetime) -> None:
    values: dict[str, datetime | str] = {"recorded_at": now, "actor": actor.name, "source": source}
    cursor.execute(posting_sql.INSERT_ITEMS)
    cursor.execute(posting_sql.INSERT_ENTRIES, values)
    cursor.execute(posting_sql.INSERT_POSTINGS, values)


def _audit(
    cursor: CursorWrapper, *, source: str, totals: tuple[Money, ...], actor: Actor, now: datetime
) -> None:
    cursor.execute(posting_sql.ENTRIES_BY_ENTITY)
    for entity_id, count, first, last in cursor.fetchall():
        audit.record(
            "ledger.items.posted",
            subject_kind="ledger.entry",
            subject_id=first,
            entity_id=entity_id,
            actor=actor,
            at=now,
            after={"source": source, "items": count, "first_entry": first, "last_entry": last},
        )
