"""Compare the schedules of contracts with the ledger, and what the ledger applied with what the banks told."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal

from django.db import transaction

from recoup.engines.reconciliation import Basis
from recoup.engines.reconciliation.schedules import (
    BilledItem,
    FoundLine,
    PaidBy,
    Progress,
    ScheduleBooks,
    ScheduleComparison,
    WaitingMoney,
    compare_schedule,
    concerned,
)
from recoup.kernel.actor import Actor
from recoup.kernel.folding import fold_reference
from recoup.kernel.money import Money
from recoup.ledger.queries.contracts import (
    ContractItem,
    UnappliedReceipt,
    contract_items,
    payments_of,
    unapplied_receipts,
)
from recoup.ledger.types import ItemKind
from recoup.parties import queries as parties
from recoup.plumbing.audit import operations as audit
from recoup.reconciliation.models import ComparedLine, ContractProgress, Reconciliation
from recoup.reconciliation.operations.comparing import note_reading, readable_table, unsigned
from recoup.reconciliation.operations.keeping import TEXT_LENGTH, joined, keep_lines, keep_progress
from recoup.reconciliation.operations.receiving import NoInstallments
from recoup.reconciliation.queries.reconciliations import get_reconciliation
from recoup.reconciliation.records import PAID_COLUMNS
from recoup.reconciliation.schedule_files import ScheduleFile, read_schedule, with_customers
from recoup.reconciliation.types import (
    Coverage,
    DifferenceState,
    Kind,
    ReconciliationRecord,
    ToldReceipt,
)

Told = Callable[[Collection[int]], Mapping[int, ToldReceipt]]
"""What is known of receipts, by their items, outside the ledger: the room of the banks answers."""

_RECEIPTS = (ItemKind.RECEIPT, ItemKind.DEPOSIT)
_CHEQUES = (ItemKind.CHEQUE, ItemKind.CHEQUE_CREDIT)


@dataclass(frozen=True, slots=True)
class _Ledger:
    """What the ledger knows: the items of the contracts, and receipts that aren't applied, by their ids."""

    items: Mapping[int, ContractItem]
    billed: tuple[BilledItem, ...]
    receipts: Mapping[int, UnappliedReceipt]
    money: tuple[WaitingMoney, ...]


@transaction.atomic
def compare_contracts(
    *, reconciliation_id: int, told: Told, actor: Actor, now: datetime
) -> ReconciliationRecord:
    """Compare a schedule of contracts with the ledger and the banks as of its day, anew if it was done before.

    What people wrote about a difference stays where it is still the same difference. `told` says of receipts whether
    a bank told of them. Amounts are in the currency of the reconciliation.

    :raises NotFound: there is no such schedule, or the actor may not read it or our items
    :raises NotAllowed: the actor may not reconcile accounts of the entity
    :raises SignedOff: it is signed off
    :raises ReadingIncomplete: it isn't clear which column is which
    :raises NoInstallments: no row of the file is an installment
    """
    row = unsigned(reconciliation_id, Kind.SCHEDULE, actor)
    table, plan = readable_table(row)
    file = read_schedule(table, plan, currency=row.currency)
    if not file.rows:
        raise NoInstallments(name=row.file_name, currency=row.currency)
    ledger = _ledger(row, file, told, actor)
    numbers = {numbered.customer_number for numbered in file.rows if numbered.customer_number}
    known = parties.customer_ids(entity_id=row.entity_id, numbers=numbers, actor=actor)
    found = compare_schedule(
        ScheduleBooks(
            rows=with_customers(file.rows, known),
            items=ledger.billed,
            money=ledger.money,
            as_of=row.as_of,
            is_whole=row.coverage == Coverage.ALL_CONTRACTS,
        )
    )
    keep_lines(row, _compared(row, found.lines, ledger))
    keep_progress(row, [_progress(row, place, one) for place, one in enumerate(found.contracts, start=1)])
    row.our_balance, row.their_balance = found.billed, found.scheduled
    note_reading(row, file.left_out, now)
    _audit(row, found, actor=actor, now=now)
    return get_reconciliation(reconciliation_id=row.pk, actor=actor)


def _ledger(row: Reconciliation, file: ScheduleFile, told: Told, actor: Actor) -> _Ledger:
    contracts = {fold_reference(numbered.row.contract): numbered.row.contract for numbered in file.rows}
    is_whole = row.coverage == Coverage.ALL_CONTRACTS
    items: dict[int, ContractItem] = {}
    unpaid: list[BilledItem] = []
    for item in contract_items(
        entity_id=row.entity_id, currency=row.currency, contracts=contracts, as_of=row.as_of, actor=actor
    ):
        billed = _billed(item)
        if concerned(billed, contracts, is_whole=is_whole):
            items[item.id] = item
            unpaid.append(billed)
    paid = _paid(row, items, told)
    waiting = unapplied_receipts(entity_id=row.entity_id, currency=row.currency, as_of=row.as_of, actor=actor)
    receipts = {receipt.item_id: receipt for receipt in waiting}
    origins = told(receipts)
    return _Ledger(
        items,
        tuple(replace(one, paid=paid.get(one.key, {})) for one in unpaid),
        receipts,
        tuple(
            WaitingMoney(item_id, receipt.customer_id, receipt.amount, origins[item_id].text)
            for item_id, receipt in receipts.items()
            if item_id in origins and origins[item_id].is_from_bank
        ),
    )


