"""A customer's ledger goes in at the desk, is read, compared, worked off, signed off and taken along."""

from __future__ import annotations

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from python_calamine import load_workbook

from recoup.reconciliation import queries
from recoup.reconciliation.types import ReconciliationRecord
from recoup.team.types import Role
from tests.people import PROGRAM, make_person
from tests.reconciliation.account import OPEN_FILE, Account
from tests.web.conftest import Desk

pytestmark = [pytest.mark.django_db, pytest.mark.duty("B5")]
HTMX = {"HX-Request": "true"}


@pytest.fixture
def account() -> Account:
    made = Account()
    made.usual()
    return made


def bring(client: Client, account: Account, content: bytes, **given: str) -> HttpResponse:
    sent = {"coverage": "OPEN", "as_of": "2026-03-31", "currency": "PLN", "from_date": ""} | given
    url = reverse("reconciliation:new", args=[account.customer_id])
    return client.post(url, {**sent, "file": SimpleUploadedFile("ledger.csv", content)})


def the_one() -> ReconciliationRecord:
    return queries.reconciliations(actor=PROGRAM)[0]


def as_shown(client: Client, found: ReconciliationRecord) -> dict[str, str]:
    """Return what the form of the reading would send if nothing were changed."""
    form = client.get(reverse("reconciliation:reading", args=[found.id])).context["form"]
    return {field.html_name: str(field.value()) for field in form if field.value() not in (None, "")}


def test_from_the_file_to_the_signature(account: Account, desk: Desk) -> None:
    cora, dan = desk(account.cora), desk(account.dan)
    page = cora.get(reverse("reconciliation:choose"), {"text": "hai long"}, headers=HTMX).content.decode()
    assert reverse("reconciliation:new", args=[account.customer_id]) in page
    assert bring(cora, account, OPEN_FILE).status_code == 303
    found = the_one()

    html = cora.get(reverse("reconciliation:page", args=[found.id]), follow=True).content.decode()
    assert "Compare the books" in html
    assert "INV-1004" in html
    sent = as_shown(cora, found) | {"compare": "1"}
    answer = cora.post(reverse("reconciliation:change", args=[found.id]), sent, follow=True)
    html = answer.content.decode()
    assert "Settled in our books" in html
    assert "lines speak for it" in html or "line speaks for it" in html

    for line in queries.compared_lines(reconciliation_id=found.id, actor=PROGRAM):
        url = reverse("reconciliation:clear", args=[line.id])
        assert "Work the difference off" in cora.get(url, headers=HTMX).content.decode()
        refused = cora.post(url, {"state": "EXPLAINED", "note": ""}, headers=HTMX)
        assert refused.status_code == 422
        assert "Write down what is behind" in refused.content.decode()
        done = cora.post(
            url, {"state": "CORRECTED", "note": "agreed", "owner": str(account.dan.id)}, headers=HTMX
        )
        assert "reconciliation-changed" in done["HX-Trigger"]

    sign = reverse("reconciliation:sign", args=[found.id])
    assert "somebody else" in cora.post(sign, {"note": ""}, headers=HTMX).content.decode()
    assert "Sign off" in dan.get(reverse("reconciliation:page", args=[found.id])).content.decode()
    dan.post(sign, {"note": "by phone"}, headers=HTMX)
    assert the_one().is_signed
    html = dan.get(reverse("reconciliation:page", args=[found.id])).content.decode()
    assert "Work off" not in html
    assert "by phone" in html
    assert "signed off" in dan.get(reverse("reconciliation:index")).content.decode()

    paper = dan.get(reverse("reconciliation:paper", args=[found.id])).content.decode()
    assert "From our balance to theirs" in paper
    assert "Signed off by" in paper
    book = load_workbook(io.BytesIO(dan.get(reverse("reconciliation:workbook", args=[found.id])).content))
    summary = dict(row[:2] for row in book.get_sheet_by_index(0).to_python() if len(row) > 1)
    assert summary["Balance in our books"] == 950
    assert summary["Signed off by"] == "Dan"
    steps = sum(float(summary[name]) for name in summary if name in STEPS)
    assert 950 + steps == summary["Balance in their books"] == 1530
    assert dan.get(reverse("reconciliation:original", args=[found.id])).getvalue() == OPEN_FILE


STEPS = ("Different amount", "Settled in our books", "Missing in our books", "Missing in their books")


def test_lines_are_shown_by_result(account: Account, desk: Desk) -> None:
    cora = desk(account.cora)
    found = account.compare(OPEN_FILE + b"INV-1003;20.03.2026;x;-450,00\n")
    url = reverse("reconciliation:page", args=[found.id])
    matched = cora.get(url, {"show": "MATCHED"}, headers=HTMX).content.decode()
    assert "INV-1003" in matched
    assert "INV-1004" not in matched
    assert "INV-1004" in cora.get(url, {"show": "no such"}).content.decode()
    again = cora.post(reverse("reconciliation:compare", args=[found.id]), follow=True).content.decode()
    assert "compared again" in again


def test_bad_files_are_refused_beside_the_form(account: Account, desk: Desk) -> None:
    cora = desk(account.cora)
    for content, words in (
        (b"%PDF-1.4", "is not a table"),
        (b"Number;Amount\nINV-1;0\n", "No row of the file"),
    ):
        answer = bring(cora, account, content)
        assert answer.status_code == 422
        assert words in answer.content.decode()
    answer = bring(cora, account, OPEN_FILE, coverage="PERIOD", from_date="2026-04-30")
    assert "begins after" in answer.content.decode()
    assert cora.post(reverse("reconciliation:new", args=[account.customer_id]), {}).status_code == 422
    assert queries.reconciliations(actor=PROGRAM) == []


def test_strangers_find_nothing_and_readers_change_nothing(account: Account, desk: Desk) -> None:
    found = account.compare(OPEN_FILE)
    line = queries.compared_lines(reconciliation_id=found.id, actor=PROGRAM)[0]
    olek, aud = desk(account.olek), desk(account.aud)
    for name in ("page", "reading", "paper", "workbook", "original"):
        assert olek.get(reverse(f"reconciliation:{name}", args=[found.id])).status_code == 404
        assert aud.get(reverse(f"reconciliation:{name}", args=[found.id])).status_code == 200
    assert olek.get(reverse("reconciliation:new", args=[account.customer_id])).status_code == 404
    assert olek.get(reverse("reconciliation:clear", args=[line.id])).status_code == 404
    for name in ("compare", "change", "sign"):
        assert aud.post(reverse(f"reconciliation:{name}", args=[found.id])).status_code == 404
    assert "Work off" not in aud.get(reverse("reconciliation:page", args=[found.id])).content.decode()
    clerk = desk(make_person("Sue", Role.SERVICE_CENTER, entity=account.entity))
    assert clerk.get(reverse("reconciliation:index")).status_code == 404


def test_names_in_the_file_can_do_no_harm(account: Account, desk: Desk) -> None:
    found = account.compare(OPEN_FILE + b"<script>alert(1)</script>;20.03.2026;=1+1;-1,00\n")
    html = desk(account.cora).get(reverse("reconciliation:page", args=[found.id])).content.decode()
    assert "<script>alert" not in html
