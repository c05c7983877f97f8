"""The workload: made by its generator, read from its files."""

from __future__ import annotations

import csv
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

from recoup.cash.types import NewReceipt

VARIABLE = "RECOUP_BENCH_WORKLOAD"
AS_OF = date(2026, 6, 30)
CURRENCY = "EUR"
BUCKETS = ("current", "d1_30", "d31_60", "d61_90", "d90p")

_BESIDE = Path(__file__).resolve().parents[3].parent / "shared" / "bench" / "workload.py"


@dataclass(frozen=True, slots=True)
class Truth:
    """The exact answer, after `payments.csv` and before `receipts.csv`; amounts by bucket in `BUCKETS`' order."""

    buckets: tuple[Decimal, ...]
    customers_with_balance: int
    lines_dunnable: int
    lines_by_level: tuple[int, ...]
    open_lines: int
    payments: int
    receipts: int


@dataclass(frozen=True, slots=True)
class Workload:
    """The files of one size in `folder`."""

    folder: Path

    @property
    def customers_file(self) -> Path:
        """Columns id, code, name."""
        return self.folder / "customers.csv"

    @property
    def invoices_file(self) -> Path:
        """Columns id, number, customer_id, issue, due, amount."""
        return self.folder / "invoices.csv"

    def truth(self) -> Truth:
        """Return the exact answer."""
        found = json.loads((self.folder / "truth.json").read_text())
        return Truth(
            buckets=tuple(Decimal(found["buckets_cents"][name]).scaleb(-2) for name in BUCKETS),
            customers_with_balance=found["customers_with_balance"],
            lines_dunnable=found["dunnable"],
            lines_by_level=tuple(found["dunning_levels"]),
            open_lines=found["open_lines"],
            payments=found["paid"],
            receipts=found["receipts"],
        )

    def payments(self, entity_id: int) -> Iterator[NewReceipt]:
        """Yield the payments, whose sender names customer and invoice outright."""
        for row in _rows(self.folder / "payments.csv"):
            yield NewReceipt(
                line=int(row["id"]),
                entity_id=entity_id,
                customer_number=row["customer_id"],
                bank_reference=f"P{row['id']}",
                value_date=date.fromisoformat(row["paid_on"]),
                currency=CURRENCY,
                amount=Decimal(row["amount"]),
                pays_item_number=f"INV-{int(row['invoice_id']):07d}",
            )

    def receipts(self, entity_id: int) -> Iterator[NewReceipt]:
        """Yield the bank's receipts: the payer is known by name only, the invoice stands in the text."""
        for row in _rows(self.folder / "receipts.csv"):
            yield NewReceipt(
                line=int(row["id"]),
                entity_id=entity_id,
                customer_number="",
                bank_reference=f"E{row['id']}",
                value_date=date.fromisoformat(row["booked"]),
                currency=CURRENCY,
                amount=Decimal(row["amount"]),
                payer_name=f"Customer {int(row['customer_id']):06d}",
                text=row["reference"],
            )


def find_generator() -> Path | None:
    """Return the generator named by RECOUP_BENCH_WORKLOAD, or the one in a folder beside the project, or None."""
    named = os.environ.get(VARIABLE)
    path = Path(named) if named else _BESIDE
    return path if path.is_file() else None


def make_workload(generator: Path, size: int, folder: Path) -> Workload:
    """Run the generator for `size` invoices."""
    folder.mkdir(parents=True, exist_ok=True)
    command = [sys.executable, str(generator), str(size), str(folder)]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return Workload(folder)


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(newline="") as stream:
        yield from csv.DictReader(stream)