def _billed(item: ContractItem) -> BilledItem:
    return BilledItem(
        key=item.id,
        number=item.number,
        part=item.part,
        reference=item.reference,
        due_date=item.due_date,
        amount=item.amount,
        customer_id=item.customer_id,
        is_installment=item.kind is ItemKind.INSTALLMENT,
    )


def _paid(
    row: Reconciliation, items: Mapping[int, ContractItem], told: Told
) -> Mapping[int, Mapping[PaidBy, Decimal]]:
    """Return what was applied to each item, by where it came from."""
    payments = list(payments_of(item_ids=items, as_of=row.as_of))
    origins = told(
        {
            payment.from_item_id
            for payment in payments
            if payment.from_item_id is not None and payment.from_kind in _RECEIPTS
        }
    )
    paid: defaultdict[int, defaultdict[PaidBy, Decimal]] = defaultdict(lambda: defaultdict(Decimal))
    for payment in payments:
        origin = origins.get(payment.from_item_id or 0)
        source = _source(payment.from_kind, is_from_bank=origin is not None and origin.is_from_bank)
        paid[payment.item_id][source] += payment.amount
    for item in items.values():
        applied = sum(paid[item.id].values(), Decimal(0)) if item.id in paid else Decimal(0)
        assert applied == item.paid, "what was applied to an item is not what it is less by"
    return paid


def _source(kind: ItemKind | None, *, is_from_bank: bool) -> PaidBy:
    if kind in _RECEIPTS:
        return PaidBy.BANK if is_from_bank else PaidBy.HAND
    if kind in _CHEQUES:
        return PaidBy.CHEQUE
    return PaidBy.CREDIT_NOTE if kind is ItemKind.CREDIT_NOTE else PaidBy.OTHERWISE


def _compared(row: Reconciliation, lines: Sequence[FoundLine], ledger: _Ledger) -> Iterator[ComparedLine]:
    for place, line in enumerate(lines, start=1):
        item = ledger.items[line.item.key] if line.item else None
        receipt = ledger.receipts[line.money.key] if line.money else None
        told = line.row
        yield ComparedLine(
            reconciliation=row,
            place=place,
            outcome=line.finding.value,
            basis=Basis.NOTHING.value,
            contract=line.contract,
            label=item.kind.label if item else ItemKind.RECEIPT.label if receipt else "",
            our_number=_number(item) if item else receipt.number if receipt else "",
            our_day=item.due_date if item else receipt.day if receipt else None,
            our_amount=line.ours,
            item_ids=[one.key for one in (line.item, line.money) if one],
            their_number=told.installment if told else "",
            their_text=line.money.text[:TEXT_LENGTH] if line.money else _said(line),
            their_day=told.due_date if told else None,
            their_amount=line.theirs,
            their_lines=[told.key] if told else [],
            difference=line.difference,
            state=DifferenceState.OPEN.value if line.finding.is_difference else "",
            owner_id=None,
            clear_by=None,
            note="",
            changed_by_name="",
        )


def _number(item: ContractItem) -> str:
    return item.number if item.part == 1 else f"{item.number} / {item.part}"


def _said(line: FoundLine) -> str:
    return joined((line.row.unit, line.row.customer_name)) if line.row else ""


def _progress(row: Reconciliation, place: int, found: Progress) -> ContractProgress:
    return ContractProgress(
        reconciliation=row,
        place=place,
        contract=found.contract,
        customer_id=found.customer_id,
        customer_name=found.customer_name,
        unit=found.unit,
        installments=found.installments,
        scheduled=found.scheduled,
        billed=found.billed,
        due=found.due,
        overdue=found.overdue,
        waiting=found.waiting,
        scheduled_paid=found.scheduled_paid,
        differences=found.differences,
        **{column: found.paid.get(source, Decimal(0)) for source, column in PAID_COLUMNS.items()},
    )


def _audit(row: Reconciliation, found: ScheduleComparison, *, actor: Actor, now: datetime) -> None:
    audit.record(
        "reconciliation.compared",
        subject_kind="reconciliation",
        subject_id=row.pk,
        entity_id=row.entity_id,
        actor=actor,
        at=now,
        after={
            "our_balance": Money(found.billed, row.currency),
            "their_balance": Money(found.scheduled, row.currency),
            "contracts": len(found.contracts),
            "lines": len(found.lines),
            "differences": sum(one.differences for one in found.contracts),
        },
    )
