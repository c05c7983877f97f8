"""May we contact the customer: the part of its page that answers, and the dialogs behind it."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import Settings

from recoup.correspondence import operations as correspondence
from recoup.correspondence.evidence_rules import EVIDENCE
from recoup.kernel.contact import StopKind
from recoup.parties import operations as parties
from recoup.parties import queries
from recoup.parties.types import CustomerRecord, NewStop
from recoup.rulebook.types import RuleScope
from recoup.team.types import Role
from tests.correspondence.test_door import call, make_debtor
from tests.people import NOW, PROGRAM, Cast, make_cast, make_person
from tests.rulebook.in_force import in_force
from tests.web.conftest import Desk

pytestmark = pytest.mark.django_db

HTMX = {"HX-Request": "true"}
TUESDAY = datetime(2026, 3, 3, 10, 0, tzinfo=UTC)


@pytest.fixture
def cast() -> Cast:
    return make_cast(Role.COLLECTOR)


@pytest.fixture
def customer(cast: Cast) -> CustomerRecord:
    return make_debtor(cast)


@pytest.fixture
def alice(cast: Cast, desk: Desk) -> Client:
    return desk(cast.alice)


def page(client: Client, customer: CustomerRecord) -> str:
    return client.get(f"/customers/{customer.id}/conduct").content.decode()


def do(client: Client, customer: CustomerRecord, part: str, **said: object) -> None:
    answer = client.post(f"/customers/{customer.id}/{part}", said, headers=HTMX)
    assert answer.status_code == 200, answer.content.decode()
    assert json.loads(answer["HX-Trigger"]) == {"customer-changed": {}}


@pytest.mark.duty("C11")
def test_the_page_says_whom_we_may_reach_and_why_not(alice: Client, customer: CustomerRecord) -> None:
    shown = page(alice, customer)
    assert "Ann" in shown and "+442079460958" in shown and "ann@example.com" in shown
    assert "Authorized representative" in shown
    do(alice, customer, "stops/add", kind="BANKRUPT", from_date="2026-01-01", note="Court letter")
    shown = page(alice, customer)
    assert "not allowed" in shown and "Court letter" in shown
    # Only a manager lets contact begin again.
    (stop,) = queries.stops(customer_id=customer.id, actor=PROGRAM)
    assert alice.post(f"/customers/{customer.id}/stops/{stop.id}/lift", headers=HTMX).status_code == 404


def test_an_objection_and_a_wish_are_written_down(alice: Client, customer: CustomerRecord) -> None:
    word = {"state": "OBJECTED", "scope": "CONTACT", "channel": "SMS", "said_on": "2026-01-05"}
    do(alice, customer, "consents/add", **word)
    wish = {"opens": "10:00", "closes": "12:00", "weekdays": ["0", "1"], "channels": ["CALL"]}
    do(alice, customer, "preference", **wish)
    shown = page(alice, customer)
    assert "Objected" in shown and "10:00–12:00" in shown and "Monday, Tuesday" in shown
    wrong = {**wish, "opens": "13:00"}
    answer = alice.post(f"/customers/{customer.id}/preference", wrong, headers=HTMX)
    assert answer.status_code == 422


def test_a_stop_that_is_not_one_of_the_customer_can_not_be_placed(
    alice: Client, customer: CustomerRecord, cast: Cast
) -> None:
    other = make_debtor(cast, "C-2")
    contact = queries.contacts(customer_id=other.id, actor=PROGRAM)[0]
    said = {"kind": "CEASE", "from_date": "2026-01-01", "note": "x", "contact": str(contact.id)}
    answer = alice.post(f"/customers/{customer.id}/stops/add", said, headers=HTMX)
    assert answer.status_code == 422


def test_overrides_are_listed_for_who_checks_them(cast: Cast, customer: CustomerRecord, desk: Desk) -> None:
    manager = make_person("Mary", Role.MANAGER, entity=cast.entity)
    stop = NewStop(customer.id, StopKind.VULNERABLE, datetime(2026, 3, 1, tzinfo=UTC).date())
    parties.place_stops(stops=[stop], actor=cast.alice, now=NOW)
    request = call(customer, override_reason="She asked for the call herself.")
    assert correspondence.pass_door(requests=[request], at=TUESDAY, actor=manager)["call"].passage_id
    shown = desk(manager).get("/overrides/").content.decode()
    assert "She asked for the call herself." in shown and "Vulnerable person" in shown and "Mary" in shown
    assert desk(cast.alice).get("/overrides/").status_code in (403, 404)
    elsewhere = make_person("Ed", Role.AUDITOR, entity=cast.other_entity)
    assert "She asked" not in desk(elsewhere).get("/overrides/").content.decode()


def test_a_stop_is_proven_by_a_file_that_only_readers_get(
    alice: Client, customer: CustomerRecord, cast: Cast, desk: Desk, settings: Settings, tmp_path: Path
) -> None:
    settings.FILES_ROOT = tmp_path
    letter = SimpleUploadedFile("court.pdf", b"%PDF-1.7 bankrupt")
    said = {"kind": "BANKRUPT", "from_date": "2026-01-01", "note": "Court letter"}
    in_force(EVIDENCE, {"stop": "FILE", "consent": "NOTE"}, RuleScope(entity_id=cast.entity.id))
    refused = alice.post(f"/customers/{customer.id}/stops/add", said, headers=HTMX)
    assert refused.status_code == 422 and 'id="id_file_error">The rules ask' in refused.content.decode()
    do(alice, customer, "stops/add", **said, file=letter)
    (stop,) = queries.stops(customer_id=customer.id, actor=PROGRAM)
    assert stop.evidence_id is not None
    address = f"/customers/{customer.id}/evidence/{stop.evidence_id}"
    assert address in page(alice, customer)
    given = alice.get(address)
    assert given["Content-Disposition"] == 'attachment; filename="court.pdf"'
    assert given["Content-Type"] == "application/octet-stream"
    assert b"".join(given.streaming_content) == b"%PDF-1.7 bankrupt"  # type: ignore[arg-type]  # not asynchronous
    other = make_debtor(cast, "C-2")
    assert alice.get(f"/customers/{other.id}/evidence/{stop.evidence_id}").status_code == 404
    assert desk(cast.charlie).get(address).status_code == 404


def test_a_consent_needs_evidence_and_a_file_where_the_rule_says_so(
    alice: Client, customer: CustomerRecord, cast: Cast, settings: Settings, tmp_path: Path
) -> None:
    """VN-A8: who, to which text, when, with which evidence."""
    settings.FILES_ROOT = tmp_path
    word = {"state": "GIVEN", "scope": "ADVERTISING", "channel": "SMS", "said_on": "2026-01-05"}
    address = f"/customers/{customer.id}/consents/add"
    refused = alice.post(address, word, headers=HTMX)
    assert refused.status_code == 422 and "A consent must be provable" in refused.content.decode()
    do(alice, customer, "consents/add", **word, note="Said on the telephone")
    in_force(EVIDENCE, {"stop": "NOTE", "consent": "FILE"}, RuleScope(entity_id=cast.entity.id))
    refused = alice.post(address, word | {"note": "Said on the telephone"}, headers=HTMX)
    assert refused.status_code == 422 and "The rules ask for a file" in refused.content.decode()
    do(alice, customer, "consents/add", **word, file=SimpleUploadedFile("call.ogg", b"OggS"))
    do(alice, customer, "consents/add", **{**word, "state": "WITHDRAWN"})
    assert len(queries.consents(customer_id=customer.id, actor=PROGRAM)) == 3
