"""A file goes in at the desk, is understood, corrected, imported, and its refused rows come back."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connections
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from recoup.connectors import jobs, queries
from recoup.connectors.types import RunRecord, RunStatus
from recoup.formats.tables.vocabulary.fields import TableKind
from recoup.ledger.queries import verify
from recoup.plumbing.jobs import worker
from recoup.team.types import EntityRecord, Role
from tests.connectors.files import import_file, items, table
from tests.people import PROGRAM, make_entity, make_person
from tests.web.conftest import Desk

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}
GOOD = table("C-1,1,2026-01-05,2026-02-04,10.00", "C-1,2,2026-01-05,2026-02-04,20.00")
BAD = table("C-1,1,2026-01-05,2026-02-04,10.00", "C-1,2,never,2026-02-04,20.00")


@pytest.fixture
def entity() -> EntityRecord:
    made = make_entity()
    import_file(b"number,name\nC-1,One\n", kind=TableKind.CUSTOMERS, name="customers.csv")
    return made


@pytest.fixture
def officer(entity: EntityRecord, desk: Desk) -> Client:
    return desk(make_person("Olga", Role.CONTRACT_OFFICER, entity=entity))


def bring(client: Client, content: bytes, *, kind: str = "ITEMS", name: str = "march.csv") -> HttpResponse:
    return client.post(reverse("imports:receive"), {"kind": kind, "file": SimpleUploadedFile(name, content)})


def last_run() -> RunRecord:
    return queries.runs(actor=PROGRAM)[0]


def plan_form(client: Client, run: RunRecord) -> dict[str, str]:
    """Return what the form of the page would send if nothing were changed."""
    form = client.get(reverse("imports:run", args=[run.id])).context["form"]
    sent: dict[str, str] = {}
    for field in form:
        value = field.value()
        if value not in (None, False):
            sent[field.html_name] = "on" if value is True else str(value)
        if field.field.show_hidden_initial:
            sent[field.html_initial_name] = "" if value is None else str(value)
    return sent


def change(client: Client, run: RunRecord, **changed: str) -> HttpResponse:
    return client.post(reverse("imports:plan", args=[run.id]), plan_form(client, run) | changed, headers=HTMX)


def work() -> None:
    """Let a worker run what is queued, in a thread: the browser's own loop may be running in this one."""

    def run() -> None:
        try:
            worker.run(until_idle=True)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(1) as threads:
        threads.submit(run).result()


def test_a_file_is_shown_as_understood_before_anything_is_imported(officer: Client) -> None:
    answer = bring(officer, BAD)
    run = last_run()
    assert answer["Location"] == reverse("imports:run", args=[run.id])

    html = officer.get(answer["Location"]).content.decode()

    assert "How the file is understood" in html
    assert "customer number · C-1" in html
    assert "“never” is not a date" in html
    assert items() == []


def test_the_import_is_done_and_its_refused_rows_can_be_taken_along(officer: Client) -> None:
    bring(officer, BAD)
    run = last_run()
    html = officer.post(reverse("imports:start", args=[run.id]), headers=HTMX).content.decode()

    assert "Refused rows as a file" in html
    assert "How the file is understood" not in html
    assert [number for _, _, number, *_ in items()] == ["1"]
    file = officer.get(reverse("imports:refused", args=[run.id]))
    assert 'filename="march-refused.csv"' in file["Content-Disposition"]
    assert b"C-1,2,never" in file.getvalue()
    assert officer.get(reverse("imports:original", args=[run.id])).getvalue() == BAD
    assert "march.csv" in officer.get(reverse("imports:index")).content.decode()


def test_columns_dates_and_amounts_are_put_right(officer: Client) -> None:
    bring(officer, b'a,b,c,d\nC-1,X1,03/04/2026,"1.500"\n')
    run = last_run()
    page = officer.get(reverse("imports:run", args=[run.id])).content.decode()
    assert "No column was found for" in page

    html = change(
        officer,
        run,
        **{"column-customer_number": "0", "column-number": "1", "column-due_date": "2", "column-amount": "3"},
    ).content.decode()
    assert "Which is right?" in html
    assert "<html" not in html

    change(officer, run, **{"style-due_date": "MDY/GREGORIAN", "style-amount": ","})
    officer.post(reverse("imports:start", args=[run.id]), headers=HTMX)

    assert [(str(due), int(amount)) for *_, due, _, amount, _ in items()] == [("2026-03-04", 1500)]


