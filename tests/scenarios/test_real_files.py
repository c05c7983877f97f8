"""Files that real programs wrote, taken in by the command line and counted again independently.

The files stand beside the repository, not in it; where they are missing there is nothing to test.
"""

from __future__ import annotations

import csv
import shutil
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from django.db import connection

from recoup.ledger.queries import verify
from tests.commands import exit_code
from tests.real_files import DATA

RECEIVABLES = DATA / "receivables"
IBM = "ibm-late-payment-to-2013-06-30.csv"
OPEN = "highradius-open-items-posted-to-2020-04-22.csv"
CLOSED = "highradius-closed-due-to-2019-10-31.csv"

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(
        not RECEIVABLES.exists(), reason="the files of other programs are not on this machine"
    ),
]

Sums = Mapping[tuple[str, str], Decimal]


def run(name: str | Path, *options: str) -> int:
    """Import a file as the command line does and return the exit code."""
    return exit_code("items", str(RECEIVABLES / name), *options)


def rows(name: str) -> Iterator[dict[str, str]]:
    with (RECEIVABLES / name).open(encoding="utf-8", newline="") as stream:
        yield from csv.DictReader(stream)


def stood(on: date | None = None) -> Sums:
    """Return what the journal says each customer of each company owed at the end of a day, without zeros."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT e.code, c.number, sum(p.amount) FROM ledger_posting AS p"
            " JOIN ledger_item AS i ON i.id = p.item_id JOIN parties_customer AS c ON c.id = i.customer_id"
            " JOIN team_entity AS e ON e.id = p.entity_id WHERE p.effective_date <= %s"
            " GROUP BY e.code, c.number HAVING sum(p.amount) <> 0",
            [on or date(2100, 1, 1)],
        )
        return {(code, number): amount for code, number, amount in cursor.fetchall()}


def issued() -> tuple[int, Decimal]:
    """Return how many invoices stand in the ledger and their sum."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*), sum(amount) FROM ledger_item WHERE kind = 'INVOICE'")
        count, total = cursor.fetchone()
        return count, total


def journal() -> tuple[object, ...]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*), sum(id), max(recorded_at) FROM ledger_entry")
        return tuple(cursor.fetchone())


def american_day(text: str) -> date:
    month, day, year = map(int, text.split("/"))
    return date(year, month, day)


def european_day(text: str) -> date:
    day, month, year = map(int, text.split("-"))
    return date(year, month, day)


def summed(pairs: Iterator[tuple[tuple[str, str], Decimal]]) -> Sums:
    sums: Counter[tuple[str, str]] = Counter()
    for key, amount in pairs:
        sums[key] += amount  # type: ignore[assignment]  # a Counter adds decimals as well as numbers
    return {key: Decimal(amount) for key, amount in sums.items() if amount}


@pytest.mark.duty("E9")
def test_the_late_payment_file_of_ibm(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert run(IBM, "--currency", "USD") == 0

    found = list(rows(IBM))
    assert issued() == (len(found), sum(Decimal(row["InvoiceAmount"]) for row in found))
    assert stood() == summed(
        (("MAIN", row["customerID"]), Decimal(row["InvoiceAmount"]))
        for row in found
        if not row["SettledDate"]
    )
    for on in (date(2012, 6, 30), date(2013, 3, 15), date(2013, 6, 30)):
        assert stood(on) == summed(
            (("MAIN", row["customerID"]), Decimal(row["InvoiceAmount"]))
            for row in found
            if american_day(row["InvoiceDate"]) <= on
            and not (row["SettledDate"] and american_day(row["SettledDate"]) <= on)
        )
    assert list(verify()) == []

    before = journal()
    assert run(IBM, "--currency", "USD") == 0
    assert journal() == before


@pytest.mark.duty("A1.1")
def test_the_open_items_of_six_companies(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    options = ("--currency", "USD", "--create-entities", "--round")
    assert run(OPEN, *options) == 1

    def cents(text: str) -> Decimal:
        return Decimal(text).quantize(Decimal("0.01"), "ROUND_HALF_UP")

    found = list(rows(OPEN))
    good = [row for row in found if european_day(row["due_in_date"]) >= european_day(row["posting_date"])]
    assert len(good) < len(found)
    assert issued() == (len(good), sum(cents(row["converted_usd"]) for row in good))
    assert stood() == summed(
        ((row["business_code"], row["cust_number"]), cents(row["converted_usd"])) for row in good
    )
    assert list(verify()) == []

    refused = tmp_path / "highradius-open-items-posted-to-2020-04-22-refused.csv"
    with refused.open(encoding="utf-8-sig", newline="") as stream:
        back = list(csv.DictReader(stream))
    late = [row for row in found if row not in good]
    assert [row["doc_id"] for row in back] == [row["doc_id"] for row in late]

    before = journal()
    assert run(OPEN, *options) == 1
    assert journal() == before

    corrected = tmp_path / "corrected.csv"
    with corrected.open("w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.DictWriter(stream, back[0].keys())
        writer.writeheader()
        writer.writerows(row | {"due_in_date": row["posting_date"]} for row in back)
    assert run(corrected, *options) == 0
    assert issued() == (len(found), sum(cents(row["converted_usd"]) for row in found))


def test_without_rounding_amounts_finer_than_cents_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run(OPEN, "--currency", "USD", "--create-entities") == 1
    fine = [row for row in rows(OPEN) if len(row["converted_usd"].partition(".")[2]) <= 2]
    assert issued()[0] == sum(
        european_day(row["due_in_date"]) >= european_day(row["posting_date"]) for row in fine
    )


@pytest.mark.duty("E9")
def test_the_closed_items_with_the_days_of_their_payment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    half = tmp_path / "half.csv"
    lines = (RECEIVABLES / CLOSED).read_text().splitlines(keepends=True)
    half.write_text("".join(lines[:20_000]))
    assert run(half, "--currency", "USD") == 0
    assert issued()[0] == 19_999
    # The whole file overlaps the half of it that is there already.
    assert run(CLOSED, "--currency", "USD", "--create-customers") == 0

    found = list(rows(CLOSED))
    assert issued() == (len(found), sum(Decimal(row["amount"]) for row in found))
    assert stood() == summed(
        (("MAIN", row["cust_number"]), Decimal(row["amount"])) for row in found if not row["clear_date"]
    )
    on = date(2019, 6, 30)
    assert stood(on) == summed(
        (("MAIN", row["cust_number"]), Decimal(row["amount"]))
        for row in found
        if row["due_date"] <= on.isoformat()
        and not (row["clear_date"] and row["clear_date"] <= on.isoformat())
    )
    assert list(verify()) == []

    before = journal()
    assert run(CLOSED, "--currency", "USD") == 0
    assert journal() == before


def test_a_trial_changes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    shutil.copy(RECEIVABLES / IBM, tmp_path / "ibm.csv")
    assert run(tmp_path / "ibm.csv", "--currency", "USD", "--dry-run") == 0
    assert issued() == (0, None)
    assert journal()[0] == 0
