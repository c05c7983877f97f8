"""A remittance advice from any file: the one door of this folder."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

from recoup.formats.remittance.faults import (
    EmptyAdvice,
    NoAdviceLines,
    NothingPaid,
    SeveralCurrencies,
    SeveralPayments,
    TooManyAdviceLines,
)
from recoup.formats.remittance.layouts import as_table
from recoup.formats.remittance.pdf import pdf_text
from recoup.formats.remittance.rows import Gathered, RowReader
from recoup.formats.remittance.surroundings import read_date, read_surroundings
from recoup.formats.remittance.types import Advice, AdviceForm
from recoup.formats.tables.encodings import survey
from recoup.formats.tables.layouts import LayoutChoice, UnreadableTable
from recoup.formats.tables.plans import TablePlan, propose_plan
from recoup.formats.tables.reading import Table, open_table
from recoup.formats.tables.values import parse_date
from recoup.formats.tables.vocabulary.fields import TableKind
from recoup.kernel.sentences import N_, Sentence

LINES_MAX = 20_000
"""An advice with more rows is no advice of one payment."""

TOTAL_DIFFERS = N_("The rows come to {sum}, and the advice says {total}.")

_BINARY = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
_PDF = b"%PDF"
_HEAD = 1024


@dataclass(frozen=True, slots=True)
class _Source:
    """A file opened as a table."""

    table: Table
    plan: TablePlan
    form: AdviceForm


def read_advice(content: bytes, *, name: str) -> Advice:
    """Return the remittance advice in a CSV, XLSX, XLS, text or PDF file; `name` is for messages only.

    Amounts are exact and as the file writes them; credits that are set off are negative. The currency is empty where
    the file names none.

    :raises UnreadableAdvice: the file can't be used as an advice; its subclasses say why
    :raises UnreadableTable: a workbook that can't be opened; its subclasses say why
    """
    if not content.strip():
        raise EmptyAdvice(name=name)
    with tempfile.TemporaryDirectory(prefix="recoup-advice-") as folder:
        source = _opened(content, Path(folder), name)
        reader = RowReader(source.plan, is_text=source.form is not AdviceForm.TABLE)
        found = reader.gather(source.table.rows(), limit=LINES_MAX)
    if len(found.lines) > LINES_MAX:
        raise TooManyAdviceLines(name=name, limit=LINES_MAX)
    if not found.lines:
        raise NoAdviceLines(name=name)
    return _advice(source, found, name)


def _opened(content: bytes, folder: Path, name: str) -> _Source:
    path = folder / "advice"
    if _PDF in content[:_HEAD]:
        return _opened_text(pdf_text(content, name=name), path, name, AdviceForm.PDF)
    path.write_bytes(content)
    if content.startswith(_BINARY):
        return _planned(open_table(path, name=name), name, AdviceForm.TABLE)
    try:
        return _planned(open_table(path, name=name), name, AdviceForm.TABLE)
    except (UnreadableTable, NoAdviceLines):
        text = content.decode(survey(path).encoding, "replace").lstrip("\ufeff")
        return _opened_text(text, path, name, AdviceForm.TEXT)


def _opened_text(text: str, path: Path, name: str, form: AdviceForm) -> _Source:
    laid_out = as_table(text)
    if laid_out is None:
        raise NoAdviceLines(name=name)
    path.write_text(laid_out.text, encoding="utf-8")
    choice = LayoutChoice(encoding="utf-8", delimiter="\t", header_line=laid_out.header_line)
    return _planned(open_table(path, name=name, choice=choice), name, form)


def _planned(table: Table, name: str, form: AdviceForm) -> _Source:
    plan = propose_plan(table, TableKind.ADVICE).plan
    if plan.missing():
        raise NoAdviceLines(name=name)
    return _Source(table, plan, form)


def _advice(source: _Source, found: Gathered, name: str) -> Advice:
    plan, table = source.plan, source.table
    if len(found.currencies) > 1:
        raise SeveralCurrencies(name=name, currencies=", ".join(found.currencies))
    if len(found.references) > 1 or (not found.references and len(found.dates) > 1):
        raise SeveralPayments(name=name)
    main = "amount_paid" if "amount_paid" in plan.columns else "amount_gross"
    around = read_surroundings((*table.preamble, *found.around), plan.amount_styles.get(main))
    total = sum((line.paid for line in found.lines), start=Decimal(0))
    if total <= 0:
        raise NothingPaid(name=name, total=total)
    stated = _stated((*found.totals, *around.totals), total)
    if stated is not None and stated != total:
        found.findings.append(Sentence(TOTAL_DIFFERS, {"sum": total, "total": stated}))
    return Advice(
        form=source.form,
        payer_name=_only(found.payers) or around.payer_name,
        reference=_only(found.references) or around.reference,
        payment_date=_column_date(found, plan) or around.payment_date,
        currency=_only(found.currencies) or around.currency or plan.constants.get("currency", ""),
        total_stated=stated,
        lines=tuple(found.lines),
        left_out=tuple(found.left_out),
        findings=tuple(found.findings),
    )


def _stated(totals: Sequence[Decimal], total: Decimal) -> Decimal | None:
    """Return the total that the advice states: the one that the rows come to, if it is among several."""
    if not totals:
        return None
    return total if total in totals else totals[-1]


def _only(texts: dict[str, None]) -> str:
    return next(iter(texts)) if len(texts) == 1 else ""


def _column_date(found: Gathered, plan: TablePlan) -> date | None:
    style = plan.date_styles.get("payment_date")
    text = _only(found.dates)
    if not text or style is None:
        return None
    parsed = parse_date(text, style)
    return parsed if isinstance(parsed, date) else read_date(text)