def test_the_kind_and_the_separator_can_be_changed(entity: EntityRecord, desk: Desk) -> None:
    analyst = desk(make_person("Anna", Role.CREDIT_ANALYST, entity=entity))
    bring(analyst, b"number|name\nC-7|Seven\n")
    run = last_run()

    html = change(analyst, run, kind="CUSTOMERS").content.decode()

    assert "Legal name" in html
    assert last_run().kind is TableKind.CUSTOMERS
    html = change(analyst, run, delimiter=";").content.decode()
    assert "No column was found for" in html


def test_who_may_not_add_customers_is_not_offered_to(officer: Client) -> None:
    bring(officer, GOOD)
    html = officer.get(reverse("imports:run", args=[last_run().id])).content.decode()
    box = html[html.index('name="create_customers"') :].split(">", 1)[0]
    assert "disabled" in box


def test_a_file_that_is_no_table_is_refused_with_its_reason(officer: Client) -> None:
    answer = bring(officer, b"%PDF-1.4 nothing", name="letter.csv")
    html = officer.get(answer["Location"]).content.decode()
    assert "File refused" in html
    assert "is not a table" in html


def test_without_a_file_the_form_says_so(officer: Client) -> None:
    answer = officer.post(reverse("imports:receive"), {"kind": "ITEMS"})
    assert answer.status_code == 422
    assert "This field is required" in answer.content.decode()


def test_a_large_file_is_left_to_a_worker_and_its_progress_is_asked_for(
    officer: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(jobs, "AT_ONCE_MAX", 1)
    bring(officer, GOOD)
    run = last_run()

    html = officer.post(reverse("imports:start", args=[run.id]), headers=HTMX).content.decode()

    assert "Waiting for its turn" in html
    assert 'hx-trigger="load delay:1s"' in html
    assert items() == []
    jobs.carry_out._task.func(run_id=run.id)  # what the worker calls
    html = officer.get(reverse("imports:run", args=[run.id]), headers=HTMX).content.decode()
    assert "hx-trigger" not in html
    assert len(items()) == 2


@pytest.mark.django_db(transaction=True)
def test_the_worker_imports_what_was_queued(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    entity = make_entity()
    import_file(b"number,name\nC-1,One\n", kind=TableKind.CUSTOMERS)
    officer = desk(make_person("Olga", Role.CONTRACT_OFFICER, entity=entity))
    monkeypatch.setattr(jobs, "AT_ONCE_MAX", 1)
    bring(officer, GOOD)
    officer.post(reverse("imports:start", args=[last_run().id]))

    work()

    assert last_run().status is RunStatus.DONE
    assert len(items()) == 2
    assert list(verify()) == []


def test_a_profile_is_saved_listed_and_deleted(officer: Client) -> None:
    bring(officer, GOOD)
    run = last_run()
    answer = officer.post(reverse("imports:profile", args=[run.id]), {"name": "Monthly list"}, headers=HTMX)
    assert "“Monthly list”" in answer.content.decode()
    assert "Monthly list" in officer.get(reverse("imports:index")).content.decode()

    profile = queries.profiles(actor=PROGRAM)[0]
    officer.post(reverse("imports:delete_profile", args=[profile.id]))
    assert queries.profiles(actor=PROGRAM) == []


def test_strangers_and_readers(entity: EntityRecord, desk: Desk) -> None:
    run = import_file(BAD, entity_id=entity.id)
    reader = desk(make_person("Rita", Role.AUDITOR, entity=entity))
    stranger = desk(make_person("Sam", Role.AUDITOR, entity=make_entity("OTHER")))

    html = reader.get(reverse("imports:run", args=[run.id])).content.decode()
    assert "Refused rows as a file" in html
    assert "Save the profile" not in html
    assert "Bring a file in" not in reader.get(reverse("imports:index")).content.decode()
    assert reader.post(reverse("imports:start", args=[run.id])).status_code == 404
    for name in ("run", "refused", "original"):
        assert stranger.get(reverse(f"imports:{name}", args=[run.id])).status_code == 404
    assert desk(make_person("Cora", Role.SERVICE_CENTER)).get(reverse("imports:index")).status_code == 404


def test_names_of_files_can_do_no_harm(officer: Client) -> None:
    bring(officer, GOOD, name="<script>alert(1)</script>.csv")
    html = officer.get(reverse("imports:index")).content.decode()
    assert "<script>alert" not in html
