"""Rows of an advice's table, each as the document that is paid."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from recoup.formats.remittance.surroundings import is_total
from recoup.formats.remittance.types import AdviceLine, LeftOut
from recoup.formats.tables.layouts import Row, RowProblem
from recoup.formats.tables.plans import TablePlan
from recoup.formats.tables.values import (
    AmountStyle,
    DateStyle,
    amount_parser,
    clean_text,
    date_parser,
    is_blank,
    parse_amount,
    parse_currency,
)
from recoup.kernel.sentences import N_, Sentence

NO_NUMBER = N_("The row has an amount and no document number.")
NO_AMOUNT = N_("The row names a document and doesn't say what is paid on it.")
ROW_CONTRADICTS = N_("Line {line}: {gross} less {deducted} is not {paid}.")

_NUMBER_MAX = 100
_NAME_MAX = 200
_AMOUNTS = ("amount_gross", "amount_deducted", "amount_paid")


@dataclass(slots=True)
class Gathered:
    """What the rows of a table came to."""

    lines: list[AdviceLine] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)
    findings: list[Sentence] = field(default_factory=list)
    totals: list[Decimal] = field(default_factory=list)
    around: list[Sequence[str]] = field(default_factory=list)
    currencies: dict[str, None] = field(default_factory=dict)
    payers: dict[str, None] = field(default_factory=dict)
    references: dict[str, None] = field(default_factory=dict)
    dates: dict[str, None] = field(default_factory=dict)


class RowReader:
    """Reads rows as a plan says; in a text, lines that say nothing of a document and an amount are none."""

    def __init__(self, plan: TablePlan, *, is_text: bool) -> None:
        self._plan, self._is_text = plan, is_text
        self._amounts = {
            name: amount_parser(plan.amount_styles.get(name, AmountStyle()))
            for name in _AMOUNTS
            if name in plan.columns
        }
        self._date = date_parser(plan.date_styles.get("document_date", DateStyle()))
        self._main = "amount_paid" if "amount_paid" in plan.columns else "amount_gross"

    def gather(self, rows: Iterable[Row | RowProblem], *, limit: int) -> Gathered:
        """Return the rows as lines of the advice; stops one row behind `limit`."""
        found = Gathered()
        for row in rows:
            if isinstance(row, RowProblem):
                self._take_problem(row, found)
            else:
                self._take(row, found)
            if len(found.lines) > limit:
                break
        return found

    def _take_problem(self, row: RowProblem, found: Gathered) -> None:
        if row.is_footer:
            found.around.append(row.cells)
            self._take_total(row.cells, found)
        elif not self._is_text:
            found.left_out.append(LeftOut(row.line, row.sentence))

    def _take_total(self, cells: Sequence[str], found: Gathered) -> bool:
        """Keep the total that a row states; return whether it is such a row."""
        filled = [cell for cell in cells if not is_blank(cell)]
        if not filled or not is_total(filled[0]):
            return False
        column = self._plan.columns[self._main]
        texts = [cells[column], filled[-1]] if column < len(cells) else [filled[-1]]
        style = self._plan.amount_styles.get(self._main, AmountStyle())
        for text in texts:
            total = parse_amount(text, style)
            if isinstance(total, Decimal):
                found.totals.append(total)
                break
        return True

    def _take(self, row: Row, found: Gathered) -> None:
        number = self._text("number", row.cells)[:_NUMBER_MAX]
        if not any(map(str.isdigit, number)) and self._take_total(row.cells, found):
            return
        amounts = {name: parse(self._cell(name, row.cells)) for name, parse in self._amounts.items()}
        if not number or not any(map(str.isdigit, number)) or self._is_unpaid(amounts):
            self._take_other(row, number, amounts, found)
            return
        for problem in amounts.values():
            if isinstance(problem, Sentence):
                found.left_out.append(LeftOut(row.line, problem))
                return
        line = self._line(row, number, amounts, found)
        if line.paid or line.deducted:
            found.lines.append(line)
            self._take_words(row.cells, found)

    def _is_unpaid(self, amounts: dict[str, Decimal | Sentence | None]) -> bool:
        return all(amounts.get(name) is None for name in ("amount_paid", "amount_gross"))

    def _take_other(
        self, row: Row, number: str, amounts: dict[str, Decimal | Sentence | None], found: Gathered
    ) -> None:
        """Keep a row that isn't about a document: text around the table, or a row that lacks something."""
        if any(isinstance(amount, Decimal) and amount for amount in amounts.values()):
            found.left_out.append(LeftOut(row.line, Sentence(NO_NUMBER)))
        elif number and any(map(str.isdigit, number)) and not self._is_text:
            found.left_out.append(LeftOut(row.line, Sentence(NO_AMOUNT)))
        else:
            found.around.append(row.cells)

    def _line(
        self, row: Row, number: str, amounts: dict[str, Decimal | Sentence | None], found: Gathered
    ) -> AdviceLine:
        gross, deducted, paid = (_exact(amounts.get(name)) for name in _AMOUNTS)
        taken = deducted or Decimal(0)
        if paid is None:
            assert gross is not None
            paid = gross - _toward(gross, taken)
        if gross is not None and deducted is not None and gross - taken != paid:
            if gross + taken == paid:
                taken = -taken
            else:
                found.findings.append(
                    Sentence(
                        ROW_CONTRADICTS,
                        {"line": row.line, "gross": gross, "deducted": taken, "paid": paid},
                    )
                )
                taken = Decimal(0)
        day = self._date(self._cell("document_date", row.cells))
        return AdviceLine(
            line=row.line,
            number=number,
            document_date=None if isinstance(day, Sentence) else day,
            gross=gross,
            deducted=_toward(paid if gross is None else gross, taken),
            paid=paid,
        )

    def _take_words(self, cells: Sequence[str], found: Gathered) -> None:
        currency = parse_currency(self._cell("currency", cells))
        if isinstance(currency, str):
            found.currencies[currency] = None
        for name, kept in (
            ("payer_name", found.payers),
            ("payment_reference", found.references),
            ("payment_date", found.dates),
        ):
            if text := self._text(name, cells)[:_NAME_MAX]:
                kept[text] = None

    def _text(self, name: str, cells: Sequence[str]) -> str:
        cell = self._cell(name, cells)
        return "" if is_blank(cell) else clean_text(cell)

    def _cell(self, name: str, cells: Sequence[str]) -> str:
        column = self._plan.columns.get(name)
        return "" if column is None else cells[column]


def _exact(found: Decimal | Sentence | None) -> Decimal | None:
    return found if isinstance(found, Decimal) else None


def _toward(whole: Decimal, part: Decimal) -> Decimal:
    """Return what is taken off with the sign of what it is taken off from, however the payer writes it."""
    return part if part * whole >= 0 else -part
