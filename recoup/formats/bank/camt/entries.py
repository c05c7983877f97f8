"""A booking (`Ntry`) as a statement line: alone, as a batch with its transactions, or as a batch without details."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from recoup.formats.bank.camt.details import (
    EntryFacts,
    read_charges,
    read_codes,
    read_original,
)
from recoup.formats.bank.camt.nodes import Node, child, children, first_text, money, sign, text, texts
from recoup.formats.bank.types import LineStatus, Reference, ReferenceKind, StatementLine
from recoup.formats.bank.values import given, iso_date, joined

_STATUS = {"BOOK": LineStatus.BOOKED, "PDNG": LineStatus.PENDING}


def read_facts(entry: Node, *, currency: str, missing_status: LineStatus) -> EntryFacts | None:
    """Return what a booking says of itself, None when its amount or direction is missing.

    Whether it is a reversal changes nothing about the sign: the mark shows the direction booked.
    """
    found = money(entry, "Amt")
    direction = sign(entry)
    if found is None or direction == 0:
        return None
    status = first_text(entry, ("Sts", "Cd"), ("Sts", "Prtry"), ("Sts",))
    return EntryFacts(
        amount=direction * found[0],
        direction=direction,
        currency=found[1] or currency,
        booking_date=_day(entry, "BookgDt"),
        value_date=_day(entry, "ValDt"),
        status=_STATUS.get(status, LineStatus.INFO) if status else missing_status,
        is_reversal=text(entry, "RvslInd") in ("true", "1"),
    )


def read_entry(
    entry: Node, facts: EntryFacts, transactions: Sequence[StatementLine], position: int
) -> StatementLine:
    """Return a booking with its `transactions`.

    A single transaction is the booking itself and gives it its details; so does one that repeats the sum of a
    batch, which stays a batch of so many transactions without details.
    """
    count = _batch_count(entry)
    line = _plain(entry, facts, position, count)
    if len(transactions) == 1 and _is_same(transactions[0], line):
        return _merged(line, transactions[0])
    numbered = tuple(replace(each, position=place) for place, each in enumerate(transactions, start=1))
    return replace(line, children=numbered)


def _plain(entry: Node, facts: EntryFacts, position: int, count: int | None) -> StatementLine:
    return StatementLine(
        position=position,
        amount=facts.amount,
        currency=facts.currency,
        booking_date=facts.booking_date,
        value_date=facts.value_date,
        status=facts.status,
        is_reversal=facts.is_reversal,
        bank_reference=given(text(entry, "AcctSvcrRef")),
        entry_reference=given(text(entry, "NtryRef")),
        references=tuple(_batch_references(entry)),
        information=joined(texts(entry, "AddtlNtryInf")),
        codes=read_codes(child(entry, "BkTxCd")),
        charges=read_charges(entry),
        original=read_original(entry, abs(facts.amount), facts.currency),
        batch_count=count,
        line=entry.line,
    )


def _is_same(transaction: StatementLine, line: StatementLine) -> bool:
    return (transaction.amount, transaction.currency) == (line.amount, line.currency)


def _merged(line: StatementLine, details: StatementLine) -> StatementLine:
    """Return the booking with the details of its only transaction."""
    return replace(
        details,
        position=line.position,
        bank_reference=line.bank_reference or details.bank_reference,
        entry_reference=line.entry_reference,
        booking_date=line.booking_date or details.booking_date,
        value_date=line.value_date or details.value_date,
        references=tuple(dict.fromkeys((*details.references, *line.references))),
        information=joined([line.information, details.information]),
        codes=tuple(dict.fromkeys((*line.codes, *details.codes))),
        charges=tuple(dict.fromkeys((*line.charges, *details.charges))),
        original=details.original or line.original,
        batch_count=line.batch_count,
        line=line.line,
    )


def _day(entry: Node, name: str) -> date | None:
    return iso_date(first_text(entry, (name, "Dt"), (name, "DtTm")))


def _batches(entry: Node) -> list[Node]:
    inside = [batch for details in children(entry, "NtryDtls") for batch in children(details, "Btch")]
    return inside or list(children(entry, "Btch"))


def _batch_count(entry: Node) -> int | None:
    counts = [text(batch, "NbOfTxs") for batch in _batches(entry)]
    numbers = [int(count) for count in counts if count.isdigit()]
    return sum(numbers) if numbers else None


def batch_total(entry: Node) -> tuple[Decimal, str] | None:
    """Return the sum that a booking states for its batch, unsigned."""
    totals = [money(batch, "TtlAmt") for batch in _batches(entry)]
    stated = [each for each in totals if each is not None]
    return (sum((each[0] for each in stated), Decimal(0)), stated[0][1]) if stated else None


def _batch_references(entry: Node) -> list[Reference]:
    found = []
    for batch in _batches(entry):
        for name, kind in (("MsgId", ReferenceKind.MESSAGE), ("PmtInfId", ReferenceKind.PAYMENT_INFORMATION)):
            value = given(text(batch, name))
            if value:
                found.append(Reference(kind, value))
    return found
