"""A schedule of contracts goes in at the desk, is compared with ledger and bank, worked off, signed and taken along."""

from __future__ import annotations

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from python_calamine import load_workbook

from recoup.engines.reconciliation.schedules import Finding
from recoup.reconciliation import queries
from recoup.reconciliation.types import DifferenceState, ReconciliationRecord
from tests.people import PROGRAM
from tests.reconciliation.contracts import SCHEDULE, Contracts
from tests.web.conftest import Desk

pytestmark = [pytest.mark.django_db, pytest.mark.duty("A1.2")]
HTMX = {"HX-Request": "true"}


@pytest.fixture
def contracts() -> Contracts:
    made = Contracts()
    made.usual()
    return made


def bring(client: Client, contracts: Contracts, content: str, **given: str) -> HttpResponse:
    sent = {"coverage": "SOME", "as_of": "2026-03-31", "currency": "EUR", "entity": str(contracts.entity.id)}
    file = SimpleUploadedFile("schedule.csv", content.encode())
    return client.post(reverse("reconciliation:new_schedule"), {**sent, **given, "file": file})


def the_one() -> ReconciliationRecord:
    return queries.reconciliations(actor=PROGRAM)[0]


def as_shown(client: Client, found: ReconciliationRecord) -> dict[str, str]:
    """Return what the form of the reading would send if nothing were changed."""
    form = client.get(reverse("reconciliation:reading", args=[found.id])).context["form"]
    return {field.html_name: str(field.value()) for field in form if field.value() not in (None, "")}


def test_from_the_file_to_the_signature(contracts: Contracts, desk: Desk) -> None:
    cora, dan = desk(contracts.cora), desk(contracts.dan)
    assert "schedules/new" in cora.get(reverse("reconciliation:index")).content.decode()
    assert "Our company" in cora.get(reverse("reconciliation:new_schedule")).content.decode()
    assert bring(cora, contracts, SCHEDULE).status_code == 303
    found = the_one()

    reading = cora.get(reverse("reconciliation:page", args=[found.id]), follow=True).content.decode()
    assert "Installment" in reading
    assert "Sign of their amounts" not in reading
    sent = as_shown(cora, found) | {"compare": "1"}
    html = cora.post(reverse("reconciliation:change", args=[found.id]), sent, follow=True).content.decode()
    assert "Due by the schedule, not in the ledger" in html
    assert "Money at the bank that is not applied" in html

    url = reverse("reconciliation:page", args=[found.id])
    progress = cora.get(url, {"show": "CONTRACTS"}, headers=HTMX).content.decode()
    assert "HD001" in progress
    assert "Receipts that no bank told of" in progress
    waiting = cora.get(url, {"show": "MONEY_WAITING"}, headers=HTMX).content.decode()
    assert "HD002 dot 2" in waiting
    assert "HD001" not in waiting

    for line in queries.compared_lines(reconciliation_id=found.id, actor=PROGRAM):
        if line.state is not None:
            said = {"state": "EXPLAINED", "note": "agreed with sales", "clear_by": "2026-04-15"}
            done = cora.post(reverse("reconciliation:clear", args=[line.id]), said, headers=HTMX)
            assert "reconciliation-changed" in done["HX-Trigger"]
    again = cora.post(reverse("reconciliation:compare", args=[found.id]), follow=True).content.decode()
    assert "compared again" in again
    assert "agreed with sales" in again

    sign = reverse("reconciliation:sign", args=[found.id])
    assert "somebody else" in cora.post(sign, {"note": ""}, headers=HTMX).content.decode()
    dan.post(sign, {"note": "seen"}, headers=HTMX)
    assert the_one().is_signed
    assert "Work off" not in dan.get(url).content.decode()

    paper = dan.get(reverse("reconciliation:paper", args=[found.id])).content.decode()
    assert "From the ledger to the schedule" in paper
    assert "Payment progress of the contracts" in paper
    book = load_workbook(io.BytesIO(dan.get(reverse("reconciliation:workbook", args=[found.id])).content))
    summary = dict(row[:2] for row in book.get_sheet_by_index(0).to_python() if len(row) > 1)
    assert (summary["Billed in the ledger"], summary["Installments of the schedule"]) == (1480, 1900)
    steps = ("Due by the schedule, not in the ledger", "Other amount in the ledger")
    assert 1480 + sum(float(summary[name]) for name in steps) == 1900
    assert "Other payments in the ledger" not in summary
    assert book.sheet_names[1] == "Contracts"


