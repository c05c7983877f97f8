"""Tables of cash."""

from recoup.cash.models.advices import Advice, AdviceRow
from recoup.cash.models.bank import BankAccount, BankFile, Retelling, SignedDay, Statement, StatementLine
from recoup.cash.models.matching import Claim, PayerAccount, Proposal, ReceiptDeed, ReceiptNote, ReceiptPart
from recoup.cash.models.receipts import Receipt

__all__ = [
    "Advice",
    "AdviceRow",
    "BankAccount",
    "BankFile",
    "Claim",
    "PayerAccount",
    "Proposal",
    "Receipt",
    "ReceiptDeed",
    "ReceiptNote",
    "ReceiptPart",
    "Retelling",
    "SignedDay",
    "Statement",
    "StatementLine",
]
