"""Rows of receipts as the cash room takes them: money that came in; what went out is left aside."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal

from recoup.cash.types import NewReceipt
from recoup.connectors.rows.cells import Cells, Columns, Rounding, code, words
from recoup.connectors.rows.customers import sound_rows
from recoup.connectors.rows.entities import EntityReader
from recoup.connectors.types import ImportOptions
from recoup.formats.tables.layouts import Row, RowProblem
from recoup.formats.tables.plans import TablePlan
from recoup.formats.tables.values import Direction, parse_currency, parse_direction
from recoup.kernel.sentences import N_, Sentence
from recoup.team.types import EntityRecord

AMOUNT_MISSING = N_("The row has no amount.")
DATE_MISSING = N_("The row has no value date.")

_FIELDS = (
    *("entity_code", "bank_reference", "value_date", "currency", "amount", "amount_credit", "amount_debit"),
    *("direction", "payer_name", "payer_account", "text", "customer_number", "item_number"),
)


class ReceiptRows:
    """The rows of a file as receipts. `refused` collects by line; `money_out` counts rows that are no receipts."""

    def __init__(
        self,
        rows: Callable[[], Iterable[Row | RowProblem]],
        plan: TablePlan,
        options: ImportOptions,
        entities: Iterable[EntityRecord],
    ) -> None:
        columns = Columns(plan)
        self._rows = rows
        self._pick = columns.picker(*_FIELDS)
        self.entities = EntityReader(columns, entities, options)
        self._entity = self.entities.read
        self._date = columns.date("value_date")
        self._currency = columns.known("currency", parse_currency)
        self._default_currency = options.currency
        self._amount = columns.amount("amount")
        self._credit = columns.amount("amount_credit")
        self._debit = columns.amount("amount_debit")
        self._direction = columns.known("direction", parse_direction)
        self._code = {
            name: columns.reader(name, code)
            for name in ("bank_reference", "payer_account", "customer_number", "item_number")
        }
        self._words = {name: columns.reader(name, words) for name in ("payer_name", "text")}
        self.rounding = Rounding(is_wanted=options.round_amounts)
        self.refused: dict[int, Sentence] = {}
        self.footers: list[int] = []
        self.money_out = 0

    def receipts(self) -> Iterator[NewReceipt]:
        """Yield the receipts of all rows that can be read."""
        for line, cells in sound_rows(self._rows(), self.refused, self.footers):
            receipt = self.understand(line, cells)
            if isinstance(receipt, Sentence):
                self.refused[line] = receipt
            elif receipt is None:
                self.money_out += 1
            else:
                yield receipt

    def understand(self, line: int, cells: Cells) -> NewReceipt | Sentence | None:
        """Return the receipt in a row, None when money went out, or the first thing that is wrong with it."""
        found = dict(zip(_FIELDS, self._pick(cells), strict=True))
        entity = self._entity(found["entity_code"])
        if isinstance(entity, Sentence):
            return entity
        value_date = self._date(found["value_date"])
        if value_date is None or isinstance(value_date, Sentence):
            return value_date or Sentence(DATE_MISSING)
        currency = self._currency(found["currency"])
        if isinstance(currency, Sentence):
            return currency
        amount = self._money_in(
            found["amount"], found["amount_credit"], found["amount_debit"], found["direction"]
        )
        if amount is None or isinstance(amount, Sentence):
            return amount
        currency = currency or self._default_currency or entity.currency
        return NewReceipt(
            line=line,
            entity_id=entity.id,
            customer_number=self._code["customer_number"](found["customer_number"]),
            bank_reference=self._code["bank_reference"](found["bank_reference"]),
            value_date=value_date,
            currency=currency,
            amount=self.rounding(amount, currency),
            payer_name=self._words["payer_name"](found["payer_name"]),
            payer_account=self._code["payer_account"](found["payer_account"]),
            text=self._words["text"](found["text"]),
            pays_item_number=self._code["item_number"](found["item_number"]),
        )

    def _money_in(
        self, amount_cell: str, credit_cell: str, debit_cell: str, direction_cell: str
    ) -> Decimal | Sentence | None:
        """Return what came in, None when it went out, or why that can't be said."""
        amount, credit, debit = self._amount(amount_cell), self._credit(credit_cell), self._debit(debit_cell)
        for found in (amount, credit, debit):
            if isinstance(found, Sentence):
                return found
        if isinstance(credit, Decimal) and credit:
            return credit if credit > 0 else None
        if isinstance(debit, Decimal) and debit:
            return -debit if debit < 0 and not isinstance(amount, Decimal) else None
        if not isinstance(amount, Decimal):
            return Sentence(AMOUNT_MISSING)
        if self._direction(direction_cell) is Direction.DEBIT:
            return None
        return amount if amount >= 0 else None
