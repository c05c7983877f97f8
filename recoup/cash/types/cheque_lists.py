"""Lists of cheques: what each row says, and what became of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from recoup.cash.types.cheques import NewCheque
from recoup.kernel.money import Money
from recoup.kernel.sentences import Sentence
from recoup.ledger.types import Refusal


@dataclass(frozen=True, slots=True)
class ChequeListRecord:
    """A list as it came; `taken_at` is None while it waits. `refused` are the rows left out, and why."""

    id: int
    entity_id: int
    file_name: str
    received_at: datetime
    received_by: str
    taken_at: datetime | None
    taken_by: str
    taken: int
    refused: tuple[Refusal, ...]


@dataclass(frozen=True, slots=True)
class ListedCheque:
    """A row of a list: the cheque it speaks of, as far as it can be read, and why it can't be taken in, if it can't."""

    line: int
    cheque: NewCheque | None
    customer_name: str
    covered: Money | None
    reason: Sentence | None

    @property
    def amount(self) -> Money | None:
        """What the cheque is over."""
        return None if self.cheque is None else Money(self.cheque.amount, self.cheque.currency)

    @property
    def cheque_date(self) -> date | None:
        """The date on the cheque."""
        return None if self.cheque is None else self.cheque.cheque_date


@dataclass(frozen=True, slots=True)
class ChequeListTrial:
    """What would become of a list; `totals` is what the good rows come to, a figure for each currency."""

    rows: tuple[ListedCheque, ...]
    totals: tuple[Money, ...]

    @property
    def refused(self) -> tuple[Refusal, ...]:
        """The rows that can't be taken in."""
        return tuple(Refusal(row.line, row.reason) for row in self.rows if row.reason is not None)

    @property
    def good(self) -> int:
        """How many rows can be taken in."""
        return sum(row.reason is None for row in self.rows)
