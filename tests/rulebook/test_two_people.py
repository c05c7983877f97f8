"""A rule comes into force by two people, and what it said stays readable."""

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from recoup.kernel.actor import Actor
from recoup.kernel.errors import DomainError, NotAllowed, NotFound
from recoup.plumbing.audit import queries as audit
from recoup.rulebook import operations, queries
from recoup.rulebook.models import Enactment, RuleVersion
from recoup.rulebook.types import RuleRecord, RuleScope, Standing, VersionRef
from recoup.team.operations import ChangedMeanwhile, OwnRequest, ReasonMissing
from recoup.team.types import Role
from tests.companies import make_company
from tests.people import NOW, PROGRAM, Cast, make_cast, make_person
from tests.rulebook.book import ON, ask, days_for, decide, enact, propose

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return make_cast()


def rule_of(version: VersionRef, actor: Actor, on: date = ON) -> RuleRecord:
    return queries.get_rule(rule_id=version.rule_id, on=on, actor=actor, now=NOW)


def standings(version: VersionRef, actor: Actor, on: date = ON) -> list[Standing]:
    return [found.standing for found in rule_of(version, actor, on).versions]


@pytest.mark.duty("B14")
def test_a_rule_counts_only_when_a_second_person_has_approved_it(cast: Cast) -> None:
    scope = RuleScope(entity_id=cast.entity.id)
    version = propose(cast.alice, scope=scope, days=7)
    assert standings(version, cast.bob) == [Standing.DRAFT]
    with pytest.raises(queries.NoRule):
        days_for(cast.entity.id)
    approval = ask(version, cast.alice)
    assert standings(version, cast.bob) == [Standing.ASKED]

    decide(approval, cast.bob)

    assert standings(version, cast.bob) == [Standing.IN_FORCE]
    assert days_for(cast.entity.id) == 7
    trail = audit.trail(subject_kind="rulebook.version", subject_id=version.version_id)
    assert [(event.action, event.actor.name) for event in trail] == [
        ("rulebook.version.enacted", "Bob"),
        ("rulebook.version.proposed", "Alice"),
    ]


def test_nobody_approves_the_own_version_whoever_asks(cast: Cast) -> None:
    scope = RuleScope(entity_id=cast.entity.id)
    version = propose(cast.alice, scope=scope)
    with pytest.raises(OwnRequest):
        decide(ask(version, cast.alice), cast.alice)
    other = propose(cast.alice, scope=scope, days=8)
    with pytest.raises(operations.OwnProposal):
        decide(ask(other, cast.bob), cast.alice)
    with pytest.raises(queries.NoRule):
        days_for(cast.entity.id)


def test_a_rejected_version_may_be_asked_for_again(cast: Cast) -> None:
    version = propose(cast.alice, scope=RuleScope(entity_id=cast.entity.id))
    decide(ask(version, cast.alice), cast.bob, approve=False)
    assert standings(version, cast.bob) == [Standing.REJECTED]
    decide(ask(version, cast.alice), cast.bob)
    assert standings(version, cast.bob) == [Standing.IN_FORCE]


def test_what_changed_meanwhile_is_refused(cast: Cast) -> None:
    scope = RuleScope(entity_id=cast.entity.id)
    first, second = propose(cast.alice, scope=scope, days=1), propose(cast.alice, scope=scope, days=2)
    seen_before = ask(first, cast.alice)
    decide(ask(second, cast.alice), cast.bob)
    with pytest.raises(ChangedMeanwhile):
        decide(seen_before, cast.bob)
    assert days_for(cast.entity.id) == 2


def test_a_version_is_asked_for_once_and_approved_once(cast: Cast) -> None:
    version = propose(cast.alice, scope=RuleScope(entity_id=cast.entity.id))
    approval = ask(version, cast.alice)
    with pytest.raises(operations.AskedAlready):
        ask(version, cast.bob)
    decide(approval, cast.bob)
    with pytest.raises(operations.EnactedAlready):
        ask(version, cast.alice)
    with pytest.raises(DomainError):
        operations.enact_version(approval_id=approval, version_id=version.version_id, actor=cast.bob, now=NOW)


def test_a_request_that_waited_too_long_may_be_repeated(cast: Cast) -> None:
    version = propose(cast.alice, scope=RuleScope(entity_id=cast.entity.id))
    ask(version, cast.alice)
    later = NOW + timedelta(days=15)
    decide(ask(version, cast.alice, now=later), cast.bob, now=later)
    assert standings(version, cast.bob) == [Standing.IN_FORCE]


def test_a_reason_is_needed(cast: Cast) -> None:
    version = propose(cast.alice, scope=RuleScope(entity_id=cast.entity.id))
    with pytest.raises(ReasonMissing):
        operations.ask_version(version_id=version.version_id, reason=" ", actor=cast.alice, now=NOW)


def test_versions_stay_and_say_where_they_stand(cast: Cast) -> None:
    scope = RuleScope(entity_id=cast.entity.id)
    enact(cast.alice, cast.bob, scope=scope, days=1, since=date(2025, 1, 1))
    enact(cast.alice, cast.bob, scope=scope, days=2, since=date(2026, 1, 1), until=date(2026, 6, 30))
    last = enact(cast.alice, cast.bob, scope=scope, days=3, since=date(2027, 1, 1))
    assert standings(last, cast.bob) == [Standing.PLANNED, Standing.IN_FORCE, Standing.REPLACED]
    assert standings(last, cast.bob, date(2026, 7, 1)) == [
        Standing.PLANNED,
        Standing.ENDED,
        Standing.REPLACED,
    ]
    assert days_for(cast.entity.id, on=date(2025, 12, 31)) == 1
    assert days_for(cast.entity.id, on=date(2026, 6, 30)) == 2
    with pytest.raises(queries.NoRule):
        days_for(cast.entity.id, on=date(2026, 7, 1))
    assert days_for(cast.entity.id, on=date(2027, 1, 1)) == 3


