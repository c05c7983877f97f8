"""The narrowest scope wins, and the answer says which rule applied and why."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from recoup.kernel.errors import NotFound
from recoup.plumbing.localization import Reader, render
from recoup.rulebook import queries
from recoup.rulebook.models import Enactment, Rule, RuleVersion
from recoup.rulebook.types import Mark, RuleScope
from recoup.team.types import Role
from tests.companies import make_company
from tests.people import NOW, make_person
from tests.rulebook.book import GRACE, LENIENT, ON, days_for, enact

pytestmark = pytest.mark.django_db

ENGLISH = Reader.for_language("en")


@dataclass(frozen=True)
class Place:
    """A Polish entity with two customers, a second Polish one and a Vietnamese one."""

    entity_id: int
    sister_id: int
    far_id: int
    customer_ids: tuple[int, ...]


@pytest.fixture
def place() -> Place:
    entity_id = make_company(code="PL1", customers=["K-1", "K-2"])
    sister_id, far_id = make_company(code="PL2"), make_company(code="VN1", country="VN", currency="VND")
    with connection.cursor() as cursor:
        cursor.execute("SELECT id FROM parties_customer WHERE entity_id = %s ORDER BY number", [entity_id])
        customer_ids = tuple(row[0] for row in cursor.fetchall())
    return Place(entity_id, sister_id, far_id, customer_ids)


def why(entity_id: int, *, segment: str = "", customer_id: int | None = None, kind: str = GRACE.code) -> str:
    found = queries.resolve(kind=kind, on=ON, entity_id=entity_id, segment=segment, customer_id=customer_id)
    return render(found.why, ENGLISH)


def test_the_narrowest_scope_wins_and_says_so(place: Place) -> None:
    maker, checker = make_person("Greta", Role.MANAGER), make_person("Gus", Role.MANAGER)
    customer, other = place.customer_ids
    narrower = [
        RuleScope(),
        RuleScope(jurisdiction="PL"),
        RuleScope(entity_id=place.entity_id),
        RuleScope(segment="RETAIL"),
        RuleScope(jurisdiction="PL", segment="RETAIL"),
        RuleScope(entity_id=place.entity_id, segment="RETAIL"),
        RuleScope(customer_id=customer),
    ]
    for days, scope in enumerate(narrower):
        version = enact(maker, checker, scope=scope, days=days)
        assert days_for(place.entity_id, segment="RETAIL", customer_id=customer) == days
    assert days_for(place.entity_id, segment="RETAIL", customer_id=other) == 5
    assert days_for(place.entity_id, segment="PUBLIC") == 2
    assert days_for(place.sister_id) == 1
    assert days_for(place.sister_id, segment="RETAIL") == 4
    assert days_for(place.far_id, segment="RETAIL") == 3
    assert days_for(place.far_id) == 0
    assert why(place.entity_id, customer_id=customer) == (
        f"Rule {version.rule_id}, version 1, for customer K-1 of PL1, valid from 1 Jan 2026."
    )


def test_the_reason_names_what_there_is_no_rule_for(place: Place) -> None:
    maker, checker = make_person("Greta", Role.MANAGER), make_person("Gus", Role.MANAGER)
    enact(maker, checker)
    customer = place.customer_ids[0]
    for said, segment, customer_id in (
        ("the entity or the country", "", None),
        ("the customer, the entity or the country", "", customer),
        ("the customer, the segment, the entity or the country", "RETAIL", customer),
    ):
        told = why(place.entity_id, segment=segment, customer_id=customer_id)
        assert f"for everybody, valid from 1 Jan 2026, because there is none for {said}." in told
    enact(maker, checker, scope=RuleScope(entity_id=place.entity_id))
    assert "version 1, for entity PL1, valid from 1 Jan 2026." in why(place.entity_id)
    assert why(place.entity_id, customer_id=customer).endswith("because there is none for the customer.")


def test_without_a_rule_the_standard_value_or_a_clear_error(place: Place) -> None:
    assert why(place.entity_id, kind=LENIENT.code) == (
        "The standard value of the program, because no rule is in force"
        " for the entity or the country or for everybody."
    )
    with pytest.raises(queries.NoRule) as refused:
        days_for(place.entity_id)
    assert render(refused.value.sentence, ENGLISH) == (
        "There is no rule “Grace” in force on 2 Mar 2026 for PL1."
        " Propose one in the rulebook and have it approved."
    )


def test_what_does_not_exist_is_no_silent_guess(place: Place) -> None:
    with pytest.raises(NotFound):
        days_for(0)
    with pytest.raises(NotFound):
        queries.resolve(kind="test.unknown", on=ON, entity_id=place.entity_id)


def test_many_customers_are_one_query(place: Place) -> None:
    maker, checker = make_person("Greta", Role.MANAGER), make_person("Gus", Role.MANAGER)
    enact(maker, checker, days=1)
    enact(maker, checker, days=2, scope=RuleScope(entity_id=place.entity_id, segment="RETAIL"))
    first, second = place.customer_ids
    enact(maker, checker, days=3, scope=RuleScope(customer_id=second))
    with CaptureQueriesContext(connection) as asked:
        found = queries.resolve_many(
            kind=GRACE.code,
            on=ON,
            entity_id=place.entity_id,
            customer_ids=[first, second],
            segments={first: "RETAIL", second: "RETAIL"},
        )
    assert len(asked) == 1
    assert {key: resolved.value.whole("days") for key, resolved in found.items()} == {first: 2, second: 3}
    with CaptureQueriesContext(connection) as asked:
        days_for(place.entity_id, customer_id=second)
    assert len(asked) == 1


@dataclass(frozen=True)
class Version:
    """A version as the property tests draw it; `order` is the place of its enactment, None for a draft."""

    scope: RuleScope
    days: int
    since: date
    until: date | None
    order: int | None


def expected(
    versions: Iterable[Version], on: date, entity_id: int, country: str, segment: str, customer_id: int | None
) -> int | None:
    """Return what applies, worked out the slow and obvious way."""
    by_rank: dict[int, int] = {}
    scopes = {version.scope for version in versions}
    for scope in scopes:
        if scope.customer_id not in (None, customer_id) or scope.segment not in ("", segment):
            continue
        if scope.entity_id not in (None, entity_id) or scope.jurisdiction not in ("", country):
            continue
        begun = [
            version
            for version in versions
            if version.scope == scope and version.order is not None and version.since <= on
        ]
        if begun:
            latest = max(begun, key=lambda version: (version.since, version.order))
            if latest.until is None or on <= latest.until:
                by_rank[scope.rank] = latest.days
    return by_rank[max(by_rank)] if by_rank else None


@given(data=st.data())
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_resolution_is_what_the_definition_says(place: Place, data: st.DataObject) -> None:
    customer = place.customer_ids[0]
    scopes = [
        RuleScope(),
        RuleScope(jurisdiction="PL"),
        RuleScope(jurisdiction="VN"),
        RuleScope(entity_id=place.entity_id),
        RuleScope(entity_id=place.sister_id),
        RuleScope(segment="A"),
        RuleScope(jurisdiction="PL", segment="A"),
        RuleScope(entity_id=place.entity_id, segment="B"),
        RuleScope(entity_id=place.entity_id, customer_id=customer),
    ]
    days = st.integers(0, 40).map(lambda count: ON + timedelta(days=count - 20))
    drawn = data.draw(
        st.lists(
            st.tuples(
                st.sampled_from(scopes), days, st.none() | st.integers(0, 15), st.none() | st.integers(0, 9)
            ),
            max_size=12,
        )
    )
    versions = [
        Version(scope, number, since, None if length is None else since + timedelta(days=length), order)
        for number, (scope, since, length, order) in enumerate(drawn)
    ]
    with_order = sorted(
        (version for version in versions if version.order is not None),
        key=lambda version: version.order or 0,
    )
    # Equal places are made unique as the database will: by who comes first.
    renumbered = [
        Version(found.scope, found.days, found.since, found.until, place_in_order)
        for place_in_order, found in enumerate(with_order)
    ]
    written = [*(version for version in versions if version.order is None), *renumbered]
    with transaction.atomic():
        _write(written)
        on = data.draw(days)
        segment = data.draw(st.sampled_from(["", "A", "B"]))
        customer_id = data.draw(st.sampled_from([None, customer]))
        for entity_id, country in (
            (place.entity_id, "PL"),
            (place.sister_id, "PL"),
            (place.far_id, "VN"),
        ):
            wanted = expected(written, on, entity_id, country, segment, customer_id)
            try:
                found = days_for(entity_id, on=on, segment=segment, customer_id=customer_id)
            except queries.NoRule:
                assert wanted is None
            else:
                assert found == wanted
        transaction.set_rollback(True)


def _write(versions: Iterable[Version]) -> None:
    """Write versions past the operations: what resolves them must not depend on who wrote them."""
    for number, version in enumerate(versions):
        scope = version.scope
        rule, _ = Rule.objects.get_or_create(
            kind=GRACE.code,
            jurisdiction=scope.jurisdiction,
            entity_id=scope.entity_id,
            segment=scope.segment,
            customer_id=scope.customer_id,
            defaults={"created_at": NOW},
        )
        kept = RuleVersion.objects.create(
            rule=rule,
            number=number + 1,
            value={"days": version.days},
            source="drawn",
            mark=Mark.VERIFIED,
            valid_from=version.since,
            valid_until=version.until,
            pack=f"drawn/{number}",
            proposed_by_name="test",
            proposed_at=NOW,
        )
        if version.order is not None:
            Enactment.objects.create(version=kept, enacted_at=NOW)


def test_a_version_may_begin_on_the_day_itself(place: Place) -> None:
    maker, checker = make_person("Greta", Role.MANAGER), make_person("Gus", Role.MANAGER)
    enact(maker, checker, days=4, since=ON, until=ON)
    assert days_for(place.entity_id) == 4
    for day in (ON - timedelta(days=1), ON + timedelta(days=1)):
        with pytest.raises(queries.NoRule):
            days_for(place.entity_id, on=day)
