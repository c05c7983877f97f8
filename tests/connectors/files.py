"""Files for the tests of imports: written, brought in and read back in one line."""

from __future__ import annotations

import io
from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from django.db import connection

from recoup.connectors import operations
from recoup.connectors.operations import Upload
from recoup.connectors.types import ImportOptions, RunRecord
from recoup.formats.tables.vocabulary.fields import TableKind
from recoup.kernel.actor import Actor
from recoup.ledger.queries import verify
from tests.people import NOW, PROGRAM

HEADER = "customer number,invoice number,invoice date,due date,amount"


def table(*lines: str, header: str = HEADER) -> bytes:
    """Return a CSV file with these lines."""
    return "\n".join([header, *lines, ""]).encode()


def receive(
    content: bytes,
    *,
    kind: TableKind = TableKind.ITEMS,
    name: str = "file.csv",
    actor: Actor = PROGRAM,
    language: str = "en",
    profile: str = "",
    **options: object,
) -> RunRecord:
    """Bring a file in without importing it."""
    upload = Upload(
        name=name,
        media_type="text/csv",
        content=io.BytesIO(content),
        kind=kind,
        options=ImportOptions(**options),  # type: ignore[arg-type]  # the test names fields of the options
        language=language,
        profile_name=profile,
    )
    return operations.receive_file(upload=upload, actor=actor, now=NOW)


def import_file(content: bytes, *, actor: Actor = PROGRAM, **how: object) -> RunRecord:
    """Bring a file in, import it and prove the ledger."""
    received = receive(content, actor=actor, **how)  # type: ignore[arg-type]  # see `receive`
    done = operations.run_import(run_id=received.id, actor=actor, now=NOW)
    assert list(verify()) == []
    return done


def refusals(run: RunRecord) -> dict[int, str]:
    """Return the reasons of the refused rows by line, in English."""
    return {
        line: sentence.text.format(**{name: str(value) for name, value in sentence.values.items()})
        for line, sentence in run.outcome.refused
    }


def counts(run: RunRecord) -> tuple[int, int, int]:
    """Return how many were accepted, known and refused."""
    found = run.outcome.counts
    return found.accepted, found.known, found.refused


def items() -> list[tuple[str, str, str, int, date, date | None, str, Decimal, Decimal]]:
    """Return all items: customer, kind, number, part, issue and due date, currency, amount and open amount."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT c.number, i.kind, i.number, i.part, i.issue_date, i.due_date, i.currency, i.amount, i.amount_open"
            " FROM ledger_item AS i JOIN parties_customer AS c ON c.id = i.customer_id ORDER BY i.id"
        )
        return cursor.fetchall()


def item_rows() -> list[tuple[object, ...]]:
    """Return every row of the ledger's tables, to see that nothing changed."""
    with connection.cursor() as cursor:
        found: list[tuple[object, ...]] = []
        for name in ("ledger_item", "ledger_entry", "ledger_posting"):
            cursor.execute(f"SELECT * FROM {name} ORDER BY 1, 2")
            found += cursor.fetchall()
        return found


def balances() -> Mapping[str, Decimal]:
    """Return what each customer owes, by number."""
    sums: dict[str, Decimal] = {}
    for customer, *_, amount_open in items():
        sums[customer] = sums.get(customer, Decimal(0)) + amount_open
    return sums
