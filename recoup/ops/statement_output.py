"""Bank statements as JSON: amounts as text, signed as booked, one line of output for each line of a statement."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal

from recoup.formats.bank.types import (
    Balance,
    Charge,
    Event,
    Finding,
    OriginalAmount,
    Party,
    Reference,
    StatementBegin,
    StatementEnd,
    StatementHeader,
    StatementLine,
    TransactionCode,
)
from recoup.kernel.errors import DomainError
from recoup.plumbing.localization import Reader, render

Json = dict[str, object]


def statements_json(events: Iterable[Event], *, name: str, reader: Reader) -> Iterator[str]:
    """Yield one JSON document in pieces, as the statements are read; it is valid JSON also when reading fails.

    A file that turns out unreadable ends with its reason under `error`; what came before must not be used then.
    """
    yield f'{{"file": {_dumped(name)}, "statements": ['
    opened = _Opened()
    error: str | None = None
    try:
        for event in events:
            yield from opened.take(event, reader)
    except DomainError as reason:
        error = render(reason.sentence, reader)
    yield from opened.close()
    yield f'], "error": {_dumped(error)}}}\n'


class _Opened:
    """How far the document is: whether a statement is open and what needs a comma before it."""

    def __init__(self) -> None:
        self._is_open = False
        self._statements = 0
        self._lines = 0

    def take(self, event: Event, reader: Reader) -> Iterator[str]:
        match event:
            case StatementBegin():
                self._is_open, self._lines = True, 0
                separator = ",\n" if self._statements else "\n"
                yield separator + _dumped(_header(event.header))[:-1] + ', "lines": ['
                self._statements += 1
            case StatementLine():
                yield (",\n" if self._lines else "\n") + _dumped(line_json(event))
                self._lines += 1
            case StatementEnd():
                self._is_open = False
                yield "],\n" + _dumped(end_json(event, reader))[1:]

    def close(self) -> Iterator[str]:
        if self._is_open:
            yield '], "is_incomplete": true}'


def end_json(end: StatementEnd, reader: Reader) -> Json:
    """Return what is known of a statement once its lines are read, its findings in the reader's language."""
    opening, closing = end.opening, end.closing
    return {
        "from_date": _day(end.header.from_date),
        "to_date": _day(end.header.to_date),
        "created": end.header.created,
        "is_last_page": end.header.is_last_page,
        "opening_balance": _amount(opening.amount) if opening else None,
        "closing_balance": _amount(closing.amount) if closing else None,
        "balances": [_balance(balance) for balance in end.balances],
        "line_count": end.line_count,
        "information": end.information,
        "warnings": [_finding(finding, reader) for finding in end.findings],
    }


def line_json(line: StatementLine) -> Json:
    """Return a line with the transactions of its batch."""
    return {
        "position": line.position,
        "booking_date": _day(line.booking_date),
        "value_date": _day(line.value_date),
        "amount": _amount(line.amount),
        "currency": line.currency,
        "status": line.status.value,
        "is_reversal": line.is_reversal,
        "bank_reference": line.bank_reference,
        "entry_reference": line.entry_reference,
        "end_to_end_id": line.end_to_end_id,
        "references": [_reference(reference) for reference in line.references],
        "text": line.text,
        "information": line.information,
        "counterparty": _party(line.counterparty),
        "payer": _party(line.payer),
        "payee": _party(line.payee),
        "ultimate_payer": line.ultimate_payer,
        "ultimate_payee": line.ultimate_payee,
        "codes": [_code(code) for code in line.codes],
        "purpose": line.purpose,
        "charges": [_charge(charge) for charge in line.charges],
        "original": _original(line.original),
        "return_reason": line.return_reason,
        "return_text": line.return_text,
        "balance_after": _amount(line.balance_after) if line.balance_after is not None else None,
        "batch_count": line.batch_count,
        "children": [line_json(child) for child in line.children],
        "line": line.line,
    }


def _header(header: StatementHeader) -> Json:
    account = header.account
    return {
        "format": header.format.value,
        "version": header.version,
        "account": account.number,
        "iban": account.iban,
        "currency": account.currency,
        "owner": account.owner,
        "bic": account.bic,
        "servicer": account.servicer,
        "statement_id": header.statement_id,
        "message_id": header.message_id,
        "sequence": header.sequence,
        "legal_sequence": header.legal_sequence,
        "page": header.page,
        "is_copy": header.is_copy,
    }


def _balance(balance: Balance) -> Json:
    return {
        "kind": balance.kind.value,
        "code": balance.code,
        "amount": _amount(balance.amount),
        "currency": balance.currency,
        "date": _day(balance.date),
    }


def _finding(finding: Finding, reader: Reader) -> Json:
    return {
        "text": render(finding.sentence, reader),
        "is_error": finding.is_error,
        "line": finding.line or None,
        "position": finding.position or None,
    }


def _party(party: Party) -> Json | None:
    if not party:
        return None
    return {
        "name": party.name,
        "account": party.account,
        "bank": party.bank,
        "identifier": party.identifier,
        "address": party.address,
    }


def _reference(reference: Reference) -> Json:
    amount = _amount(reference.amount) if reference.amount is not None else None
    return {
        "kind": reference.kind.value,
        "value": reference.value,
        "scheme": reference.scheme,
        "amount": amount,
    }


def _code(code: TransactionCode) -> Json:
    return {"scheme": code.scheme, "value": code.value}


def _charge(charge: Charge) -> Json:
    return {
        "amount": _amount(charge.amount),
        "currency": charge.currency,
        "is_included": charge.is_included,
        "bearer": charge.bearer,
        "kind": charge.kind,
    }


def _original(original: OriginalAmount | None) -> Json | None:
    if original is None:
        return None
    rate = _amount(original.rate) if original.rate is not None else None
    return {"amount": _amount(original.amount), "currency": original.currency, "rate": rate}


def _amount(amount: Decimal) -> str:
    """Return an amount in full, never as an exponent and never as minus zero."""
    return format(abs(amount) if amount == 0 else amount, "f")


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _dumped(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
