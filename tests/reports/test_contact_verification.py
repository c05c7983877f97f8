"""Verify finds a contact that was made past a stop that nobody may pass."""

from datetime import UTC, date, datetime

import pytest

from recoup.correspondence import operations as correspondence
from recoup.correspondence.models import Passage
from recoup.kernel.contact import StopKind
from recoup.parties import operations as parties
from recoup.parties.types import NewStop
from recoup.reports.queries.contact_verification import verify_contacts
from recoup.team.types import Role
from tests.correspondence.test_door import AT, call, make_debtor
from tests.people import make_cast

pytestmark = pytest.mark.django_db


@pytest.mark.duty("C11")
def test_a_bankrupt_customer_contacted_past_the_door_is_found() -> None:
    cast = make_cast(Role.COLLECTOR)
    customer = make_debtor(cast)
    correspondence.pass_door(requests=[call(customer)], at=AT, actor=cast.alice)
    later = datetime(2026, 3, 4, 9, 0, tzinfo=UTC)
    bankrupt = NewStop(customer.id, StopKind.BANKRUPT, date(2026, 3, 1))
    parties.place_stops(stops=[bankrupt], actor=cast.alice, now=later)
    # What nobody knew on the day before is nobody's fault.
    assert list(verify_contacts()) == []
    assert not correspondence.pass_door(requests=[call(customer)], at=later, actor=cast.alice)[
        "call"
    ].passage_id
    Passage.objects.create(
        entity_id=customer.entity_id,
        customer_id=customer.id,
        key="past the door",
        channel="CALL",
        purpose="REMINDER",
        at=datetime(2026, 3, 5, 9, 0, tzinfo=UTC),
        actor_id=0,
        actor_name="Somebody",
    )
    (found,) = verify_contacts()
    assert (found.expected, found.found) == ("stopped: BANKRUPT", "CALL REMINDER")
