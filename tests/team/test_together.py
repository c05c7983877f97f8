"""Two people at the same moment: one of them wins, nothing happens twice."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from recoup.kernel.errors import DomainError
from recoup.parties import operations as parties
from recoup.parties import queries as parties_queries
from recoup.parties.types import NewCustomer
from recoup.team import operations, queries
from recoup.team.types import ApprovalStatus, Role
from tests.people import NOW, PROGRAM, give_role, make_cast, make_entity, make_person
from tests.team.test_approvals import ask, decide, use

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*deeds: Callable[[], object]) -> list[object]:
    """Do all the deeds at the same moment, each in a connection of its own; return results or refusals."""
    start = Barrier(len(deeds))

    def run(deed: Callable[[], object]) -> object:
        try:
            start.wait()
            return deed()
        except DomainError as refusal:
            return type(refusal)
        finally:
            connection.close()

    with ThreadPoolExecutor(len(deeds)) as pool:
        return list(pool.map(run, deeds))


def test_two_deciders_decide_once() -> None:
    cast = make_cast()
    carol = make_person("Carol", Role.MANAGER, entity=cast.entity)
    approval = ask(cast.entity, cast.alice)

    outcomes = at_once(lambda: decide(approval, cast.bob), lambda: decide(approval, carol, approve=False))
    assert sorted(outcomes, key=str) == [operations.AlreadyDecided, None]


def test_an_approval_is_used_once_by_many_at_once() -> None:
    cast = make_cast()
    approval = ask(cast.entity, cast.alice)
    decide(approval, cast.bob)

    outcomes = at_once(*[lambda: use(approval, cast.alice)] * 4)
    assert outcomes.count(None) == 1
    assert outcomes.count(operations.AlreadyUsed) == 3
    status = queries.get_approval(approval_id=approval, actor=PROGRAM).status
    assert status is ApprovalStatus.USED


def test_two_administrators_do_not_grant_conflicting_roles() -> None:
    entity = make_entity()
    erin = make_person("Erin")

    outcomes = at_once(
        lambda: give_role(erin.id, Role.CASH_CLERK, entity=entity),
        lambda: give_role(erin.id, Role.MANAGER, entity=entity),
    )
    assert outcomes.count(operations.RolesConflict) == 1
    assert len(queries.get_user(user_id=erin.id, actor=PROGRAM).grants) == 1


def test_the_same_file_imported_twice_at_once_adds_its_customers_once() -> None:
    entity = make_entity()
    lines = [NewCustomer(at, entity.id, f"C-{at}", f"Customer {at}") for at in range(200)]

    saved = at_once(
        *[lambda: parties.save_customers(customers=lines, actor=PROGRAM, now=NOW)] * 2,
    )
    assert sorted((one.added, one.known) for one in saved) == [(0, 200), (200, 0)]
    assert parties_queries.customer_page(actor=PROGRAM).total == 200
