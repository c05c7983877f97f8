"""Files of a bank for tests, written line by line as a bank would, and their way in."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from xml.sax.saxutils import escape

from recoup.cash import operations as cash
from recoup.cash.models import Statement, StatementLine
from recoup.cash.operations.bank.rows import Progress
from recoup.cash.types import BankAccountRecord, ImportChoices, ImportedFile, NewBankAccount
from recoup.kernel.actor import Actor
from recoup.ledger.models import Item
from tests.people import NOW, PROGRAM

IBAN = "PL61109010140000071219812874"


@dataclass(frozen=True)
class Entry:
    """A booking: signed amount, bank reference, end-to-end id, text, payer, days, status, where paid to, parts."""

    amount: str
    reference: str = ""
    text: str = ""
    end_to_end: str = ""
    payer: str = "Nadir S.A."
    day: str = "2026-03-05"
    value_day: str = ""
    status: str = "BOOK"
    is_reversal: bool = False
    return_reason: str = ""
    currency: str = "EUR"
    charge: str = ""
    paid_to: str = ""
    parts: Sequence[Entry] = ()

    def xml(self) -> str:
        """Return the booking as camt has it."""
        parts = self.parts or (self,)
        details = "".join(part._details() for part in parts)
        batch = f"<Btch><NbOfTxs>{len(parts)}</NbOfTxs></Btch>" if self.parts else ""
        return (
            f'<Ntry><Amt Ccy="{self.currency}">{self._size}</Amt><CdtDbtInd>{self._direction}</CdtDbtInd>'
            f"<RvslInd>{str(self.is_reversal).lower()}</RvslInd><Sts>{self.status}</Sts>"
            f"<BookgDt><Dt>{self.day}</Dt></BookgDt><ValDt><Dt>{self.value_day or self.day}</Dt></ValDt>"
            f"{f'<AcctSvcrRef>{self.reference}</AcctSvcrRef>' if self.reference else ''}"
            f"<NtryDtls>{batch}{details}</NtryDtls></Ntry>"
        )

    def _details(self) -> str:
        other = "Dbtr" if Decimal(self.amount) > 0 else "Cdtr"
        returned = f"<RtrInf><Rsn><Cd>{self.return_reason}</Cd></Rsn></RtrInf>" if self.return_reason else ""
        paid_to = f"<CdtrAcct><Id><IBAN>{self.paid_to}</IBAN></Id></CdtrAcct>" if self.paid_to else ""
        charge = (
            f'<Chrgs><Rcrd><Amt Ccy="{self.currency}">{self.charge}</Amt><CdtDbtInd>DBIT</CdtDbtInd>'
            "<ChrgInclInd>true</ChrgInclInd></Rcrd></Chrgs>"
            if self.charge
            else ""
        )
        return (
            f"<TxDtls><Refs>{f'<EndToEndId>{self.end_to_end}</EndToEndId>' if self.end_to_end else ''}</Refs>"
            f'<Amt Ccy="{self.currency}">{self._size}</Amt><CdtDbtInd>{self._direction}</CdtDbtInd>{charge}'
            f"<RltdPties><{other}><Nm>{escape(self.payer)}</Nm></{other}>{paid_to}</RltdPties>"
            f"<RmtInf><Ustrd>{escape(self.text)}</Ustrd></RmtInf>{returned}</TxDtls>"
        )

    @property
    def _size(self) -> str:
        return self.amount.lstrip("-")

    @property
    def _direction(self) -> str:
        return "DBIT" if self.amount.startswith("-") else "CRDT"


_KINDS = {
    "052": ("BkToCstmrAcctRpt", "Rpt"),
    "053": ("BkToCstmrStmt", "Stmt"),
    "054": ("BkToCstmrDbtCdtNtfctn", "Ntfctn"),
}


def camt(
    *entries: Entry,
    kind: str = "053",
    number: str = "1",
    day: str = "2026-03-05",
    opening: str = "1000.00",
    closing: str = "",
    account: str = IBAN,
) -> bytes:
    """Return a file with one statement of a day; the closing balance is right unless another is given."""
    head = "".join(_head(kind, number, day, account))
    booked = sum((Decimal(each.amount) for each in entries if each.status == "BOOK"), Decimal(0))
    last = closing or str(Decimal(opening) + booked)
    balances = _balance("OPBD", opening, day) + _balance("CLBD", last, day) if kind == "053" else ""
    outer, inner = _KINDS[kind]
    return (
        head + balances + "".join(each.xml() for each in entries) + f"</{inner}></{outer}></Document>"
    ).encode()


def _head(kind: str, number: str, day: str, account: str) -> Iterator[str]:
    outer, inner = _KINDS[kind]
    yield f'<?xml version="1.0" encoding="UTF-8"?><Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.{kind}.001.08">'
    yield f"<{outer}><GrpHdr><MsgId>M{kind}{number}</MsgId><CreDtTm>{day}T20:00:00</CreDtTm></GrpHdr>"
    yield f"<{inner}><Id>S{kind}-{number}</Id><ElctrncSeqNb>{number}</ElctrncSeqNb>"
    yield f"<CreDtTm>{day}T20:00:00</CreDtTm>"
    yield f"<FrToDt><FrDtTm>{day}T00:00:00</FrDtTm><ToDtTm>{day}T23:59:59</ToDtTm></FrToDt>"
    yield f"<Acct><Id><IBAN>{account}</IBAN></Id><Ccy>EUR</Ccy></Acct>"


def _balance(code: str, amount: str, day: str) -> str:
    direction = "DBIT" if amount.startswith("-") else "CRDT"
    return (
        f'<Bal><Tp><CdOrPrtry><Cd>{code}</Cd></CdOrPrtry></Tp><Amt Ccy="EUR">{amount.lstrip("-")}</Amt>'
        f"<CdtDbtInd>{direction}</CdtDbtInd><Dt><Dt>{day}</Dt></Dt></Bal>"
    )


def own_account(entity_id: int, number: str = IBAN, currency: str = "EUR") -> BankAccountRecord:
    """Make an account of ours known."""
    account = NewBankAccount(entity_id, number, currency, "House bank")
    return cash.add_bank_account(account=account, actor=PROGRAM, now=NOW)


def bring(
    content: bytes,
    name: str = "statement.xml",
    *,
    choices: ImportChoices | None = None,
    actor: Actor = PROGRAM,
    dry_run: bool = False,
    on_progress: Progress = lambda _: None,
) -> ImportedFile:
    """Import a file."""
    return cash.import_bank_file(
        content=io.BytesIO(content),
        name=name,
        choices=choices or ImportChoices(),
        actor=actor,
        now=NOW,
        dry_run=dry_run,
        on_progress=on_progress,
    )


def receipts() -> list[str]:
    """Return the amounts of all receipts in the ledger, the smallest first."""
    amounts = Item.objects.filter(kind="RECEIPT", is_reversed=False).values_list("amount", flat=True)
    return [f"{-amount:.2f}" for amount in sorted(amounts, reverse=True)]


def states() -> list[str]:
    """Return where all lines stand, in the order in which they were told."""
    return list(StatementLine.objects.order_by("pk").values_list("state", flat=True))


def findings() -> list[str]:
    """Return the texts of what was found about all statements."""
    return [each["text"] for row in Statement.objects.order_by("pk") for each in row.findings]
