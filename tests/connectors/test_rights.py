"""Who may import what, and who sees which run."""

import pytest

from recoup.connectors import operations, queries
from recoup.connectors.operations import PlanChange
from recoup.connectors.types import ImportOptions, RunStatus
from recoup.formats.tables.vocabulary.fields import TableKind
from recoup.kernel.errors import NotAllowed, NotFound
from recoup.plumbing.audit import queries as audit
from recoup.team.types import Role
from tests.connectors.files import counts, import_file, receive, refusals, table
from tests.people import NOW, PROGRAM, make_entity, make_person

pytestmark = pytest.mark.django_db

ITEMS = table("C-1,1,2026-01-05,2026-02-04,10")
CUSTOMERS = b"number,name\nC-1,One\n"


def test_only_those_who_may_run_imports_bring_files() -> None:
    entity = make_entity()
    collector = make_person("Colin", Role.COLLECTOR, entity=entity)
    with pytest.raises(NotAllowed):
        receive(ITEMS, actor=collector)
    with pytest.raises(NotAllowed):
        receive(ITEMS, actor=collector, entity_id=entity.id)


def test_the_rights_of_the_ledger_and_the_customers_hold_for_files_too() -> None:
    entity = make_entity()
    officer = make_person("Olga", Role.CONTRACT_OFFICER, entity=entity)
    analyst = make_person("Anna", Role.CREDIT_ANALYST, entity=entity)

    refused = import_file(CUSTOMERS, kind=TableKind.CUSTOMERS, actor=officer)
    assert refused.status is RunStatus.FAILED
    assert counts(import_file(CUSTOMERS, kind=TableKind.CUSTOMERS, actor=analyst)) == (1, 0, 0)
    assert import_file(ITEMS, actor=analyst).status is RunStatus.FAILED
    assert counts(import_file(ITEMS, actor=officer)) == (1, 0, 0)


def test_who_may_not_add_customers_has_unknown_ones_refused() -> None:
    entity = make_entity()
    officer = make_person("Olga", Role.CONTRACT_OFFICER, entity=entity)
    run = import_file(ITEMS, actor=officer)
    assert refusals(run) == {2: "There is no customer C-1 in this entity."}


def test_runs_are_seen_by_those_who_read_all_their_companies() -> None:
    own, other = make_entity("UK"), make_entity("PL", "PL")
    reader = make_person("Rita", Role.AUDITOR, entity=own)
    stranger = make_person("Strange", Role.AUDITOR, entity=other)
    run = import_file(ITEMS, entity_id=own.id)

    assert [found.id for found in queries.runs(actor=reader)] == [run.id]
    assert queries.runs(actor=stranger) == []
    with pytest.raises(NotFound):
        queries.get_run(run_id=run.id, actor=stranger)
    with pytest.raises(NotFound):
        queries.open_refused_file(run_id=run.id, actor=reader)


def test_an_import_that_is_over_is_neither_changed_nor_run_again() -> None:
    make_entity()
    run = import_file(ITEMS)
    with pytest.raises(operations.AlreadyImported):
        operations.run_import(run_id=run.id, actor=PROGRAM, now=NOW)
    with pytest.raises(operations.AlreadyImported):
        operations.change_plan(
            run_id=run.id, change=PlanChange(), options=ImportOptions(), actor=PROGRAM, now=NOW
        )
    with pytest.raises(operations.AlreadyImported):
        operations.queue_import(run_id=run.id, actor=PROGRAM, now=NOW)


def test_every_step_is_in_the_audit_trail() -> None:
    make_entity()
    run = import_file(ITEMS)
    trail = audit.trail(subject_kind="import_run", subject_id=run.id, limit=10)
    assert {event.action for event in trail} == {
        "imports.file.received",
        "imports.run.begun",
        "imports.run.finished",
    }
