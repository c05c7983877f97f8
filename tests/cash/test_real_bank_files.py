"""Every bank file that the project was given is taken in, and its sums are those of an independent count."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from django.db import connection
from django.db.models import Sum

from recoup.cash import operations as cash
from recoup.cash.models import Statement, StatementLine
from recoup.cash.queries import continuity
from recoup.cash.types import FileStatus, ImportChoices, ImportedFile
from recoup.kernel.folding import fold_reference
from recoup.ledger.models import Item
from recoup.ledger.queries import verify
from tests.people import NOW, PROGRAM, make_entity
from tests.real_files import DATA

FILES = DATA / "bank-statements"
BESIDE = ("SOURCES.md", "TOTALS.csv")
NO_STATEMENTS = {
    "wolph-self-provided-gv_codes.sta",
    "ofxparse-account_listing_aggregation.ofx",
    "ofxparse-signon_success.ofx",
}

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.duty("A2.3", "B12"),
    pytest.mark.skipif(not FILES.is_dir(), reason="the collected bank files are not on this machine"),
]


def statement_files(*, but: str = "") -> list[Path]:
    """Return the files, those of the folder `but` aside."""
    found = (path for path in sorted(FILES.rglob("*")) if path.is_file() and path.name not in BESIDE)
    return [path for path in found if path.parent.name != but]


def take(path: Path) -> ImportedFile:
    """Import a file, making its accounts known."""
    choices = ImportChoices(register_for=ENTITY[0], unnamed_number="NO-NUMBER-1")
    with path.open("rb") as content:
        return cash.import_bank_file(content=content, name=path.name, choices=choices, actor=PROGRAM, now=NOW)


ENTITY = [0]


@pytest.fixture(autouse=True)
def company() -> Iterator[None]:
    """Make a company to which all accounts belong, and prove afterwards that the books agree."""
    ENTITY[0] = make_entity().id
    yield
    assert list(verify()) == []
    posted = StatementLine.objects.filter(state="POSTED")
    assert posted.count() == Item.objects.filter(kind="RECEIPT").count()
    sums = posted.values_list("currency").annotate(total=Sum("amount"))
    held = Item.objects.filter(kind="RECEIPT").values_list("currency").annotate(total=-Sum("amount"))
    assert dict(sums) == dict(held)


@pytest.mark.parametrize("path", statement_files(but="camt-daily-053"), ids=lambda path: path.name)
def test_a_real_file_is_taken_in_and_known_afterwards(path: Path) -> None:
    told = take(path)
    if path.name in NO_STATEMENTS:
        assert told.status is FileStatus.REFUSED
        return
    assert (told.status, told.known) == (FileStatus.READ, 0)
    lines = StatementLine.objects.filter(parent=None)
    assert lines.count() == told.accepted
    for statement in Statement.objects.all():
        own = lines.filter(statement=statement, status="BOOKED", currency=statement.account.currency)
        moved = own.aggregate(total=Sum("amount"))["total"] or 0
        assert moved == statement.sum_in + statement.sum_out
        if statement.difference == 0:
            assert statement.opening is not None
            assert statement.opening + moved == statement.closing
    assert take(path).is_known


def totals(folder: str) -> dict[tuple[str, str], tuple[Decimal, Decimal, str, str]]:
    """Return what the independent count says: by file and account credits, debits, opening and closing."""
    found: dict[tuple[str, str], tuple[Decimal, Decimal, str, str]] = {}
    with (FILES / folder / "TOTALS.csv").open() as rows:
        for row in csv.DictReader(rows):
            key = (row["file"], fold_reference(row["account"]))
            before = found.get(key, (Decimal(0), Decimal(0), "", ""))
            found[key] = (
                before[0] + Decimal(row["credits"] or 0),
                before[1] + Decimal(row["debits"] or 0),
                row["opening"],
                row["closing"],
            )
    return found


@pytest.mark.parametrize(
    "folder", ["camt-monthly-053", "camt-batch-054", "camt-intraday-052", "camt-daily-053"]
)
def test_the_sums_are_those_of_an_independent_count(folder: str) -> None:
    expected = totals(folder)
    names = sorted({name for name, _ in expected})
    for name in names:
        take(FILES / folder / name)
        _forget_temporary_tables()
    found: dict[tuple[str, str], list[Decimal]] = defaultdict(lambda: [Decimal(0), Decimal(0)])
    for line in StatementLine.objects.filter(parent=None).select_related("statement__file", "account"):
        both = found[line.statement.file.name, line.account.number]
        both[0 if line.amount > 0 else 1] += abs(line.amount)
    for key, (money_in, money_out, _, _) in expected.items():
        assert tuple(found[key]) == (money_in, money_out), key
    for row in Statement.objects.select_related("file", "account"):
        _, _, opening, closing = expected[row.file.name, row.account.number]
        if opening and closing:
            assert (row.opening, row.closing) == (Decimal(opening), Decimal(closing))


def test_months_of_daily_files_follow_one_another() -> None:
    for path in sorted((FILES / "camt-daily-053").glob("2024-03-*.xml")):
        told = take(path)
        _forget_temporary_tables()
    for statement in told.statements:
        found = continuity(
            account_id=statement.account.id,
            from_date=Statement.objects.earliest("from_date").from_date,
            to_date=Statement.objects.latest("to_date").to_date,
            actor=PROGRAM,
        )
        assert found.gaps == ()


def _forget_temporary_tables() -> None:
    """Drop what would be dropped at the end of each transaction: here many files share one."""
    with connection.cursor() as cursor:
        cursor.execute("DISCARD TEMP")