def test_one_answer_serves_all_differences_of_a_kind(contracts: Contracts, desk: Desk) -> None:
    cora = desk(contracts.cora)
    contracts.bill("K-1", "HD001-D8", "7.00", "01-20")
    contracts.bill("K-2", "HD002-D8", "7.00", "01-20")
    found = contracts.compare()
    stray = [Finding.NOT_SCHEDULED]
    first, second = queries.compared_lines(reconciliation_id=found.id, actor=PROGRAM, outcomes=stray)
    url = reverse("reconciliation:clear", args=[first.id])
    assert "about 1 other that is open" in cora.get(url, headers=HTMX).content.decode()
    said = {"state": "CORRECTED", "note": "billed twice", "alike": "on"}
    refused = cora.post(url, said | {"note": ""}, headers=HTMX)
    assert refused.status_code == 422
    cora.post(url, said, headers=HTMX)
    kept = queries.get_line(line_id=second.id, actor=PROGRAM)
    assert (kept.state, kept.note) == (DifferenceState.CORRECTED, "billed twice")
    assert "about 1 other" not in cora.get(url, headers=HTMX).content.decode()


def test_bad_files_are_refused_beside_the_form(contracts: Contracts, desk: Desk) -> None:
    cora = desk(contracts.cora)
    for content, words in (
        ("%PDF-1.4", "is not a table"),
        ("Contract;Installment;Amount\nHD1;1;0\n", "can be read as an installment"),
    ):
        answer = bring(cora, contracts, content)
        assert answer.status_code == 422
        assert words in answer.content.decode()
    assert bring(cora, contracts, SCHEDULE, entity=str(contracts.other.id)).status_code == 422
    assert cora.post(reverse("reconciliation:new_schedule"), {}).status_code == 422
    assert queries.reconciliations(actor=PROGRAM) == []


def test_the_page_of_a_customer_leads_to_its_reconciliations(contracts: Contracts, desk: Desk) -> None:
    found = contracts.compare()
    aud = desk(contracts.aud)
    customer_id = contracts.customer_ids["K-1"]
    page = aud.get(reverse("customers:reconciliations", args=[customer_id])).content.decode()
    assert reverse("reconciliation:of_customer", args=[customer_id]) in page
    listed = aud.get(reverse("reconciliation:of_customer", args=[customer_id]), headers=HTMX).content.decode()
    assert reverse("reconciliation:page", args=[found.id]) in listed
    assert "New reconciliation" not in listed
    olek = desk(contracts.olek)
    for name in ("customers:reconciliations", "reconciliation:of_customer"):
        assert olek.get(reverse(name, args=[customer_id])).status_code == 404
    assert olek.get(reverse("reconciliation:page", args=[found.id])).status_code == 404


def test_names_in_the_file_can_do_no_harm(contracts: Contracts, desk: Desk) -> None:
    row = "<script>alert(1)</script>;<b>;=1+1;;1;10/01/2026;5,00;\nTổng"
    found = contracts.compare(SCHEDULE.replace("Tổng", row, 1))
    cora = desk(contracts.cora)
    for show in ("", "CONTRACTS"):
        html = cora.get(reverse("reconciliation:page", args=[found.id]), {"show": show}).content.decode()
        assert "<script>alert" not in html
