"""Rows of statements and lines as the frozen data that others may see."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from recoup.cash.models import Statement, StatementLine
from recoup.cash.types import (
    Act,
    BankAccountRecord,
    LineKind,
    LineRecord,
    LineReference,
    LineState,
    StatementRecord,
)
from recoup.formats.bank.types import BankFormat, LineStatus
from recoup.kernel.sentences import Sentence


def statement_record(row: Statement, account: BankAccountRecord) -> StatementRecord:
    """Return a statement of `account`; its file must be fetched with it."""
    return StatementRecord(
        id=row.pk,
        account=account,
        file_id=row.file_id,
        file_name=row.file.name,
        format=BankFormat(row.format),
        statement_id=row.statement_id,
        sequence=row.sequence,
        page=row.page,
        from_date=row.from_date,
        to_date=row.to_date,
        opening=row.opening,
        closing=row.closing,
        sum_in=row.sum_in,
        count_in=row.count_in,
        sum_out=row.sum_out,
        count_out=row.count_out,
        difference=row.difference,
        new_lines=row.new_lines,
        known_lines=row.known_lines,
        is_final=row.is_final,
        findings=tuple(Sentence.from_json(each) for each in row.findings),
        told_at=row.told_at,
        reviewed=_act(row.reviewed_by_name, row.reviewed_by_id, row),
    )


def _act(name: str, user_id: int | None, row: Statement) -> Act | None:
    return None if row.reviewed_at is None else Act(name, user_id or 0, row.reviewed_at)


def line_record(row: StatementLine, entities: Mapping[int, int]) -> LineRecord:
    """Return a line; `entities` gives the entity of each account."""
    return LineRecord(
        id=row.pk,
        account_id=row.account_id,
        entity_id=entities[row.account_id],
        statement_id=row.statement_id,
        parent_id=row.parent_id,
        position=row.position,
        line_date=row.line_date,
        booking_date=row.booking_date,
        value_date=row.value_date,
        amount=row.amount,
        currency=row.currency,
        status=LineStatus(row.status),
        kind=LineKind(row.kind),
        state=LineState(row.state),
        reason=Sentence.from_json(row.reason) if row.reason else None,
        is_final=row.is_final,
        bank_reference=row.bank_reference,
        end_to_end_id=row.end_to_end_id,
        party_name=row.party_name or row.ultimate_party,
        party_account=row.party_account,
        party_identifier=row.party_identifier,
        text=row.text,
        information=row.information,
        references=tuple(_reference(each) for each in row.references),
        charges_included=row.charges_included,
        original_amount=row.original_amount,
        original_currency=row.original_currency,
        batch_count=row.batch_count,
        receipt_item_id=row.receipt_item_id,
        corrected_by_id=row.corrected_by_id,
        undoes_id=row.undoes_id,
    )


def _reference(packed: Mapping[str, str]) -> LineReference:
    amount = packed.get("amount")
    return LineReference(
        packed["kind"], packed["value"], packed.get("scheme", ""), None if amount is None else Decimal(amount)
    )
