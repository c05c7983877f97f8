"""One transaction of a booking (`TxDtls`), as a line of its own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from recoup.formats.bank.camt.nodes import Node, child, children, first_text, money, sign, text, texts
from recoup.formats.bank.camt.parties import read_party, ultimate_name
from recoup.formats.bank.camt.remittance import read_references, read_text
from recoup.formats.bank.types import Charge, LineStatus, OriginalAmount, StatementLine, TransactionCode
from recoup.formats.bank.values import decimal_of, given, iso_date, joined


@dataclass(frozen=True, slots=True)
class EntryFacts:
    """What a booking says for all its transactions; `amount` is signed, `direction` its sign."""

    amount: Decimal
    direction: int
    currency: str
    booking_date: date | None
    value_date: date | None
    status: LineStatus
    is_reversal: bool


def read_details(node: Node, facts: EntryFacts, position: int) -> StatementLine:
    """Return a transaction as a line; an amount that it doesn't state in the booking's currency is zero.

    The transaction's own mark of credit or debit counts before the booking's.
    """
    amount, currency = _amount(node, facts)
    return StatementLine(
        position=position,
        amount=(sign(node) or facts.direction) * amount,
        currency=currency,
        booking_date=facts.booking_date,
        value_date=facts.value_date or iso_date(text(node, "RltdDts", "IntrBkSttlmDt")),
        status=facts.status,
        is_reversal=facts.is_reversal,
        bank_reference=given(text(node, "Refs", "AcctSvcrRef")) or given(text(node, "Refs", "TxId")),
        end_to_end_id=given(text(node, "Refs", "EndToEndId")),
        references=read_references(node),
        text=read_text(node),
        information=joined(texts(node, "AddtlTxInf")),
        payer=read_party(node, "Dbtr"),
        payee=read_party(node, "Cdtr"),
        ultimate_payer=ultimate_name(node, "UltmtDbtr"),
        ultimate_payee=ultimate_name(node, "UltmtCdtr"),
        codes=read_codes(child(node, "BkTxCd")),
        purpose=first_text(node, ("Purp", "Cd"), ("Purp", "Prtry")),
        charges=read_charges(node),
        original=read_original(node, amount, currency),
        return_reason=first_text(
            node, ("RtrInf", "Rsn", "Cd"), ("RtrInf", "Rsn", "Prtry"), ("RtrInf", "RtrRsn", "Cd")
        ),
        return_text=joined(texts(child(node, "RtrInf"), "AddtlInf")),
        line=node.line,
    )


def states_amount(node: Node) -> bool:
    """Return whether a transaction states what it moves."""
    return money(node, "Amt") is not None or money(node, "AmtDtls", "TxAmt", "Amt") is not None


def read_codes(node: Node | None) -> tuple[TransactionCode, ...]:
    """Return the codes of a `BkTxCd`: ISO as `PMNT-RCDT-ESCT`, and the bank's own."""
    if node is None:
        return ()
    domain = child(node, "Domn")
    parts = (text(domain, "Cd"), text(domain, "Fmly", "Cd"), text(domain, "Fmly", "SubFmlyCd"))
    codes = [TransactionCode("ISO", "-".join(parts))] if any(parts) else []
    own = text(node, "Prtry", "Cd")
    if own:
        codes.append(TransactionCode(text(node, "Prtry", "Issr") or "PROPRIETARY", own))
    return tuple(codes)


def read_charges(node: Node) -> tuple[Charge, ...]:
    """Return the charges of a booking or transaction, in the shapes of all versions."""
    return tuple(charge for group in children(node, "Chrgs") for charge in _charges(group))


def _charges(group: Node) -> Iterator[Charge]:
    records = list(children(group, "Rcrd"))
    for record in records or [group]:
        found = money(record, "Amt") or money(record, "TtlChrgsAndTaxAmt")
        if found is None:
            continue
        amount, currency = found
        yield Charge(
            amount=-amount if sign(record) > 0 else amount,
            currency=currency,
            is_included=text(record, "ChrgInclInd") in ("true", "1"),
            bearer=text(record, "Br"),
            kind=first_text(record, ("Tp", "Cd"), ("Tp", "Prtry", "Id"), ("Tp", "Prtry")),
        )


def read_original(node: Node, amount: Decimal, currency: str) -> OriginalAmount | None:
    """Return what was instructed when that is not what was booked, with the rate."""
    details = child(node, "AmtDtls")
    stated = (
        *((name, money(details, name, "Amt")) for name in ("InstdAmt", "TxAmt", "CntrValAmt")),
        ("", money(node, "Amt")),
    )
    for name, found in stated:
        if found is not None and (found[1] != currency or found[0] != amount):
            rates = (
                decimal_of(text(details, place, "CcyXchg", "XchgRate"))
                for place in (name, "TxAmt", "CntrValAmt", "InstdAmt")
                if place
            )
            return OriginalAmount(*found, next(filter(None, rates), None))
    return None


def _amount(node: Node, facts: EntryFacts) -> tuple[Decimal, str]:
    """Return what a transaction moves, in the booking's currency where it is stated in several."""
    found = [money(node, "Amt"), *(money(node, "AmtDtls", name, "Amt") for name in ("TxAmt", "CntrValAmt"))]
    stated = [(each[0], each[1] or facts.currency) for each in found if each is not None]
    own = (each for each in stated if each[1] == facts.currency)
    return next(own, stated[0] if stated else (Decimal(0), facts.currency))
