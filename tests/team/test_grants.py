"""Granting and revoking roles, with the conflicts of internal control."""

from decimal import Decimal

import pytest
from django.db import IntegrityError, connection, transaction

from recoup.kernel.errors import NotAllowed, NotFound
from recoup.plumbing.audit import queries as audit
from recoup.team import operations, queries
from recoup.team.types import Role
from tests.people import NOW, PROGRAM, give_role, make_cast, make_entity, make_person

pytestmark = pytest.mark.django_db


def test_nobody_who_applies_cash_may_also_approve_write_offs_in_the_same_entity() -> None:
    acme, other = make_entity("ACME"), make_entity("OTHER")
    clerk = make_person("Clerk", Role.CASH_CLERK, entity=acme)

    with pytest.raises(operations.RolesConflict) as refused:
        give_role(clerk.id, Role.MANAGER, entity=acme)
    assert refused.value.held is Role.CASH_CLERK
    give_role(clerk.id, Role.MANAGER, entity=other)
    give_role(clerk.id, Role.SERVICE_CENTER, entity=acme)


def test_a_role_in_all_entities_conflicts_with_a_role_in_any() -> None:
    acme = make_entity()
    clerk = make_person("Clerk", Role.CASH_CLERK, entity=acme)
    chief = make_person("Chief", Role.MANAGER)

    with pytest.raises(operations.RolesConflict):
        give_role(clerk.id, Role.MANAGER)
    with pytest.raises(operations.RolesConflict):
        give_role(chief.id, Role.CASH_CLERK, entity=acme)


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.ADMINISTRATOR])
def test_an_administrator_holds_no_other_role(role: Role) -> None:
    admin = make_person("Admin", Role.ADMINISTRATOR)
    with pytest.raises(operations.RolesConflict):
        give_role(admin.id, role)


def test_an_administrator_of_one_entity_reaches_no_other() -> None:
    cast = make_cast()
    admin = make_person("Admin", Role.ADMINISTRATOR, entity=cast.entity)

    def grant(entity_id: int | None) -> None:
        operations.grant_role(
            user_id=cast.bob.id, role=Role.LEGAL_OFFICER, entity_id=entity_id, actor=admin, now=NOW
        )

    grant(cast.entity.id)
    with pytest.raises(NotFound):
        grant(cast.other_entity.id)
    with pytest.raises(NotAllowed):
        grant(None)
    with pytest.raises(NotFound):
        operations.set_password(user_id=cast.charlie.id, password="long and unusual 1", actor=admin, now=NOW)


def test_nobody_changes_their_own_rights() -> None:
    admin = make_person("Admin", Role.ADMINISTRATOR)
    own = queries.get_user(user_id=admin.id, actor=PROGRAM).grants[0]

    with pytest.raises(operations.OwnRights):
        operations.grant_role(user_id=admin.id, role=Role.ADMINISTRATOR, entity_id=None, actor=admin, now=NOW)
    with pytest.raises(operations.OwnRights):
        operations.revoke_role(grant_id=own.id, actor=admin, now=NOW)
    with pytest.raises(operations.OwnAccount):
        operations.deactivate_user(user_id=admin.id, actor=admin, now=NOW)


def test_granting_again_changes_the_limit() -> None:
    entity = make_entity()
    erin = make_person("Erin", Role.MANAGER, entity=entity, limit=Decimal(500))
    give_role(erin.id, Role.MANAGER, entity=entity, limit=Decimal(800))

    grants = queries.get_user(user_id=erin.id, actor=PROGRAM).grants
    assert [grant.limit.amount for grant in grants if grant.limit] == [800]


@pytest.mark.parametrize("limit", [Decimal("-1"), Decimal("0.001"), Decimal("NaN")])
def test_a_limit_is_an_amount_of_the_currency(limit: Decimal) -> None:
    entity = make_entity()
    with pytest.raises(operations.InvalidLimit):
        make_person("Erin", Role.MANAGER, entity=entity, limit=limit)


def test_a_limit_needs_an_entity_for_its_currency() -> None:
    with pytest.raises(operations.LimitNeedsEntity):
        make_person("Erin", Role.MANAGER, limit=Decimal(500))


def test_revoking_takes_the_right_away_and_history_keeps_who_did_it() -> None:
    entity = make_entity()
    admin = make_person("Admin", Role.ADMINISTRATOR)
    erin = make_person("Erin")
    grant_id = give_role(erin.id, Role.MANAGER, entity=entity)
    operations.revoke_role(grant_id=grant_id, actor=admin, now=NOW)

    assert queries.entities(actor=erin) == []
    with pytest.raises(NotFound):
        operations.revoke_role(grant_id=grant_id, actor=admin, now=NOW)
    actions = [event.action for event in audit.trail(subject_kind="user", subject_id=erin.id, limit=10)]
    assert {"team.role.granted", "team.role.revoked"} <= set(actions)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pgh_label, pgh_context ->> 'actor_name' FROM team_grantevent"
            " WHERE pgh_obj_id = %s ORDER BY pgh_id",
            [grant_id],
        )
        assert cursor.fetchall() == [("insert", "test"), ("delete", "Admin")]


def test_the_database_itself_refuses_a_limit_without_an_entity_and_a_second_equal_grant() -> None:
    erin = make_person("Erin", Role.MANAGER)
    for statement in (
        "UPDATE team_grant SET amount_limit = 5",
        "INSERT INTO team_grant (user_id, role, granted_at) SELECT user_id, role, granted_at FROM team_grant",
    ):
        with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
    assert len(queries.get_user(user_id=erin.id, actor=PROGRAM).grants) == 1
