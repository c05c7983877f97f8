"""camt files as events, read as a stream: a booking is freed as soon as it is handed on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import BinaryIO

from lxml.etree import _Element

from recoup.formats.bank.camt.details import EntryFacts, read_details, states_amount
from recoup.formats.bank.camt.entries import batch_total, read_entry, read_facts
from recoup.formats.bank.camt.headers import (
    CONTAINERS,
    read_balances,
    read_header,
    read_information,
    read_totals,
)
from recoup.formats.bank.camt.nodes import Node, local_name, text
from recoup.formats.bank.camt.xml import drop, elements
from recoup.formats.bank.faults import Findings, MissingField, OtherMessage
from recoup.formats.bank.types import (
    BankFormat,
    Event,
    LineStatus,
    StatementBegin,
    StatementEnd,
    StatementHeader,
    StatementLine,
)
from recoup.kernel.sentences import N_

CHILDREN_DIFFER = N_("The {count} transactions of the batch come to {found}, but {stated} was booked.")
AMOUNTS_MISSING = N_("{count} transactions of the batch don't say what they move.")
CHILDREN_IN_OTHER_CURRENCY = N_("The transactions of the batch are not in {currency}, as it was booked.")
BATCH_TOTAL_DIFFERS = N_("The batch is stated as {stated}, but {found} was booked.")
COUNT_DIFFERS = N_("The bank counts {stated} entries, but the file has {found}.")
CREDITS_DIFFER = N_("The bank states {stated} as the sum of money in, but the entries come to {found}.")
DEBITS_DIFFER = N_("The bank states {stated} as the sum of money out, but the entries come to {found}.")
DATES_MISSING = N_("Some entries have no date; the date of the statement, {date}, is taken.")
NO_DATES_AT_ALL = N_("Some entries have no date, and neither has the statement.")
NO_ACCOUNT = N_("The statement doesn't say which account it is about.")
BATCH_WITHOUT_DETAILS = N_(
    "A batch of {count} transactions has no details here; they may come in a notice of the bank."
)

_TAGS = (*CONTAINERS, "GrpHdr", "Ntry", "TxDtls")


@dataclass(slots=True)
class _Open:
    """The statement that is being read."""

    node: _Element
    header: StatementHeader | None = None
    findings: Findings = field(default_factory=Findings)
    count: int = 0
    credits: Decimal = Decimal(0)
    debits: Decimal = Decimal(0)
    facts: EntryFacts | None = None
    transactions: list[StatementLine] = field(default_factory=list)
    amounts_missing: int = 0


def camt_events(stream: BinaryIO, *, name: str) -> Iterator[Event]:
    """Yield the statements of a camt file.

    :raises UnreadableStatement: the file is damaged, hostile or no camt file
    """
    message_id = ""
    statement: _Open | None = None
    is_any = False
    for event, node in elements(stream, _TAGS, name=name):
        tag = local_name(node)
        if tag == "GrpHdr":
            message_id = text(Node(node), "MsgId") if event == "end" else message_id
        elif tag in CONTAINERS and event == "start":
            statement, is_any = _Open(node), True
        elif statement is None:
            continue
        elif tag in CONTAINERS:
            if statement.header is None:
                yield _begin(statement, message_id)
            yield _end(statement, message_id)
            drop(node)
            statement = None
        elif event == "start":
            if tag == "Ntry" and statement.header is None:
                yield _begin(statement, message_id)
        elif tag == "TxDtls":
            _take_details(statement, node, name)
            drop(node)
        else:
            yield _line(statement, node, name)
            drop(node)
    if not is_any:
        raise OtherMessage(name=name, found="camt")


def _begin(statement: _Open, message_id: str) -> StatementBegin:
    frame = Node(statement.node)
    statement.header = read_header(frame, space=_space(statement.node), message_id=message_id)
    if not statement.header.account.number:
        statement.findings.error(NO_ACCOUNT, line=frame.line)
    return StatementBegin(statement.header, read_balances(frame))


def _space(element: _Element) -> str:
    return str(element.tag).rpartition("}")[0]


def _entry_of(node: _Element) -> _Element | None:
    parent = node.getparent()
    while parent is not None and local_name(parent) != "Ntry":
        parent = parent.getparent()
    return parent


def _facts(statement: _Open, entry: Node, name: str) -> EntryFacts:
    """Return what the booking says, with the statement's date where it has none."""
    header = statement.header
    assert header is not None
    is_statement = header.format is BankFormat.CAMT_053
    missing = LineStatus.BOOKED if is_statement else LineStatus.INFO
    facts = read_facts(entry, currency=header.account.currency, missing_status=missing)
    if facts is None:
        raise MissingField(name=name, line=entry.line, field="Amt, CdtDbtInd", found=text(entry, "Amt"))
    if facts.booking_date is None and facts.value_date is None and is_statement:
        if header.to_date is None:
            statement.findings.warn_once(NO_DATES_AT_ALL)
        else:
            statement.findings.warn_once(DATES_MISSING, date=header.to_date)
            return replace(facts, booking_date=header.to_date, value_date=header.to_date)
    return facts


