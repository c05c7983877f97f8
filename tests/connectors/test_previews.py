"""A preview says what would happen, and nothing has happened."""

import pytest
from django.db import connections

from recoup.connectors import operations
from recoup.connectors.types import RunStatus
from recoup.formats.tables.vocabulary.fields import TableKind
from recoup.parties import queries as parties
from recoup.team.types import Role
from tests.connectors.files import import_file, item_rows, receive, table
from tests.people import NOW, PROGRAM, make_entity, make_person

pytestmark = pytest.mark.django_db


def test_a_preview_shows_the_rows_as_understood_and_what_would_become_of_them() -> None:
    make_entity()
    import_file(table("C-1,1,2026-01-05,2026-02-04,10.00"))
    before = item_rows()
    run = receive(
        table(
            "C-1,1,2026-01-05,2026-02-04,10.00",
            "C-1,2,2026-01-05,2026-02-04,20.00",
            "C-1,3,soon,2026-02-04,30.00",
        )
    )

    seen = operations.preview(run_id=run.id, actor=PROGRAM, now=NOW)

    assert seen.fields == ("customer_number", "number", "issue_date", "due_date", "amount")
    assert [str(value) for value in seen.rows[1].values] == ["C-1", "2", "2026-01-05", "2026-02-04", "20.00"]
    assert [row.sentence is None for row in seen.rows] == [True, True, False]
    assert seen.columns[0].title == "customer number"
    assert seen.columns[4].examples == ("10.00", "20.00", "30.00")
    assert seen.outcome is not None
    assert (seen.outcome.counts.accepted, seen.outcome.counts.known, seen.outcome.counts.refused) == (1, 1, 1)
    assert seen.is_whole
    assert "usual name" in seen.reasons["amount"].text
    assert item_rows() == before


def test_a_preview_leaves_no_customers_behind() -> None:
    make_entity()
    run = receive(table("C-1,1,2026-01-05,2026-02-04,10.00"))
    seen = operations.preview(run_id=run.id, actor=PROGRAM, now=NOW)
    assert seen.outcome is not None
    assert seen.outcome.notes[0].values == {"count": 1}
    assert parties.customer_page(actor=PROGRAM).total == 0
    assert seen.run.status is RunStatus.PREVIEWED


def test_of_a_large_file_the_first_rows_are_tried() -> None:
    make_entity()
    run = receive(table(*(f"C-1,{n},2026-01-05,2026-02-04,10.00" for n in range(50))))
    seen = operations.preview(run_id=run.id, actor=PROGRAM, now=NOW, rows_tried=10)
    assert seen.outcome is not None
    assert seen.outcome.counts.accepted == 10
    assert (seen.rows_tried, seen.is_whole, len(seen.rows)) == (10, False, 20)


def test_what_stands_in_the_way_of_the_whole_file_is_said_before() -> None:
    entity = make_entity()
    clerk = make_person("Clara", Role.CASH_CLERK, entity=entity)
    run = receive(table("C-1,1,2026-01-05,2026-02-04,10.00"), actor=clerk)
    seen = operations.preview(run_id=run.id, actor=clerk, now=NOW)
    assert seen.outcome is None
    assert seen.problem is not None
    assert "right" in seen.problem.text

    run = receive(b"alpha,beta\n1,2\n")
    seen = operations.preview(run_id=run.id, actor=PROGRAM, now=NOW)
    assert seen.missing
    assert seen.problem is not None


@pytest.mark.parametrize("kind", [TableKind.CUSTOMERS, TableKind.RECEIPTS])
def test_customers_and_receipts_are_previewed_too(kind: TableKind) -> None:
    make_entity()
    content = {
        TableKind.CUSTOMERS: b"number,name,country\nC-1,One,Poland\nC-2,Two,Atlantis\n",
        TableKind.RECEIPTS: b"transaction id,value date,amount\nT1,2026-02-01,5.00\nT2,2026-02-31,5.00\n",
    }[kind]
    run = receive(content, kind=kind)
    seen = operations.preview(run_id=run.id, actor=PROGRAM, now=NOW)
    assert [row.sentence is None for row in seen.rows] == [True, False]
    assert seen.outcome is not None
    assert (seen.outcome.counts.accepted, seen.outcome.counts.refused) == (1, 1)


@pytest.mark.django_db(transaction=True)
def test_a_preview_does_not_wait_for_a_large_import() -> None:
    entity = make_entity()
    import_file(table("C-1,1,2026-01-05,2026-02-04,10.00"))
    run = receive(table("C-1,2,2026-01-05,2026-02-04,10.00"))
    other = connections.create_connection("default")
    try:
        with other.cursor() as cursor:
            cursor.execute("BEGIN")
            cursor.execute("SELECT pg_advisory_xact_lock(hashtext('ledger.post_items'), %s)", [entity.id])
        seen = operations.preview(run_id=run.id, actor=PROGRAM, now=NOW)
    finally:
        other.close()
    assert seen.outcome is None
    assert seen.problem is not None
    assert "Another import is under way" in seen.problem.text
