"""Clear items against accounts: discounts, charges, tax withheld, differences, and money that is passed on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime

from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper

from recoup.kernel import currencies
from recoup.kernel.actor import Actor
from recoup.kernel.money import Money
from recoup.kernel.sentences import N_, Sentence
from recoup.ledger import permissions
from recoup.ledger.operations import clearing_sql
from recoup.ledger.types import Account, NewClearing, PostedClearings, RefusedClearing
from recoup.plumbing.audit import operations as audit
from recoup.plumbing.db.copy import copy_rows
from recoup.team import queries as team

REFUSALS = {
    "ITEM_UNKNOWN": N_("There is no such item."),
    "AMOUNT_INVALID": N_("An amount to clear must be above zero and as fine as the currency."),
    "NOT_OPEN": N_("Only {item_open} of item {item_number} is still open."),
    "TOO_EARLY": N_("Item {item_number} is dated after {effective_date}."),
    "PERIOD_CLOSED": N_("The period of {effective_date} is closed."),
}
PASSED_ON = (Account.NOT_OURS, Account.REFUNDS)
DIFFERENCES = (
    Account.DISCOUNT,
    Account.BANK_CHARGES,
    Account.TAX_WITHHELD,
    Account.SMALL_DIFFERENCE,
    Account.FX_DIFFERENCE,
)


@transaction.atomic
def clear_items(
    *, clearings: Iterable[NewClearing], source: str, actor: Actor, now: datetime, reason: str = ""
) -> PostedClearings:
    """Take amounts off items and put them to accounts, each by a balanced entry of its own.

    An item of either side moves towards zero and never beyond it. The accounts are those of differences, and those for
    money passed on (not ours, refunds). A clearing whose `source_ref` was posted under this `source` before is
    skipped. Refused ones are values; all others are posted in this transaction.

    :raises NotAllowed: the actor may not apply cash in one of the entities
    """
    wanted = list(clearings)
    assert all(one.account in (*PASSED_ON, *DIFFERENCES) for one in wanted), "not an account to clear against"
    with connection.cursor() as cursor:
        cursor.execute(clearing_sql.STAGE)
        staged = copy_rows(cursor, "staged_clearing", clearing_sql.STAGED_COLUMNS, wanted)
        cursor.execute("ANALYZE staged_clearing")
        cursor.execute(clearing_sql.ENTITIES)
        for (entity_id,) in cursor.fetchall():
            team.require(actor=actor, permission=permissions.APPLY, entity_id=entity_id)
        cursor.execute(clearing_sql.LOCK_ITEMS)
        _check(cursor, source)
        refused = tuple(_refusals(cursor))
        posted = _write(cursor, source=source, actor=actor, now=now, reason=reason)
    return PostedClearings(posted=posted, known=staged - posted - len(refused), refused=refused)


def _check(cursor: CursorWrapper, source: str) -> None:
    cursor.execute(clearing_sql.CURRENCIES)
    codes = [code for (code,) in cursor.fetchall()]
    decimals = [currencies.minor_unit(code) for code in codes]
    cursor.execute(clearing_sql.CHECK, {"source": source, "currencies": codes, "decimals": decimals})


def _refusals(cursor: CursorWrapper) -> Iterator[RefusedClearing]:
    cursor.execute(clearing_sql.REFUSED)
    for source_ref, outcome, number, item_open, currency, on in cursor:
        values = {
            "item_number": number,
            "item_open": Money(item_open, currency) if item_open is not None else "",
            "effective_date": on,
        }
        text = REFUSALS[outcome]
        used = {name: value for name, value in values.items() if f"{{{name}}}" in text}
        yield RefusedClearing(source_ref, Sentence(text, used))


def _write(cursor: CursorWrapper, *, source: str, actor: Actor, now: datetime, reason: str) -> int:
    values: dict[str, str | datetime | list[str]] = {
        "recorded_at": now,
        "actor": actor.name,
        "source": source,
        "reason": reason,
        "passed_on": [account.value for account in PASSED_ON],
    }
    cursor.execute(clearing_sql.NUMBER_ACCEPTED)
    cursor.execute("ANALYZE accepted_clearing")
    cursor.execute(clearing_sql.INSERT_ENTRIES, values)
    cursor.execute(clearing_sql.INSERT_POSTINGS, values)
    cursor.execute(clearing_sql.SUMMARY)
    posted = 0
    for entity_id, count, first, last in cursor.fetchall():
        posted += count
        audit.record(
            "ledger.items.cleared",
            subject_kind="ledger.entry",
            subject_id=first,
            entity_id=entity_id,
            actor=actor,
            at=now,
            after={"source": source, "clearings": count, "first_entry": first, "last_entry": last},
        )
    return posted
