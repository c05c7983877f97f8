"""The debts that a call can be about, where a rule counts calls for each of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from recoup.correspondence import queries as correspondence
from recoup.kernel.money import Money, total
from recoup.ledger import queries as ledger
from recoup.ledger.types import ItemLine
from recoup.web.shared.requests import DeskRequest


@dataclass(frozen=True, slots=True)
class LateDebt:
    """A debt of which something is late: its number, the document's, and what of it is late."""

    id: int
    name: str
    items: tuple[ItemLine, ...]

    @property
    def amounts(self) -> tuple[Money, ...]:
        """What is late of it, in each of its currencies."""
        open_ones = [item.amount_open for item in self.items]
        currencies = sorted({money.currency for money in open_ones})
        return tuple(
            total((money for money in open_ones if money.currency == currency), currency=currency)
            for currency in currencies
        )


def debts_to_choose(request: DeskRequest, customer_id: int, late: Sequence[ItemLine]) -> tuple[LateDebt, ...]:
    """Return the debts that are late, for the one who calls to choose among; none where there is nothing to choose.

    There is a choice where more than one debt is late and a rule counts calls for each debt (US-A4).
    """
    debts = _debts(late)
    if len(debts) < 2:
        return ()
    counts_each = correspondence.calls_count_per_debt(
        customer_id=customer_id, at=request.now, actor=request.actor
    )
    return debts if counts_each else ()


def _debts(late: Sequence[ItemLine]) -> tuple[LateDebt, ...]:
    of_item = ledger.debts_of(item_ids=[item.id for item in late])
    parts: dict[int, list[ItemLine]] = {}
    for item in late:
        parts.setdefault(of_item[item.id], []).append(item)
    return tuple(LateDebt(debt_id, items[0].name, tuple(items)) for debt_id, items in parts.items())
