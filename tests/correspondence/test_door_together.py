"""Two collectors at the same moment: only one of them gets the last contact of a day."""

import pytest

from recoup.correspondence import operations as correspondence
from recoup.correspondence.models import Passage, Refused
from recoup.correspondence.types import Passed
from recoup.rulebook.operations import load_packs
from recoup.team.types import Role
from tests.correspondence.test_door import AT, call, make_debtor
from tests.people import NOW, PROGRAM, make_cast
from tests.team.test_together import at_once

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.duty("C11")
def test_two_collectors_do_not_both_take_the_last_call_of_a_day() -> None:
    load_packs(actor=PROGRAM, now=NOW)
    cast = make_cast(Role.COLLECTOR)
    customer, other = make_debtor(cast), make_debtor(cast, "C-2")
    correspondence.pass_door(requests=[call(customer)], at=AT, actor=cast.alice)

    # One batch names the customers the other way round: locks are taken in one order, so nobody waits for ever.
    batches = [
        [call(customer, "a"), call(other, "b")],
        [call(other, "b"), call(customer, "a")],
    ]
    answers = at_once(
        *(
            lambda batch=batch: correspondence.pass_door(requests=batch, at=AT, actor=cast.bob)  # type: ignore[misc]  # bound now
            for batch in batches
        )
    )
    passed = [answer["a"] for answer in answers if isinstance(answer, dict)]
    assert all(isinstance(one, Passed) for one in passed)
    assert sorted(one.passage_id is not None for one in passed) == [False, True]
    assert Passage.objects.filter(customer_id=customer.id).count() == 2
    assert Refused.objects.filter(customer_id=customer.id).count() == 1
