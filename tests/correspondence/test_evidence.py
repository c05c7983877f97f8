"""Evidence of stops and consents: a file where the rules ask for one, whoever writes it down."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path

import pytest
from pytest_django import Settings

from recoup.correspondence import operations
from recoup.correspondence.evidence_rules import EVIDENCE
from recoup.correspondence.types import EvidenceFile
from recoup.kernel.contact import Channel, ConsentScope, ConsentState, StopKind
from recoup.kernel.errors import NotAllowed, NotFound
from recoup.parties import operations as parties
from recoup.parties import queries
from recoup.parties.types import CustomerRecord, NewConsent, NewStop
from recoup.plumbing.storage.models import StoredFile
from recoup.plumbing.storage.queries import open_file
from recoup.rulebook.types import RuleScope
from recoup.team.types import Role
from tests.correspondence.test_door import make_debtor
from tests.people import NOW, PROGRAM, Cast, make_cast, make_person
from tests.rulebook.in_force import in_force

pytestmark = [pytest.mark.django_db, pytest.mark.duty("C11")]

ON = date(2026, 3, 2)


@pytest.fixture
def cast(settings: Settings, tmp_path: Path) -> Cast:
    """A company that asks for a file with every stop and every consent."""
    settings.FILES_ROOT = tmp_path
    made = make_cast(Role.COLLECTOR)
    in_force(EVIDENCE, {"stop": "FILE", "consent": "FILE"}, RuleScope(entity_id=made.entity.id))
    return made


@pytest.fixture
def customer(cast: Cast) -> CustomerRecord:
    return make_debtor(cast)


def letter() -> EvidenceFile:
    return EvidenceFile("court.pdf", io.BytesIO(b"%PDF-1.7 bankrupt"))


def stop_of(customer: CustomerRecord) -> NewStop:
    return NewStop(customer.id, StopKind.BANKRUPT, ON, note="Letter of the court")


def word_of(customer: CustomerRecord, state: ConsentState) -> NewConsent:
    return NewConsent(customer.id, ConsentScope.ADVERTISING, state, Channel.SMS, NOW, note="Said so")


def test_a_stop_without_the_file_that_the_rules_ask_for_is_refused(
    cast: Cast, customer: CustomerRecord
) -> None:
    with pytest.raises(operations.StopFileMissing):
        operations.stop_contact(stop=stop_of(customer), evidence=None, on=ON, actor=cast.alice, now=NOW)
    assert queries.stops(customer_id=customer.id, actor=PROGRAM) == []

    placed = operations.stop_contact(
        stop=stop_of(customer), evidence=letter(), on=ON, actor=cast.alice, now=NOW
    )
    (stop,) = queries.stops(customer_id=customer.id, actor=PROGRAM)
    assert stop.id == placed and stop.evidence_id is not None
    assert open_file(stop.evidence_id).read() == b"%PDF-1.7 bankrupt"


def test_a_consent_needs_the_file_and_an_objection_never_does(cast: Cast, customer: CustomerRecord) -> None:
    """VN-A8: a consent must be provable; an objection counts as soon as it is said."""
    given, objected = (word_of(customer, state) for state in (ConsentState.GIVEN, ConsentState.OBJECTED))
    with pytest.raises(operations.ConsentFileMissing):
        operations.record_word(word=given, evidence=None, on=ON, actor=cast.alice, now=NOW)
    operations.record_word(word=objected, evidence=None, on=ON, actor=cast.alice, now=NOW)
    operations.record_word(word=given, evidence=letter(), on=ON, actor=cast.alice, now=NOW)
    kept = queries.consents(customer_id=customer.id, actor=PROGRAM)
    assert {word.state: word.evidence_id is not None for word in kept} == {
        ConsentState.OBJECTED: False,
        ConsentState.GIVEN: True,
    }


def test_what_the_program_takes_in_by_itself_needs_no_file(customer: CustomerRecord) -> None:
    parties.place_stops(stops=[stop_of(customer)], actor=PROGRAM, now=NOW)
    parties.record_consents(consents=[word_of(customer, ConsentState.GIVEN)], actor=PROGRAM, now=NOW)
    assert len(queries.stops(customer_id=customer.id, actor=PROGRAM)) == 1


def test_the_file_of_a_stop_that_is_refused_is_not_kept(cast: Cast, customer: CustomerRecord) -> None:
    auditor = make_person("Ed", Role.AUDITOR, entity=cast.entity)
    for actor, refusal in ((auditor, NotAllowed), (cast.charlie, NotFound)):
        with pytest.raises(refusal):
            operations.stop_contact(stop=stop_of(customer), evidence=letter(), on=ON, actor=actor, now=NOW)
    assert not StoredFile.objects.exists()
