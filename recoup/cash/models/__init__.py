"""Tables of cash."""

from recoup.cash.models.bank import BankAccount, BankFile, Retelling, SignedDay, Statement, StatementLine
from recoup.cash.models.receipts import Receipt

__all__ = [
    "BankAccount",
    "BankFile",
    "Receipt",
    "Retelling",
    "SignedDay",
    "Statement",
    "StatementLine",
]
