"""Maker and checker: every way around the second person is refused."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import DatabaseError, connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from recoup.kernel.actor import Actor
from recoup.kernel.errors import DomainError, NotAllowed, NotFound
from recoup.kernel.money import Money
from recoup.plumbing.audit import queries as audit
from recoup.team import operations, queries
from recoup.team.fingerprints import fingerprint
from recoup.team.types import ApprovalStatus, EntityRecord, Role
from tests.people import NOW, PROGRAM, make_cast, make_entity, make_person

pytestmark = pytest.mark.django_db

SEEN = fingerprint({"amount_open": Decimal(900)})
CHANGED = fingerprint({"amount_open": Decimal(800)})
DEED = {"item_id": 7, "amount": Decimal("900.00")}
KIND = "ledger.write_off"


def ask(
    entity: EntityRecord, asker: Actor, *, amount: Decimal | None = Decimal(900), reason: str = "insolvent"
) -> int:
    asked = operations.ask_approval(
        kind=KIND,
        entity_id=entity.id,
        subject_kind="item",
        subject_id=7,
        subject_fingerprint=SEEN,
        payload=DEED,
        amount=None if amount is None else Money(amount, entity.currency),
        reason=reason,
        actor=asker,
        now=NOW,
    )
    return asked.id


def decide(
    approval_id: int, decider: Actor, *, approve: bool = True, seen: str = SEEN, later: int = 0
) -> None:
    operations.decide_approval(
        approval_id=approval_id,
        approve=approve,
        note="looked at it",
        current_fingerprint=seen,
        actor=decider,
        now=NOW + timedelta(days=later),
    )


def use(
    approval_id: int, actor: Actor, *, seen: str = SEEN, deed: object = None, kind: str = KIND, later: int = 0
) -> None:
    operations.use_approval(
        approval_id=approval_id,
        kind=kind,
        current_fingerprint=seen,
        payload=deed or DEED,
        actor=actor,
        now=NOW + timedelta(days=later),
    )


def status(approval_id: int) -> ApprovalStatus:
    return queries.get_approval(approval_id=approval_id, actor=PROGRAM).status


@pytest.mark.duty("B14")
def test_asked_by_one_approved_by_another_and_done_once() -> None:
    cast = make_cast()
    approval = ask(cast.entity, cast.alice)
    assert [waiting.id for waiting in queries.open_approvals(actor=cast.bob, now=NOW)] == [approval]

    decide(approval, cast.bob)
    use(approval, cast.alice)

    assert status(approval) is ApprovalStatus.USED
    with pytest.raises(operations.AlreadyUsed):
        use(approval, cast.alice)
    assert queries.open_approvals(actor=cast.bob, now=NOW) == []
    trail = audit.trail(subject_kind="approval", subject_id=approval, limit=10)
    assert sorted(event.action for event in trail) == [
        "team.approval.approved",
        "team.approval.asked",
        "team.approval.used",
    ]


def test_nobody_approves_what_they_asked_for() -> None:
    cast = make_cast()
    approval = ask(cast.entity, cast.alice)

    with pytest.raises(operations.OwnRequest):
        decide(approval, cast.alice)
    seen_by_alice = queries.get_approval(approval_id=approval, actor=cast.alice)
    assert seen_by_alice.refusal is not None
    assert seen_by_alice.refusal.text == operations.OwnRequest.text
    assert queries.get_approval(approval_id=approval, actor=cast.bob).refusal is None


def test_the_program_is_no_second_person() -> None:
    cast = make_cast()
    with pytest.raises(operations.PeopleDecide):
        decide(ask(cast.entity, cast.alice), PROGRAM)


def test_who_lacks_the_right_to_decide_or_to_do_it_does_not_decide() -> None:
    cast = make_cast()
    approval = ask(cast.entity, cast.alice)

    for role in (Role.COLLECTOR, Role.ADMINISTRATOR, Role.AUDITOR):
        with pytest.raises(NotAllowed):
            decide(approval, make_person(f"Some {role}", role, entity=cast.entity))
    with pytest.raises(NotFound):
        decide(approval, cast.charlie)
    with pytest.raises(NotFound):
        queries.get_approval(approval_id=approval, actor=cast.charlie)
    assert status(approval) is ApprovalStatus.OPEN


def test_the_amount_must_be_within_the_deciders_limit() -> None:
    cast = make_cast()
    small = make_person("Small", Role.MANAGER, entity=cast.entity, limit=Decimal(500))
    large = make_person("Large", Role.MANAGER, entity=cast.entity, limit=Decimal(900))
    approval = ask(cast.entity, cast.alice)

    with pytest.raises(operations.AboveLimit):
        decide(approval, small)
    decide(approval, large)
    assert status(approval) is ApprovalStatus.APPROVED


def test_what_changed_before_the_decision_is_closed_and_not_approved() -> None:
    cast = make_cast()
    approval = ask(cast.entity, cast.alice)

    with pytest.raises(operations.ChangedMeanwhile):
        decide(approval, cast.bob, seen=CHANGED)
    assert status(approval) is ApprovalStatus.STALE
    with pytest.raises(operations.ChangedMeanwhile):
        decide(approval, cast.bob)
    with pytest.raises(operations.ChangedMeanwhile):
        use(approval, cast.alice)


def test_what_changed_after_the_decision_is_not_done() -> None:
    cast = make_cast()
    approval = ask(cast.entity, cast.alice)
    decide(approval, cast.bob)

    with pytest.raises(operations.ChangedMeanwhile):
        use(approval, cast.alice, seen=CHANGED)
    with pytest.raises(operations.ChangedMeanwhile):
        use(approval, cast.alice, deed=DEED | {"amount": Decimal("900.01")})
    with pytest.raises(NotFound):
        use(approval, cast.alice, kind="parties.edit_bank")
    use(approval, cast.alice, deed={"amount": Decimal(900), "item_id": 7})


def test_a_request_expires_before_and_after_the_decision() -> None:
    cast = make_cast()
    undecided, decided = ask(cast.entity, cast.alice), ask(cast.entity, cast.alice)
    decide(decided, cast.bob, later=13)

    with pytest.raises(operations.ApprovalExpired):
        decide(undecided, cast.bob, later=14)
    assert status(undecided) is ApprovalStatus.EXPIRED
    with pytest.raises(operations.ApprovalExpired):
        use(decided, cast.alice, later=14)


def test_the_daily_run_closes_what_waited_for_too_long() -> None:
    cast = make_cast()
    approvals = [ask(cast.entity, cast.alice) for _ in range(3)]
    decide(approvals[0], cast.bob, approve=False)
    decide(approvals[1], cast.bob)

    assert operations.expire_approvals(actor=PROGRAM, now=NOW + timedelta(days=13)) == 0
    assert operations.expire_approvals(actor=PROGRAM, now=NOW + timedelta(days=14)) == 2
    assert [status(approval) for approval in approvals] == ["REJECTED", "EXPIRED", "EXPIRED"]
    assert queries.open_approvals(actor=cast.bob, now=NOW + timedelta(days=14)) == []


def test_a_decision_is_made_once_and_a_rejection_is_final() -> None:
    cast = make_cast()
    approval = ask(cast.entity, cast.alice)
    decide(approval, cast.bob, approve=False)

    with pytest.raises(operations.AlreadyDecided) as again:
        decide(approval, make_person("Carol", Role.MANAGER, entity=cast.entity))
    assert again.value.sentence.values == {"name": "Bob"}
    with pytest.raises(operations.NotApproved):
        use(approval, cast.alice)


def test_what_nobody_decided_is_not_done() -> None:
    cast = make_cast()
    with pytest.raises(operations.NotApproved):
        use(ask(cast.entity, cast.alice), cast.alice)


def test_a_request_needs_a_reason_and_a_right_in_the_entity() -> None:
    cast = make_cast()
    with pytest.raises(operations.ReasonMissing):
        ask(cast.entity, cast.alice, reason=" ")
    with pytest.raises(NotFound):
        ask(cast.entity, cast.charlie)


def test_requests_about_a_thing_are_listed_newest_first() -> None:
    cast = make_cast()
    first, second = ask(cast.entity, cast.alice), ask(cast.entity, cast.alice, amount=None)

    found = queries.approvals_of(subject_kind="item", subject_id=7, actor=cast.bob)
    assert [(approval.id, approval.amount) for approval in found] == [
        (second, None),
        (first, Money(Decimal(900), "GBP")),
    ]
    assert queries.approvals_of(subject_kind="item", subject_id=7, actor=cast.charlie) == []


def test_a_long_list_of_requests_costs_few_queries(django_assert_max_num_queries) -> None:
    cast = make_cast()
    for _ in range(10):
        ask(cast.entity, cast.alice)
    with django_assert_max_num_queries(4):
        assert len(queries.open_approvals(actor=cast.bob, now=NOW)) == 10


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE team_approval SET status = 'USED'",
        "UPDATE team_approval SET status = 'APPROVED'",
        "UPDATE team_approval SET status = 'APPROVED', decided_by_id = asked_by_id, decided_at = now()",
        "UPDATE team_approval SET amount = 1",
        "UPDATE team_approval SET payload = '{}'",
        "UPDATE team_approval SET expires_at = expires_at + interval '1 year'",
        "UPDATE team_approval SET asked_by_id = NULL",
        "DELETE FROM team_approval",
    ],
)
def test_the_database_itself_refuses_the_short_ways(statement: str) -> None:
    cast = make_cast()
    approval = ask(cast.entity, cast.alice)
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert status(approval) is ApprovalStatus.OPEN


def test_the_database_itself_keeps_a_decision() -> None:
    cast = make_cast()
    approval = ask(cast.entity, cast.alice)
    decide(approval, cast.bob, approve=False)
    for statement in ("SET status = 'APPROVED'", "SET note = 'never said'", "SET decided_by_name = 'Eve'"):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"UPDATE team_approval {statement}")
    assert status(approval) is ApprovalStatus.REJECTED


class Undo(Exception):
    """Ends an example and takes back what it wrote."""


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    asker=st.sampled_from(["alice", "bob", "program"]),
    steps=st.lists(
        st.tuples(
            st.sampled_from(["approve", "reject", "use", "expire"]),
            st.sampled_from(["alice", "bob", "small", "program"]),
            st.sampled_from([SEEN, SEEN, SEEN, CHANGED]),
            st.sampled_from([0, 0, 0, 15]),
        ),
        max_size=6,
    ),
)
def test_no_path_leads_to_used_without_a_second_person(asker, steps) -> None:
    try:
        with transaction.atomic():
            walk(asker, steps)
            raise Undo
    except Undo:
        pass


def walk(asker: str, steps: list[tuple[str, str, str, int]]) -> None:
    """Try the steps in order and check that the request is used only as two people agreed, and once."""
    entity = make_entity()
    people = {
        "alice": make_person("Alice", Role.MANAGER, entity=entity),
        "bob": make_person("Bob", Role.MANAGER, entity=entity),
        "small": make_person("Small", Role.MANAGER, entity=entity, limit=Decimal(1)),
        "program": PROGRAM,
    }
    approval = ask(entity, people[asker])
    approved_by: list[str] = []
    uses = 0
    for step, who, seen, later in steps:
        try:
            with transaction.atomic():
                if step == "expire":
                    operations.expire_approvals(actor=PROGRAM, now=NOW + timedelta(days=later))
                elif step == "use":
                    use(approval, people[who], seen=seen, later=later)
                    uses += 1
                    assert seen == SEEN
                    assert later == 0
                    assert approved_by
                else:
                    decide(approval, people[who], approve=step == "approve", seen=seen, later=later)
                    approved_by += [who] if step == "approve" else []
        except DomainError:
            continue
    assert uses <= 1
    assert len(approved_by) <= 1
    assert not {asker, "program", "small"} & set(approved_by)
    assert (status(approval) is ApprovalStatus.USED) == (uses == 1)


facts = st.dictionaries(st.text(max_size=5), st.one_of(st.text(max_size=5), st.integers(), st.none()))
amounts = st.decimals(allow_nan=False, allow_infinity=False)


@given(facts)
def test_equal_facts_have_equal_fingerprints_however_they_are_ordered(known: dict[str, object]) -> None:
    assert fingerprint(dict(reversed(known.items()))) == fingerprint(known)


@given(facts, facts)
def test_different_facts_have_different_fingerprints(
    one: dict[str, object], other: dict[str, object]
) -> None:
    assert (fingerprint(one) == fingerprint(other)) == (one == other)


@given(amounts, amounts)
def test_amounts_are_told_apart_to_the_last_digit(one: Decimal, other: Decimal) -> None:
    assert (fingerprint({"a": one}) == fingerprint({"a": other})) == (one == other)


def test_trailing_zeros_of_an_amount_do_not_matter() -> None:
    assert fingerprint({"a": Decimal("100.0000")}) == fingerprint({"a": Decimal("100")})
    assert fingerprint({"a": Decimal("0.0")}) == fingerprint({"a": Decimal(0)})
