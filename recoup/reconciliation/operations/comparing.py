"""Compare the customer's books with ours and keep what came of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from django.db import transaction

from recoup.engines.reconciliation import Books, Comparison, OurLine, Outcome, Pair, SignChoice, compare
from recoup.formats.tables.plans import TablePlan
from recoup.formats.tables.reading import Table
from recoup.kernel.actor import Actor
from recoup.kernel.errors import DomainError, NotFound
from recoup.kernel.money import Money
from recoup.kernel.sentences import N_
from recoup.ledger.queries.accounts import AccountLine, AccountLines, account_moves, account_open
from recoup.plumbing.audit import operations as audit
from recoup.reconciliation import permissions
from recoup.reconciliation.ledger_files import FileLines, read_lines
from recoup.reconciliation.models import ComparedLine, Reconciliation
from recoup.reconciliation.operations.keeping import joined, keep_lines
from recoup.reconciliation.operations.receiving import NoLines, SignedOff
from recoup.reconciliation.queries.reconciliations import get_reconciliation, locked
from recoup.reconciliation.records import packed_signs
from recoup.reconciliation.table_files import open_stored
from recoup.reconciliation.types import Coverage, DifferenceState, Kind, LeftOut, ReconciliationRecord, Stage
from recoup.team import queries as team

_LEFT_OUT_KEPT = 200


class ReadingIncomplete(DomainError):
    """No column holds what is needed."""

    text = N_(
        "It is not clear yet which column holds the amounts and which the numbers or dates. Choose them first."
    )


@transaction.atomic
def compare_books(*, reconciliation_id: int, actor: Actor, now: datetime) -> ReconciliationRecord:
    """Compare the file with our items as of the day of the reconciliation, anew if it was done before.

    What people wrote about a difference stays where it is still the same difference.

    :raises NotFound: there is no such reconciliation, or the actor may not read it or our items
    :raises NotAllowed: the actor may not reconcile accounts of the entity
    :raises SignedOff: it is signed off
    :raises ReadingIncomplete: it isn't clear which column is which
    :raises NoLines: no row of the file can be compared
    """
    row = unsigned(reconciliation_id, Kind.ACCOUNT, actor)
    assert row.customer_id is not None, "the account is somebody's"
    theirs = _their_lines(row)
    account = _our_lines(row, row.customer_id, actor)
    books = Books(
        ours=tuple(_our_line(key, line) for key, line in enumerate(account.lines, start=1)),
        theirs=theirs.lines,
        our_opening=account.opening if row.from_date else None,
        their_opening=row.their_opening if row.from_date else None,
    )
    found = compare(books, sign=SignChoice(row.sign))
    keep_lines(row, _compared(row, found, account.lines))
    _note(row, books, found, theirs, now)
    audit.record(
        "reconciliation.compared",
        subject_kind="reconciliation",
        subject_id=row.pk,
        entity_id=row.entity_id,
        actor=actor,
        at=now,
        after={
            "our_balance": Money(found.our_balance, row.currency),
            "their_balance": Money(found.their_balance, row.currency),
            "lines": len(found.pairs),
            "differences": sum(pair.outcome is not Outcome.MATCHED for pair in found.pairs),
        },
    )
    return get_reconciliation(reconciliation_id=row.pk, actor=actor)


def _their_lines(row: Reconciliation) -> FileLines:
    table, plan = readable_table(row)
    found = read_lines(table, plan, coverage=Coverage(row.coverage), currency=row.currency)
    if not found.lines:
        raise NoLines(name=row.file_name, currency=row.currency)
    return found


def _our_lines(row: Reconciliation, customer_id: int, actor: Actor) -> AccountLines:
    if row.coverage == Coverage.OPEN:
        return account_open(customer_id=customer_id, currency=row.currency, as_of=row.as_of, actor=actor)
    return account_moves(
        customer_id=customer_id,
        currency=row.currency,
        from_date=row.from_date,
        as_of=row.as_of,
        actor=actor,
    )


def unsigned(reconciliation_id: int, kind: Kind, actor: Actor) -> Reconciliation:
    """Return the row of a reconciliation that may be compared, locked.

    :raises NotFound: there is none of this kind, or the actor may not read it
    :raises NotAllowed: the actor may not reconcile accounts of the entity
    :raises SignedOff: it is signed off
    """
    row = locked(reconciliation_id=reconciliation_id, actor=actor)
    if row.kind != kind:
        raise NotFound
    team.require(actor=actor, permission=permissions.WORK, entity_id=row.entity_id)
    if row.stage == Stage.SIGNED:
        raise SignedOff
    return row


def readable_table(row: Reconciliation) -> tuple[Table, TablePlan]:
    """Return the file of a reconciliation as a table, and how it is read.

    :raises ReadingIncomplete: it isn't clear which column is which
    """
    plan = TablePlan.from_json(row.plan)
    if plan.missing():
        raise ReadingIncomplete
    return open_stored(row.original_id, row.file_name, plan.layout), plan


def note_reading(row: Reconciliation, left_out: Sequence[LeftOut], now: datetime) -> None:
    """Save that the file was compared, and which of its rows were left out."""
    row.left_out = [(left.line, left.sentence.to_json()) for left in left_out[:_LEFT_OUT_KEPT]]
    row.left_out_count = len(left_out)
    row.stage, row.compared_at = Stage.COMPARED.value, now
    row.save()


def _our_line(key: int, line: AccountLine) -> OurLine:
    numbers = tuple(filter(None, (line.number, line.reference)))
    return OurLine(key, numbers, line.day, line.amount, line.amount_full)


def _note(row: Reconciliation, books: Books, found: Comparison, theirs: FileLines, now: datetime) -> None:
    turned = -1 if found.signs.is_opposite else 1
    row.signs = packed_signs(found.signs)
    row.our_balance, row.their_balance = found.our_balance, found.their_balance
    row.our_opening = books.our_opening
    row.their_opening_turned = None if books.their_opening is None else turned * books.their_opening
    note_reading(row, theirs.left_out, now)


def _compared(
    row: Reconciliation, found: Comparison, account: Sequence[AccountLine]
) -> Iterator[ComparedLine]:
    for place, pair in enumerate(found.pairs, start=1):
        ours = [account[line.key - 1] for line in pair.ours]
        has_ours = bool(ours) or pair.outcome is Outcome.OPENING
        has_theirs = bool(pair.theirs) or pair.outcome is Outcome.OPENING
        yield ComparedLine(
            reconciliation=row,
            place=place,
            outcome=pair.outcome.value,
            basis=pair.basis.value,
            label=ours[0].label if ours else "",
            our_number=joined(line.number for line in ours),
            our_day=min((line.day for line in ours), default=None),
            our_amount=pair.our_amount if has_ours else None,
            item_ids=[item_id for line in ours for item_id in line.item_ids],
            their_number=joined(number for line in pair.theirs for number in line.numbers[:1]),
            their_text=joined(line.text for line in pair.theirs),
            their_day=min((line.day for line in pair.theirs if line.day), default=None),
            their_amount=pair.their_amount if has_theirs else None,
            their_lines=[line.key for line in pair.theirs],
            difference=pair.difference,
            state=_first_state(pair),
            owner_id=None,
            note="",
            changed_by_name="",
        )


def _first_state(pair: Pair) -> str:
    return "" if pair.outcome is Outcome.MATCHED else DifferenceState.OPEN.value
