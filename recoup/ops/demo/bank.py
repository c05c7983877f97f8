"""The banks of the demonstration group: an account of each company, and the files that its bank sends every day."""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from xml.sax.saxutils import escape

from recoup.cash import operations as cash
from recoup.cash.types import BankAccountRecord, ImportChoices, NewBankAccount
from recoup.kernel.actor import Actor
from recoup.ops.demo.life import Payment

_BANKS = {
    "VN": ("0071001234567", "Ngân hàng Sông Hồng", "SHGBVNVX"),
    "CN": ("6222021001116245702", "苏州城商银行", "SZCBCNBS"),
    "PL": ("PL61109010140000071219812874", "Bank Bałtycki", "BABAPLPW"),
    "IR": ("IR062960000000100324200001", "بانک البرز", "ALBZIRTH"),
    "GB": ("GB33BUKB20201555555555", "Thames & Severn Bank", "BUKBGB22"),
}
_FIRST_BALANCE = 1_000


@dataclass(frozen=True, slots=True)
class BankLine:
    """A booking to write into a file: signed amount, the bank's reference, value date, who, and what was said."""

    amount: Decimal
    reference: str
    value_date: date
    party: str
    text: str


@dataclass(slots=True)
class Banks:
    """The accounts by entity, with what stands on each and how many statements it had."""

    accounts: Mapping[int, BankAccountRecord]
    countries: Mapping[int, str]
    balances: dict[int, Decimal] = field(default_factory=dict)
    numbers: dict[int, int] = field(default_factory=dict)

    def tell(
        self, day: date, lines: Mapping[int, Sequence[BankLine]], *, actor: Actor, now: datetime
    ) -> dict[int, int]:
        """Write the files of a day, one for each account, and import them; return the statements by entity."""
        told: dict[int, int] = {}
        for entity_id, account in self.accounts.items():
            own = lines.get(entity_id, ())
            number = self.numbers[entity_id] = self.numbers.get(entity_id, 0) + 1
            opening = self.balances.get(entity_id, _FIRST_BALANCE * _unit(own))
            closing = opening + sum(line.amount for line in own)
            self.balances[entity_id] = closing
            write, ending = _WRITERS.get(self.countries[entity_id], (_camt, "xml"))
            imported = cash.import_bank_file(
                content=io.BytesIO(write(account, number, day, (opening, closing), own)),
                name=f"{account.number}-{day}.{ending}",
                choices=ImportChoices(account_id=account.id),
                actor=actor,
                now=now,
            )
            for statement in imported.statements:
                told[entity_id] = statement.statement_id
        return told


def open_accounts(
    countries: Mapping[int, str], currencies: Mapping[int, str], *, actor: Actor, now: datetime
) -> Banks:
    """Make an account of each company known."""
    accounts = {}
    for entity_id, country in countries.items():
        number, bank_name, bic = _BANKS[country]
        account = NewBankAccount(entity_id, number, currencies[entity_id], bank_name, bank_name, bic)
        accounts[entity_id] = cash.add_bank_account(account=account, actor=actor, now=now)
    return Banks(accounts, countries)


def bank_lines(day: date, payments: Iterable[tuple[int, Payment]]) -> dict[int, list[BankLine]]:
    """Return the payments of a day as the banks book them, and on Fridays what each bank takes for its service."""
    lines: dict[int, list[BankLine]] = {}
    for serial, (entity_id, payment) in enumerate(payments, start=1):
        lines.setdefault(entity_id, []).append(
            BankLine(
                payment.amount,
                f"{day:%y%m%d}{serial:05d}",
                payment.received_on,
                payment.buyer.called.latin or payment.buyer.called.legal,
                payment.text,
            )
        )
    if day.weekday() == 4:
        for entity_id, own in lines.items():
            fee = -min(line.amount for line in own).quantize(Decimal(1)) // 1000 - 1
            own.append(BankLine(Decimal(fee), f"{day:%y%m%d}F{entity_id}", day, "", "SERVICE FEE"))
    return lines


def _unit(lines: Sequence[BankLine]) -> Decimal:
    return max((abs(line.amount) for line in lines), default=Decimal(1000)).quantize(Decimal(1))


