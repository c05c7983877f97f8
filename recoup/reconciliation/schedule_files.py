"""A file with the schedules of contracts, in any layout: its rows as installments to compare."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from recoup.engines.reconciliation.schedules import ScheduleRow
from recoup.formats.tables.layouts import Row
from recoup.formats.tables.plans import TablePlan
from recoup.formats.tables.reading import Table
from recoup.formats.tables.values import (
    AmountStyle,
    DateStyle,
    amount_parser,
    clean_text,
    date_parser,
    is_blank,
    parse_currency,
)
from recoup.kernel.errors import DomainError
from recoup.kernel.folding import fold_reference
from recoup.kernel.money import is_fine_enough
from recoup.kernel.sentences import N_, Sentence
from recoup.reconciliation.table_files import (
    AMOUNT_MAX,
    AMOUNT_MISSING,
    NOT_A_DOCUMENT,
    OTHER_CURRENCY,
    TOO_FINE,
    is_balance,
)
from recoup.reconciliation.types import LeftOut

INSTALLMENTS_MAX = 250_000

CONTRACT_MISSING = N_("The row names no contract.")
NOT_POSITIVE = N_("The amount of an installment has to be above zero.")
PAID_NEGATIVE = N_("What was paid so far can't be below zero.")

_CONTRACT_MAX = 100
_TEXT_MAX = 300
# What stands in the first row of a contract only, as in sheets with merged cells.
_ABOVE = ("customer_number", "customer_name", "unit")


class TooManyInstallments(DomainError):
    """The file has more rows than one comparison takes."""

    text = N_("The file has more than {limit} rows. Bring the schedule in by project.")


@dataclass(frozen=True, slots=True)
class NumberedRow:
    """A row of the schedule, and the number of its customer as the file has it."""

    row: ScheduleRow
    customer_number: str


@dataclass(frozen=True, slots=True)
class ScheduleFile:
    """The rows of a schedule, and those that were left out."""

    rows: tuple[NumberedRow, ...]
    left_out: tuple[LeftOut, ...]


def read_schedule(table: Table, plan: TablePlan, *, currency: str, limit: int | None = None) -> ScheduleFile:
    """Return the rows of the table as installments, the first `limit` of them if one is given.

    A row without a contract belongs to the contract above it, as sheets with merged cells have it. A due date in
    words without a figure (“on handover”) is none: the milestone isn't reached yet.

    :raises TooManyInstallments: there are more than one comparison takes
    """
    reader = _RowReader(plan, currency)
    rows: list[NumberedRow] = []
    left_out: list[LeftOut] = []
    for row in table.rows():
        if len(rows) + len(left_out) >= INSTALLMENTS_MAX:
            raise TooManyInstallments(limit=INSTALLMENTS_MAX)
        found = reader.understand(row.line, row.cells) if isinstance(row, Row) else row.sentence
        if isinstance(found, Sentence):
            left_out.append(LeftOut(row.line, found))
        elif found is not None:
            rows.append(found)
        if limit is not None and len(rows) >= limit:
            break
    return ScheduleFile(tuple(rows), tuple(left_out))


def with_customers(rows: Sequence[NumberedRow], known: Mapping[str, int]) -> tuple[ScheduleRow, ...]:
    """Return the rows, each with its customer as far as `known` has the number."""
    return tuple(replace(numbered.row, customer_id=known.get(numbered.customer_number)) for numbered in rows)


class _RowReader:
    """Reads rows as a plan says."""

    def __init__(self, plan: TablePlan, currency: str) -> None:
        self._plan, self._currency = plan, currency
        self._date = date_parser(plan.date_styles.get("due_date", DateStyle()))
        self._amounts = {
            name: amount_parser(plan.amount_styles.get(name, AmountStyle()))
            for name in ("amount", "amount_paid")
            if name in plan.columns
        }
        self._above = dict.fromkeys(("contract_number", *_ABOVE), "")

    def understand(self, line: int, cells: Sequence[str]) -> NumberedRow | Sentence | None:
        """Return the installment in a row, None when the row says nothing, or what is wrong with it."""
        installment = self._text("installment", cells)
        contract = self._text("contract_number", cells)
        if is_balance(contract, installment) or is_balance(installment, contract):
            return Sentence(NOT_A_DOCUMENT)
        due = self._due(cells)
        amount, paid = self._amount("amount", cells), self._amount("amount_paid", cells)
        if not contract and not installment and amount is None:
            return None
        for problem in (due, amount, paid, self._other_currency(cells)):
            if isinstance(problem, Sentence):
                return problem
        said = self._said(contract, cells, is_below=bool(installment or due))
        if not fold_reference(said["contract_number"]):
            return Sentence(CONTRACT_MISSING)
        if not isinstance(amount, Decimal):
            return Sentence(AMOUNT_MISSING)
        if amount <= 0:
            return Sentence(NOT_POSITIVE)
        if isinstance(paid, Decimal) and paid < 0:
            return Sentence(PAID_NEGATIVE)
        row = ScheduleRow(
            key=line,
            contract=said["contract_number"][:_CONTRACT_MAX],
            installment=installment,
            due_date=due if isinstance(due, date) else None,
            amount=amount,
            paid=self._paid(paid),
            customer_name=said["customer_name"],
            unit=said["unit"],
        )
        return NumberedRow(row, said["customer_number"])

    def _said(self, contract: str, cells: Sequence[str], *, is_below: bool) -> dict[str, str]:
        """Return contract, customer and unit; a row below the first of its contract may leave them out."""
        said = {"contract_number": contract} | {name: self._text(name, cells) for name in _ABOVE}
        is_same = (not contract and is_below) or contract == self._above["contract_number"]
        if is_same:
            said = {name: text or self._above[name] for name, text in said.items()}
        self._above = said
        return said

    def _paid(self, paid: Decimal | Sentence | None) -> Decimal | None:
        """Return what was paid so far: an empty cell of a column for it is nothing paid."""
        if isinstance(paid, Decimal):
            return paid
        return Decimal(0) if "amount_paid" in self._amounts else None

    def _due(self, cells: Sequence[str]) -> date | Sentence | None:
        cell = self._cell("due_date", cells)
        found = self._date(cell)
        return None if isinstance(found, Sentence) and not any(map(str.isdigit, cell)) else found

    def _amount(self, name: str, cells: Sequence[str]) -> Decimal | Sentence | None:
        parse = self._amounts.get(name)
        found = None if parse is None else parse(self._cell(name, cells))
        if isinstance(found, Decimal) and not (
            abs(found) < AMOUNT_MAX and is_fine_enough(found, self._currency)
        ):
            return Sentence(TOO_FINE, {"amount": found, "currency": self._currency})
        return found

    def _other_currency(self, cells: Sequence[str]) -> Sentence | None:
        said = self._cell("currency", cells) or self._plan.constants.get("currency", "")
        currency = parse_currency(said)
        if isinstance(currency, Sentence):
            return currency
        if currency and currency != self._currency:
            return Sentence(OTHER_CURRENCY, {"currency": currency})
        return None

    def _text(self, name: str, cells: Sequence[str]) -> str:
        cell = self._cell(name, cells)
        return "" if is_blank(cell) else clean_text(cell)[:_TEXT_MAX]

    def _cell(self, name: str, cells: Sequence[str]) -> str:
        column = self._plan.columns.get(name)
        return "" if column is None else cells[column]
