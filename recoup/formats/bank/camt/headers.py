"""The frame of a statement: whose account, which number, from when to when, its balances and control sums."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from recoup.formats.bank.camt.nodes import Node, child, children, first_text, money, sign, text
from recoup.formats.bank.camt.parties import account_number
from recoup.formats.bank.types import (
    CLOSING_KINDS,
    Account,
    Balance,
    BalanceKind,
    BankFormat,
    StatementHeader,
    first_of,
)
from recoup.formats.bank.values import decimal_of, is_iban, iso_date

CONTAINERS = {
    "Stmt": BankFormat.CAMT_053,
    "Rpt": BankFormat.CAMT_052,
    "Ntfctn": BankFormat.CAMT_054,
}
_KINDS = {
    "OPBD": BalanceKind.OPENING,
    "PRCD": BalanceKind.PREVIOUS_CLOSING,
    "CLBD": BalanceKind.CLOSING,
    "ITBD": BalanceKind.INTERIM,
    "OPAV": BalanceKind.OPENING_AVAILABLE,
    "CLAV": BalanceKind.CLOSING_AVAILABLE,
    "ITAV": BalanceKind.INTERIM_AVAILABLE,
    "FWAV": BalanceKind.FORWARD_AVAILABLE,
    "XPCD": BalanceKind.EXPECTED,
}
_INTERIM_ORDER = {"OPBD": BalanceKind.OPENING_INTERIM, "CLBD": BalanceKind.CLOSING_INTERIM}
_VERSION = re.compile(r"camt\.05[234]\.001\.(\d+)")


@dataclass(frozen=True, slots=True)
class ControlTotals:
    """What a statement says of its own entries; None is what it doesn't say."""

    count: int | None = None
    credits: Decimal | None = None
    debits: Decimal | None = None


def read_header(container: Node, *, space: str, message_id: str) -> StatementHeader:
    """Return the frame of a statement, report or notification; `space` is its name space."""
    name = container.name
    version = _VERSION.search(space)
    page_number = text(container, f"{name}Pgntn", "PgNb")
    is_last = text(container, f"{name}Pgntn", "LastPgInd")
    balances = read_balances(container)
    closing = first_of(balances[::-1], CLOSING_KINDS)
    return StatementHeader(
        format=CONTAINERS[name],
        account=_account(container),
        version=version[1] if version else "",
        statement_id=text(container, "Id"),
        message_id=message_id,
        sequence=_number(text(container, "ElctrncSeqNb")),
        legal_sequence=_number(text(container, "LglSeqNb")),
        page=_number(page_number),
        is_last_page=is_last not in ("false", "0"),
        from_date=_day(container, "FrDt"),
        to_date=_day(container, "ToDt") or (closing.date if closing else None),
        created=text(container, "CreDtTm"),
        is_copy=text(container, "CpyDplctInd") in ("DUPL", "COPY"),
    )


def read_balances(container: Node) -> tuple[Balance, ...]:
    """Return all balances; of interim booked ones the first opens a page and the last closes it.

    A balance without a mark of credit or debit is in our favor, as the amount is never negative.
    """
    found = list(_balances(container))
    interim = [place for place, each in enumerate(found) if each.kind is BalanceKind.INTERIM]
    has_opening = any(each.kind in (BalanceKind.OPENING, BalanceKind.PREVIOUS_CLOSING) for each in found)
    has_closing = any(each.kind is BalanceKind.CLOSING for each in found)
    if interim and not has_opening and (has_closing or len(interim) > 1):
        first = interim.pop(0)
        found[first] = _as(found[first], BalanceKind.OPENING_INTERIM)
    if interim and not has_closing:
        found[interim[-1]] = _as(found[interim[-1]], BalanceKind.CLOSING_INTERIM)
    return tuple(found)


def read_totals(container: Node) -> ControlTotals:
    """Return the control sums of a statement."""
    summary = child(container, "TxsSummry")
    return ControlTotals(
        count=_number(text(summary, "TtlNtries", "NbOfNtries")),
        credits=decimal_of(text(summary, "TtlCdtNtries", "Sum")),
        debits=decimal_of(text(summary, "TtlDbtNtries", "Sum")),
    )


def read_information(container: Node) -> str:
    """Return what the bank adds in words."""
    return text(container, f"Addtl{container.name}Inf")


def _balances(container: Node) -> Iterator[Balance]:
    for node in children(container, "Bal"):
        found = money(node, "Amt")
        if found is None:
            continue
        code = first_text(node, ("Tp", "CdOrPrtry", "Cd"), ("Tp", "CdOrPrtry", "Prtry"), ("Tp", "Cd"))
        kind = _KINDS.get(code, BalanceKind.OTHER)
        if first_text(node, ("Tp", "SubTp", "Cd"), ("Tp", "SubTp", "Prtry")) == "INTM":
            kind = _INTERIM_ORDER.get(code, kind)
        day = iso_date(first_text(node, ("Dt", "Dt"), ("Dt", "DtTm"), ("Dt",)))
        yield Balance(kind, (sign(node) or 1) * found[0], found[1], day, code)


def _as(balance: Balance, kind: BalanceKind) -> Balance:
    return Balance(kind, balance.amount, balance.currency, balance.date, balance.code)


def _account(container: Node) -> Account:
    node = child(container, "Acct")
    number = account_number(node)
    servicer = child(node, "Svcr", "FinInstnId")
    amounts = (each.currency for balance in children(container, "Bal") for each in children(balance, "Amt"))
    return Account(
        number=number,
        iban=number if is_iban(number) else "",
        currency=text(node, "Ccy").upper() or next(filter(None, amounts), ""),
        owner=first_text(node, ("Ownr", "Nm"), ("Ownr", "Pty", "Nm"), ("Nm",)),
        bic=first_text(servicer, ("BICFI",), ("BIC",), ("CmbndId", "BIC")),
        servicer=first_text(servicer, ("Nm",), ("NmAndAdr", "Nm"), ("CmbndId", "Nm")),
    )


def _day(container: Node, name: str) -> date | None:
    return iso_date(first_text(child(container, "FrToDt"), (f"{name}Tm",), (name,)))


def _number(written: str) -> int | None:
    return int(written) if written.isascii() and written.isdigit() and len(written) <= 18 else None
