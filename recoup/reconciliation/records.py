"""Rows of the tables as what may cross the border."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from recoup.engines.reconciliation import Basis, SignChoice, Signs
from recoup.engines.reconciliation.schedules import PaidBy
from recoup.formats.tables.plans import TablePlan
from recoup.kernel.money import Money
from recoup.kernel.sentences import Sentence
from recoup.reconciliation import models
from recoup.reconciliation.models import ComparedLine, Reconciliation
from recoup.reconciliation.types import (
    Balances,
    ComparedLineRecord,
    ContractProgress,
    Coverage,
    DifferenceState,
    Kind,
    LeftOut,
    ReconciliationRecord,
    Signature,
    Stage,
    result_of,
)


def record_of(row: Reconciliation, *, lines: int, differences: int, still_open: int) -> ReconciliationRecord:
    """Return a reconciliation; the counts are those of its compared lines."""
    return ReconciliationRecord(
        id=row.pk,
        kind=Kind(row.kind),
        entity_id=row.entity_id,
        customer_id=row.customer_id,
        currency=row.currency,
        coverage=Coverage(row.coverage),
        from_date=row.from_date,
        as_of=row.as_of,
        file_name=row.file_name,
        sha256=row.sha256,
        plan=TablePlan.from_json(row.plan),
        sign=SignChoice(row.sign),
        signs=None if row.signs is None else _signs(row.signs),
        their_opening=row.their_opening,
        stage=Stage(row.stage),
        balances=_balances(row),
        lines=lines,
        differences=differences,
        differences_open=still_open,
        left_out=tuple(LeftOut(line, Sentence.from_json(packed)) for line, packed in row.left_out),
        left_out_count=row.left_out_count,
        made_by_id=row.made_by_id,
        made_by=row.made_by_name,
        made_at=row.made_at,
        compared_at=row.compared_at,
        signature=_signature(row),
    )


def line_record(row: ComparedLine, currency: str) -> ComparedLineRecord:
    """Return a compared line."""

    def money(amount: Decimal | None) -> Money | None:
        return None if amount is None else Money(amount, currency)

    return ComparedLineRecord(
        id=row.pk,
        reconciliation_id=row.reconciliation_id,
        outcome=result_of(row.outcome),
        contract=row.contract,
        basis=Basis(row.basis),
        label=row.label,
        our_number=row.our_number,
        our_day=row.our_day,
        our_amount=money(row.our_amount),
        item_ids=tuple(row.item_ids),
        their_number=row.their_number,
        their_text=row.their_text,
        their_day=row.their_day,
        their_amount=money(row.their_amount),
        their_lines=tuple(row.their_lines),
        difference=Money(row.difference, currency),
        state=DifferenceState(row.state) if row.state else None,
        owner_id=row.owner_id,
        clear_by=row.clear_by,
        note=row.note,
        changed_by=row.changed_by_name,
        changed_at=row.changed_at,
    )


def progress_record(row: models.ContractProgress, currency: str) -> ContractProgress:
    """Return the progress of a contract."""

    def money(amount: Decimal) -> Money:
        return Money(amount, currency)

    paid_by = {source: getattr(row, column) for source, column in PAID_COLUMNS.items()}
    return ContractProgress(
        contract=row.contract,
        customer_id=row.customer_id,
        customer_name=row.customer_name,
        unit=row.unit,
        installments=row.installments,
        scheduled=money(row.scheduled),
        billed=money(row.billed),
        due=money(row.due),
        paid=money(sum(paid_by.values(), Decimal(0))),
        paid_by={source: money(amount) for source, amount in paid_by.items() if amount},
        overdue=money(row.overdue),
        waiting=money(row.waiting),
        scheduled_paid=None if row.scheduled_paid is None else money(row.scheduled_paid),
        differences=row.differences,
    )


PAID_COLUMNS: Mapping[PaidBy, str] = {
    PaidBy.BANK: "by_bank",
    PaidBy.CHEQUE: "by_cheque",
    PaidBy.CREDIT_NOTE: "by_credit_note",
    PaidBy.HAND: "by_hand",
    PaidBy.OTHERWISE: "otherwise",
}
"""In which column it stands how much of a contract was paid from where."""


def packed_signs(signs: Signs) -> dict[str, object]:
    """Return what JSON holds of the signs."""
    return {
        "is_opposite": signs.is_opposite,
        "same": signs.same,
        "opposite": signs.opposite,
        "is_certain": signs.is_certain,
    }


def _signs(packed: Mapping[str, object]) -> Signs:
    return Signs(
        is_opposite=bool(packed["is_opposite"]),
        same=int(str(packed["same"])),
        opposite=int(str(packed["opposite"])),
        is_certain=bool(packed["is_certain"]),
    )


def _balances(row: Reconciliation) -> Balances | None:
    if row.our_balance is None or row.their_balance is None:
        return None
    openings = [
        None if amount is None else Money(amount, row.currency)
        for amount in (row.our_opening, row.their_opening_turned)
    ]
    return Balances(
        Money(row.our_balance, row.currency), Money(row.their_balance, row.currency), openings[0], openings[1]
    )


def _signature(row: Reconciliation) -> Signature | None:
    if row.signed_at is None:
        return None
    return Signature(row.signed_by_name, row.signed_at, row.signed_note)
