"""Tables of cash."""

from recoup.cash.models.advices import Advice, AdviceRow
from recoup.cash.models.bank import BankAccount, BankFile, Retelling, SignedDay, Statement, StatementLine
from recoup.cash.models.cheque_lists import ChequeList
from recoup.cash.models.cheques import (
    Cheque,
    ChequeCount,
    ChequeCountLine,
    ChequeCover,
    ChequeStep,
    DepositSlip,
    SlipCheque,
)
from recoup.cash.models.layouts import SheetLayout
from recoup.cash.models.matching import Claim, PayerAccount, Proposal, ReceiptDeed, ReceiptNote, ReceiptPart
from recoup.cash.models.receipts import Receipt
from recoup.cash.models.reports import CashReport, ReportedMoney
from recoup.cash.models.virtual import VirtualAccount

__all__ = [
    "Advice",
    "AdviceRow",
    "BankAccount",
    "BankFile",
    "CashReport",
    "Cheque",
    "ChequeCount",
    "ChequeCountLine",
    "ChequeCover",
    "ChequeList",
    "ChequeStep",
    "Claim",
    "DepositSlip",
    "PayerAccount",
    "Proposal",
    "Receipt",
    "ReceiptDeed",
    "ReceiptNote",
    "ReceiptPart",
    "ReportedMoney",
    "Retelling",
    "SheetLayout",
    "SignedDay",
    "SlipCheque",
    "Statement",
    "StatementLine",
    "VirtualAccount",
]