def test_the_later_approval_counts_for_the_same_first_day(cast: Cast) -> None:
    scope = RuleScope(entity_id=cast.entity.id)
    older = propose(cast.alice, scope=scope, days=1)
    enact(cast.alice, cast.bob, scope=scope, days=2)
    decide(ask(older, cast.alice), cast.bob)
    assert days_for(cast.entity.id) == 1
    assert standings(older, cast.bob) == [Standing.REPLACED, Standing.IN_FORCE]


def test_who_may_propose_and_approve(cast: Cast) -> None:
    own = RuleScope(entity_id=cast.entity.id)
    legal = make_person("Lea", Role.LEGAL_OFFICER, entity=cast.entity)
    version = propose(legal, scope=own)
    assert queries.may_propose(scope=own, actor=legal)
    other_legal = make_person("Leo", Role.LEGAL_OFFICER, entity=cast.entity)
    with pytest.raises(NotAllowed):
        decide(ask(version, legal), other_legal)
    for role in (Role.AUDITOR, Role.COLLECTOR, Role.CASH_CLERK):
        reader = make_person(role.value.title(), role, entity=cast.entity)
        assert rule_of(version, reader).versions
        with pytest.raises(NotAllowed):
            propose(reader, scope=own)
    with pytest.raises(NotFound):
        propose(cast.charlie, scope=own)
    with pytest.raises(NotFound):
        rule_of(version, cast.charlie)


def test_a_rule_for_a_country_needs_rights_in_all_its_entities(cast: Cast) -> None:
    country, everybody = RuleScope(jurisdiction="GB"), RuleScope()
    group_manager, other = make_person("Greta", Role.MANAGER), make_person("Gus", Role.MANAGER)
    for scope in (country, everybody):
        with pytest.raises(operations.BeyondYourRights):
            propose(cast.alice, scope=scope)
        version = propose(group_manager, scope=scope)
        approval = ask(version, group_manager)
        with pytest.raises(operations.BeyondYourRights):
            decide(approval, cast.bob)
        decide(approval, other)
        assert rule_of(version, cast.charlie).in_force
    assert not queries.may_propose(scope=country, actor=cast.alice)


def test_a_rule_for_a_customer_belongs_to_its_entity(cast: Cast) -> None:
    pole = make_company(customers=["K-1"])
    customer_id = next(iter(_customers(pole)))
    manager = make_person("Greta", Role.MANAGER)
    version = propose(manager, scope=RuleScope(customer_id=customer_id))
    scope = rule_of(version, manager).scope
    assert (scope.scope.entity_id, scope.customer_number, scope.entity_code) == (pole, "K-1", "MAIN")
    with pytest.raises(NotFound):
        propose(cast.alice, scope=RuleScope(customer_id=customer_id))
    with pytest.raises(operations.InvalidScope):
        propose(manager, scope=RuleScope(customer_id=customer_id, entity_id=cast.entity.id))
    with pytest.raises(operations.InvalidScope):
        propose(manager, scope=RuleScope(customer_id=customer_id, segment="RETAIL"))


def test_scopes_and_dates_that_make_no_sense_are_refused(cast: Cast) -> None:
    manager = make_person("Greta", Role.MANAGER)
    with pytest.raises(operations.InvalidScope):
        propose(manager, scope=RuleScope(jurisdiction="GB", entity_id=cast.entity.id))
    with pytest.raises(operations.UnknownRuleCountry):
        propose(manager, scope=RuleScope(jurisdiction="XX"))
    with pytest.raises(operations.EndsBeforeItBegins):
        propose(manager, since=ON, until=ON - timedelta(days=1))
    with pytest.raises(NotFound):
        propose(manager, kind="test.unknown")


def test_the_database_refuses_to_change_the_past_or_to_do_without_a_second_person(cast: Cast) -> None:
    version = enact(cast.alice, cast.bob, scope=RuleScope(entity_id=cast.entity.id))
    draft = propose(cast.alice, scope=RuleScope(entity_id=cast.entity.id))
    approval = ask(draft, cast.bob)
    statements = [
        f"UPDATE rulebook_version SET note = 'x' WHERE id = {version.version_id}",
        "DELETE FROM rulebook_enactment",
        f"UPDATE rulebook_rule SET segment = 'x' WHERE id = {version.rule_id}",
        "TRUNCATE rulebook_enactment",
        f"INSERT INTO rulebook_enactment (version_id, approved_by_name, enacted_at)"
        f" VALUES ({draft.version_id}, '', now())",
        f"INSERT INTO rulebook_enactment (version_id, approval_id, approved_by_id, approved_by_name, enacted_at)"
        f" VALUES ({draft.version_id}, {approval}, {cast.alice.id}, 'Alice', now())",
    ]
    for statement in statements:
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
    assert Enactment.objects.filter(version_id=version.version_id).exists()


def test_the_program_may_propose_but_never_approve(cast: Cast) -> None:
    version = propose(PROGRAM, scope=RuleScope(entity_id=cast.entity.id))
    with pytest.raises(NotAllowed):
        decide(ask(version, PROGRAM), PROGRAM)
    assert RuleVersion.objects.get(id=version.version_id).proposed_by_id is None


def _customers(entity_id: int) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT id FROM parties_customer WHERE entity_id = %s ORDER BY id", [entity_id])
        return [row[0] for row in cursor.fetchall()]