def _take_details(statement: _Open, node: _Element, name: str) -> None:
    entry = _entry_of(node)
    if entry is None:
        return
    if statement.facts is None:
        statement.facts = _facts(statement, Node(entry), name)
    place = len(statement.transactions) + 1
    details = Node(node)
    statement.amounts_missing += not states_amount(details)
    statement.transactions.append(read_details(details, statement.facts, place))


def _line(statement: _Open, node: _Element, name: str) -> StatementLine:
    entry = Node(node)
    facts = statement.facts or _facts(statement, entry, name)
    statement.count += 1
    if facts.amount > 0:
        statement.credits += facts.amount
    else:
        statement.debits -= facts.amount
    transactions = statement.transactions
    if len(transactions) == 1 and (statement.amounts_missing or transactions[0].currency != facts.currency):
        transactions = [replace(transactions[0], amount=facts.amount, currency=facts.currency)]
    line = read_entry(entry, facts, transactions, statement.count)
    _check_batch(statement, entry, line)
    statement.facts, statement.transactions, statement.amounts_missing = None, [], 0
    return line


def _check_batch(statement: _Open, entry: Node, line: StatementLine) -> None:
    """Keep what a batch says differently about itself in two places."""
    place = {"line": line.line, "position": line.position}
    total = batch_total(entry)
    if total is not None and total[1] in ("", line.currency) and total[0] != abs(line.amount):
        statement.findings.error(BATCH_TOTAL_DIFFERS, **place, stated=total[0], found=abs(line.amount))
    if line.children and statement.amounts_missing:
        statement.findings.error(AMOUNTS_MISSING, **place, count=statement.amounts_missing)
    elif {child.currency for child in line.children} - {line.currency}:
        statement.findings.error(CHILDREN_IN_OTHER_CURRENCY, **place, currency=line.currency)
    elif line.children:
        found = sum((child.amount for child in line.children), Decimal(0))
        if found != line.amount:
            statement.findings.error(
                CHILDREN_DIFFER, **place, count=len(line.children), found=found, stated=line.amount
            )
    elif (line.batch_count or 1) > 1:
        statement.findings.warn(BATCH_WITHOUT_DETAILS, **place, count=line.batch_count or 0)


def _end(statement: _Open, message_id: str) -> StatementEnd:
    frame = Node(statement.node)
    totals = read_totals(frame)
    findings = statement.findings
    if totals.count is not None and totals.count != statement.count:
        findings.error(COUNT_DIFFERS, stated=totals.count, found=statement.count)
    if totals.credits is not None and totals.credits != statement.credits:
        findings.error(CREDITS_DIFFER, stated=totals.credits, found=statement.credits)
    if totals.debits is not None and totals.debits != statement.debits:
        findings.error(DEBITS_DIFFER, stated=totals.debits, found=statement.debits)
    return StatementEnd(
        header=read_header(frame, space=_space(statement.node), message_id=message_id),
        balances=read_balances(frame),
        line_count=statement.count,
        information=read_information(frame),
        findings=findings.all(),
    )
