"""Who may do what, where, and up to which amount."""

from decimal import Decimal

import pytest

from recoup.kernel.errors import NotAllowed, NotFound
from recoup.kernel.money import Money
from recoup.team import operations, queries
from recoup.team.permissions import (
    PERMISSIONS,
    ROLE_DUTIES,
    ROLE_PERMISSIONS,
    duties_conflict,
    roles_conflict,
)
from recoup.team.types import Role
from tests.people import NOW, PROGRAM, give_role, make_cast, make_entity, make_person

pytestmark = pytest.mark.django_db


def test_a_person_sees_the_entities_granted_and_no_other() -> None:
    cast = make_cast()

    assert [entity.code for entity in queries.entities(actor=cast.alice)] == ["ACME"]
    assert queries.entity_ids(actor=cast.charlie) == {cast.other_entity.id}
    assert queries.get_entity(code="acme", actor=cast.alice) == cast.entity
    with pytest.raises(NotFound):
        queries.get_entity(entity_id=cast.entity.id, actor=cast.charlie)


def test_a_grant_for_all_entities_covers_those_made_later() -> None:
    dora = make_person("Dora", Role.AUDITOR)
    entity = make_entity("LATER")

    queries.require(actor=dora, permission="ledger.read", entity_id=entity.id)
    queries.require_everywhere(actor=dora, permission="ledger.read")
    assert entity.id in queries.entity_ids(actor=dora, permission="ledger.read")


def test_a_stranger_learns_nothing_and_a_colleague_is_told_that_the_right_is_missing() -> None:
    cast = make_cast(Role.COLLECTOR)

    with pytest.raises(NotFound):
        queries.require(actor=cast.charlie, permission="ledger.read", entity_id=cast.entity.id)
    with pytest.raises(NotAllowed) as refused:
        queries.require(actor=cast.alice, permission="ledger.write_off", entity_id=cast.entity.id)
    assert not isinstance(refused.value, operations.AboveLimit)
    with pytest.raises(NotAllowed):
        queries.require_everywhere(actor=cast.alice, permission="ledger.read")


def test_a_limit_is_in_the_currency_of_the_entity_and_the_sign_does_not_matter() -> None:
    entity = make_entity()
    erin = make_person("Erin", Role.MANAGER, entity=entity, limit=Decimal(5000))

    def ask(amount: Money) -> None:
        queries.require(actor=erin, permission="ledger.write_off", entity_id=entity.id, amount=amount)

    ask(Money(Decimal(5000), "GBP"))
    with pytest.raises(operations.AboveLimit) as above:
        ask(Money(Decimal("-5000.01"), "GBP"))
    assert above.value.sentence.values["limit"] == Money(Decimal(5000), "GBP")
    with pytest.raises(operations.LimitInOtherCurrency):
        ask(Money(Decimal(1), "USD"))


def test_of_two_grants_the_widest_counts() -> None:
    entity = make_entity()
    erin = make_person("Erin", Role.MANAGER, entity=entity, limit=Decimal(10))
    give_role(erin.id, Role.MANAGER)

    queries.require(
        actor=erin,
        permission="ledger.write_off",
        entity_id=entity.id,
        amount=Money(Decimal(999_999), "USD"),
    )


def test_the_program_may_do_everything() -> None:
    entity = make_entity()

    queries.require(actor=PROGRAM, permission="ledger.write_off", entity_id=entity.id)
    assert queries.has_permission(actor=PROGRAM, permission="team.administer")
    assert queries.entity_ids(actor=PROGRAM) == {entity.id}


def test_rights_rest_while_an_account_is_switched_off() -> None:
    cast = make_cast()
    operations.deactivate_user(user_id=cast.alice.id, actor=PROGRAM, now=NOW)

    assert queries.entities(actor=cast.alice) == []
    with pytest.raises(NotFound):
        queries.find_actor(cast.alice.id)

    operations.reactivate_user(user_id=cast.alice.id, actor=PROGRAM, now=NOW)
    assert queries.find_actor(cast.alice.id) == cast.alice
    assert queries.entity_ids(actor=cast.alice) == {cast.entity.id}


def test_one_question_about_rights_costs_one_query(django_assert_num_queries) -> None:
    cast = make_cast()
    with django_assert_num_queries(1):
        queries.require(actor=cast.alice, permission="ledger.read", entity_id=cast.entity.id)


@pytest.mark.parametrize("role", list(Role))
def test_no_role_joins_duties_that_must_be_apart(role: Role) -> None:
    duties = ROLE_DUTIES[role]
    assert not [pair for pair in ((a, b) for a in duties for b in duties) if duties_conflict(*pair)]


def test_every_role_is_described_and_every_permission_is_known_and_given_to_someone() -> None:
    assert set(ROLE_PERMISSIONS) == set(ROLE_DUTIES) == set(Role)
    assert frozenset().union(*ROLE_PERMISSIONS.values()) == PERMISSIONS


def test_the_auditor_and_the_service_center_change_nothing() -> None:
    for role in (Role.AUDITOR, Role.SERVICE_CENTER):
        assert all(permission.endswith(".read") for permission in ROLE_PERMISSIONS[role])


def test_the_administrator_has_no_business_postings() -> None:
    assert not any(
        permission.startswith(("ledger.", "cash.", "parties.", "collections."))
        for permission in ROLE_PERMISSIONS[Role.ADMINISTRATOR]
    )


def test_conflicts_go_both_ways() -> None:
    pairs = [(one, other) for one in Role for other in Role]
    assert all(roles_conflict(one, other) == roles_conflict(other, one) for one, other in pairs)
    assert roles_conflict(Role.CASH_CLERK, Role.MANAGER)
    assert not roles_conflict(Role.LEGAL_OFFICER, Role.MANAGER)
