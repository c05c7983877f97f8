"""The aging as its page shows it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from recoup.formats.workbook import Cell, Sheet
from recoup.kernel.money import Money
from recoup.metrics.aging import AgingBy
from recoup.plumbing.localization import Reader, format_date, render
from recoup.reports.types import AgingRow, AgingTable
from recoup.web.aging.chart import chart
from recoup.web.shared.aging import AgingBar, Bucket, aging_bar, bucket_kinds

_ROWS_DRAWN = 10


@dataclass(frozen=True, slots=True)
class Line:
    """One row of the table, its amounts with their bucket's label; `url` is what it opens to, if anything."""

    code: str
    name: str
    url: str
    amounts: tuple[tuple[str, Money], ...]
    total: Money
    bar: AgingBar


@dataclass(frozen=True, slots=True)
class Block:
    """The rows of one currency with their total."""

    currency: str
    lines: tuple[Line, ...]
    amounts: tuple[tuple[str, Money], ...]
    total: Money
    bar: AgingBar
    picture: SafeString


def blocks(table: AgingTable, labels: Sequence[str], query: Mapping[str, str], reader: Reader) -> list[Block]:
    """Return the table cut by currency: amounts of two currencies never stand in one column."""
    found = []
    for total in table.totals:
        rows = [row for row in table.rows if row.currency == total.currency]
        found.append(
            Block(
                currency=total.currency,
                lines=tuple(_line(row, table.by, labels, query) for row in rows),
                amounts=_labeled(total, labels),
                total=total.money_total,
                bar=_bar(total, labels),
                picture=chart(rows[:_ROWS_DRAWN], labels, is_rtl=reader.is_rtl),
            )
        )
    return found


def labels_of(table: AgingTable, reader: Reader) -> list[str]:
    """Return the headings of the buckets in the reader's language."""
    return [render(label, reader) for label in table.bucket_set.labels]


def _line(row: AgingRow, by: AgingBy, labels: Sequence[str], query: Mapping[str, str]) -> Line:
    name = row.name or (_("Nobody's portfolio") if by is AgingBy.COLLECTOR else row.currency)
    return Line(
        row.code, name, _url(row, by, query), _labeled(row, labels), row.money_total, _bar(row, labels)
    )


def _labeled(row: AgingRow, labels: Sequence[str]) -> tuple[tuple[str, Money], ...]:
    return tuple(zip(labels, row.money, strict=True))


def _url(row: AgingRow, by: AgingBy, query: Mapping[str, str]) -> str:
    """Return where a row opens to: a customer's page, or the customers behind a wider row."""
    if by is AgingBy.CUSTOMER:
        return reverse("customers:page", args=[row.key])
    if row.key is None:
        return ""
    narrowed = {**query, "by": AgingBy.CUSTOMER.value, "of": str(row.key), "of_kind": by.value}
    return f"?{urlencode(narrowed)}"


def _bar(row: AgingRow, labels: Sequence[str]) -> AgingBar:
    kinds = bucket_kinds(len(labels))
    return aging_bar(Bucket(*part) for part in zip(kinds, labels, row.money, strict=True))


def sheet(table: AgingTable, reader: Reader) -> Sheet:
    """Return the whole aging as one sheet, with the tie-out below."""
    headings = [_("Number"), _("Name"), _("Currency"), *labels_of(table, reader), _("Total")]
    rows: list[Sequence[Cell]] = [_cells(row) for row in table.rows]
    rows += [_cells(total._replace(code=_("Total"))) for total in table.totals]
    rows += [(), (_("Tie-out to the control account"),)]
    rows += [
        (proof.entity_code, "", proof.aged.currency, proof.aged.amount, proof.control.amount)
        for proof in table.tie_out
    ]
    title = _("Aging %(date)s") % {"date": format_date(table.as_of, reader, length="short")}
    return Sheet(title, headings, rows, is_right_to_left=reader.is_rtl)


def _cells(row: AgingRow) -> list[Cell]:
    return [row.code, row.name, row.currency, *row.buckets, row.total]