def _camt(
    account: BankAccountRecord,
    number: int,
    day: date,
    balances: tuple[Decimal, Decimal],
    lines: Sequence[BankLine],
) -> bytes:
    currency = account.currency
    is_iban = account.number[:2].isalpha()
    id_xml = f"<IBAN>{account.number}</IBAN>" if is_iban else f"<Othr><Id>{account.number}</Id></Othr>"
    head = (
        '<?xml version="1.0" encoding="UTF-8"?>'
        '<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt>'
        f"<GrpHdr><MsgId>{account.number}-{number}</MsgId><CreDtTm>{day}T20:00:00</CreDtTm></GrpHdr>"
        f"<Stmt><Id>{account.number}-{number}</Id><ElctrncSeqNb>{number}</ElctrncSeqNb>"
        f"<CreDtTm>{day}T20:00:00</CreDtTm>"
        f"<FrToDt><FrDtTm>{day}T00:00:00</FrDtTm><ToDtTm>{day}T23:59:59</ToDtTm></FrToDt>"
        f"<Acct><Id>{id_xml}</Id><Ccy>{currency}</Ccy></Acct>"
    )
    stated = "".join(
        f'<Bal><Tp><CdOrPrtry><Cd>{code}</Cd></CdOrPrtry></Tp><Amt Ccy="{currency}">{amount}</Amt>'
        f"<CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>{day}</Dt></Dt></Bal>"
        for code, amount in zip(("OPBD", "CLBD"), balances, strict=True)
    )
    entries = "".join(_entry(line, currency, day) for line in lines)
    return f"{head}{stated}{entries}</Stmt></BkToCstmrStmt></Document>".encode()


def _entry(line: BankLine, currency: str, day: date) -> str:
    direction = "CRDT" if line.amount > 0 else "DBIT"
    code = "" if line.amount > 0 else "<BkTxCd><Prtry><Cd>CHRG</Cd></Prtry></BkTxCd>"
    payer = f"<RltdPties><Dbtr><Nm>{escape(line.party)}</Nm></Dbtr></RltdPties>" if line.party else ""
    return (
        f'<Ntry><Amt Ccy="{currency}">{abs(line.amount)}</Amt><CdtDbtInd>{direction}</CdtDbtInd><Sts>BOOK</Sts>'
        f"<BookgDt><Dt>{day}</Dt></BookgDt><ValDt><Dt>{line.value_date}</Dt></ValDt>"
        f"<AcctSvcrRef>{line.reference}</AcctSvcrRef>{code}<NtryDtls><TxDtls>"
        f"{payer}<RmtInf><Ustrd>{escape(line.text)}</Ustrd></RmtInf></TxDtls></NtryDtls></Ntry>"
    )


def _mt940(
    account: BankAccountRecord,
    number: int,
    day: date,
    balances: tuple[Decimal, Decimal],
    lines: Sequence[BankLine],
) -> bytes:
    opening, closing = (f"{amount:f}".replace(".", ",") for amount in balances)
    comma = "" if "," in opening else ","
    rows = [
        f":20:ST{day:%y%m%d}",
        f":25:{account.number}",
        f":28C:{number}/1",
        f":60F:C{day:%y%m%d}{account.currency}{opening}{comma}",
    ]
    for line in lines:
        mark = "C" if line.amount > 0 else "D"
        kind = "NTRF" if line.amount > 0 else "NCHG"
        amount = f"{abs(line.amount):.2f}".replace(".", ",")
        rows.append(f":61:{line.value_date:%y%m%d}{day:%m%d}{mark}{amount}{kind}NONREF//{line.reference}")
        rows.append(f":86:020?00PRZELEW?20{line.text[:27]}?21{line.text[27:54]}?32{line.party[:27]}")
    rows.append(f":62F:C{day:%y%m%d}{account.currency}{closing}{'' if ',' in closing else ','}")
    return "\r\n".join([*rows, "-", ""]).encode()


def _sheet(
    account: BankAccountRecord,
    _number: int,
    day: date,
    balances: tuple[Decimal, Decimal],
    lines: Sequence[BankLine],
) -> bytes:
    rows = ["Date,Value date,Reference,Name,Description,Amount,Currency,Balance"]
    balance = balances[0]
    for line in lines:
        balance += line.amount
        said = ",".join(f'"{text}"' for text in (line.party, line.text))
        rows.append(
            f"{day},{line.value_date},{line.reference},{said},{line.amount},{account.currency},{balance}"
        )
    return "\n".join(rows).encode()


_WRITERS = {"PL": (_mt940, "sta"), "GB": (_sheet, "csv")}
