"""Remittance advices as their pages show them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from recoup.cash.types import AdviceRecord, AdviceRowRecord, AdviceStage
from recoup.kernel.money import Money
from recoup.web.cash.bench_state import BenchState

_TONES: Mapping[AdviceStage, str] = {
    AdviceStage.WAITING: "warn",
    AdviceStage.ATTACHED: "",
    AdviceStage.USED: "ok",
}


@dataclass(frozen=True, slots=True)
class AdviceView:
    """An advice with its state in words; `bench_query` opens its receipt at the workbench."""

    record: AdviceRecord
    state: str
    tone: str
    form: str
    bench_query: str


@dataclass(frozen=True, slots=True)
class RowView:
    """A document that is paid."""

    record: AdviceRowRecord
    gross: Money | None
    deducted: Money | None
    paid: Money


def advice_view(record: AdviceRecord) -> AdviceView:
    """Return an advice as it is shown."""
    return AdviceView(
        record=record,
        state=_(record.stage.label),
        tone=_TONES[record.stage],
        form=_(record.form.label),
        bench_query=BenchState(receipt=record.receipt_id).query,
    )


def row_views(rows: Iterable[AdviceRowRecord], currency: str) -> list[RowView]:
    """Return the documents of an advice as they are listed."""
    return [
        RowView(
            record=row,
            gross=_money(row.gross, currency),
            deducted=_money(row.deducted or None, currency),
            paid=Money(row.paid, currency),
        )
        for row in rows
    ]


def _money(amount: Decimal | None, currency: str) -> Money | None:
    return None if amount is None else Money(amount, currency)
