"""The schedule of some contracts as sales keeps it: not quite what was billed, as such lists are."""

from __future__ import annotations

import io
from collections import defaultdict
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from decimal import Decimal

from recoup.engines.reconciliation.schedules import Finding
from recoup.kernel.actor import Actor
from recoup.ops.demo.life import Life, Sale
from recoup.reconciliation import operations
from recoup.reconciliation.operations import ScheduleUpload
from recoup.reconciliation.types import Clearing, Coverage, DifferenceState
from recoup.workflows import schedules

_CONTRACTS = 6
_HEADER = "Số hợp đồng;Căn hộ;Mã khách hàng;Khách hàng;Đợt;Hạn thanh toán;Số tiền phải nộp;Đã nộp"
# By the place of the installment among all of them: what sales has otherwise.
_LEFT_OUT = 9
_DEARER = 4
_LATER = 15
_NOT_BILLED = 20
_TAKEN_OVER = "Theo số dư chuyển từ hệ thống cũ, đã đối chiếu với sao kê lưu trữ"


def bring_schedule(life: Life, *, entity_id: int, as_of: date, officer: Actor, now: datetime) -> None:
    """Bring in what sales says of the first contracts, compare it, and explain what an older program brought over."""
    found = operations.receive_schedule(
        upload=ScheduleUpload(
            name=f"tien-do-thanh-toan-{as_of}.csv",
            media_type="text/csv",
            content=io.BytesIO("\n".join((_HEADER, *_rows(life, as_of))).encode()),
            entity_id=entity_id,
            coverage=Coverage.SOME_CONTRACTS,
            as_of=as_of,
        ),
        actor=officer,
        now=now,
    )
    schedules.compare_schedule(reconciliation_id=found.id, actor=officer, now=now)
    operations.clear_alike(
        reconciliation_id=found.id,
        outcome=Finding.PAID_NOT_BY_BANK,
        clearing=Clearing(DifferenceState.EXPLAINED, _TAKEN_OVER, officer.id),
        actor=officer,
        now=now,
    )


def _rows(life: Life, as_of: date) -> Iterator[str]:
    paid: defaultdict[str, Decimal] = defaultdict(Decimal)
    for payment in life.payments:
        for number, _, amount in payment.meant:
            paid[number] += amount
    numbers = {buyer.number for buyer in life.buyers[:_CONTRACTS]}
    sales = [sale for sale in life.sales if sale.buyer.number in numbers]
    for place, sale in enumerate(sorted(sales, key=lambda sale: sale.number), start=1):
        if place == _LEFT_OUT:
            continue
        contract, installment = sale.number.rsplit("-D", 1)
        due, amount = sale.parts[0]
        if place == _DEARER:
            amount += life.company.unit * 50
        if place == _LATER and due is not None:
            due += timedelta(days=30)
        yield _row(contract, sale, installment, due, amount, paid[sale.number])
        if place == _NOT_BILLED:
            yield _row(contract, sale, "9", as_of - timedelta(days=10), amount, Decimal(0))


def _row(
    contract: str, sale: Sale, installment: str, due: date | None, amount: Decimal, paid: Decimal
) -> str:
    buyer = sale.buyer
    flat = f"S{contract[-3:]}"
    day = f"{due:%d/%m/%Y}" if due else "bàn giao sổ"
    return f"{contract};{flat};{buyer.number};{buyer.called.legal};Đợt {installment};{day};{amount};{paid}"
