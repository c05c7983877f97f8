"""The rulebook at the desk: read, tested, proposed by one person and approved by another."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from recoup.cash import rules
from recoup.kernel import clock
from recoup.kernel.actor import Actor
from recoup.parties.models import Customer
from recoup.rulebook import queries
from recoup.rulebook.queries import RuleFilter
from recoup.rulebook.types import RuleRecord, Standing
from recoup.team import queries as team
from recoup.team.types import EntityRecord, Role
from tests.people import NOW, PROGRAM, make_entity, make_person
from tests.web.conftest import Desk

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}
SMALL: dict[str, str] = {
    "scope-reach": "ENTITY",
    "value-short_max-PLN": "5.00",
    "value-over_max-PLN": "1.00",
    "value-share_max": "0.5",
    "value-unasked": "on",
    "valid_from": "2026-01-01",
    "valid_until": "",
    "mark": "HOUSE",
    "source": "Policy 12",
    "note": "The board decided so.",
    "act": "ask",
}


@pytest.fixture
def poland() -> EntityRecord:
    return make_entity("PL01", "PL")


@pytest.fixture
def alice(poland: EntityRecord) -> Actor:
    return make_person("Alice", Role.MANAGER, entity=poland)


@pytest.fixture
def bob(poland: EntityRecord) -> Actor:
    return make_person("Bob", Role.MANAGER, entity=poland)


def text(client: Client, address: str, **headers: str) -> str:
    answer = client.get(address, headers=headers)
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


def the_rule(kind: str, poland: EntityRecord) -> RuleRecord:
    """Return the one rule of the kind that is the entity's own."""
    found = queries.rules(
        criteria=RuleFilter(kind=kind), on=clock.today("UTC"), actor=PROGRAM, now=clock.now()
    )
    (rule,) = [rule for rule in found if rule.scope.scope.entity_id == poland.id]
    return rule


def propose(client: Client, poland: EntityRecord, **changed: str) -> RuleRecord:
    """Propose small differences and return the rule."""
    answer = client.post(
        reverse("rulebook:propose", args=[rules.SMALL_DIFFERENCES]),
        SMALL | {"scope-entity": str(poland.id)} | changed,
    )
    assert answer.status_code == 303, answer.content.decode()
    return the_rule(rules.SMALL_DIFFERENCES, poland)


def decide(client: Client, rule: RuleRecord) -> None:
    """Approve what waits for this rule."""
    (waiting,) = rule.waiting
    answer = client.post(
        reverse("approvals:decide", args=[waiting.approval_id]), {"decision": "approve", "note": ""}
    )
    assert answer.status_code == 303, answer.content.decode()


@pytest.mark.usefixtures("poland")
def test_the_list_shows_what_is_shipped_and_what_is_standard(alice: Actor, desk: Desk) -> None:
    html = text(desk(alice), "/rules/")
    assert "Civil Code art. 451" in html and "Country Poland" in html
    assert "Standard value of the program" in html
    assert "As the payer says › As we say when confirming the payment" in html
    assert "Draft" in html


@pytest.mark.usefixtures("poland")
def test_the_list_is_filtered(alice: Actor, poland: EntityRecord, desk: Desk) -> None:
    client = desk(alice)
    only = text(client, f"/rules/?kind={rules.ITEM_ORDER}&country=GB", **HTMX)
    assert "<html" not in only
    assert (
        "Country United Kingdom" in only and "Country Poland" not in only and "Small differences" not in only
    )
    reaching = text(client, f"/rules/?kind={rules.ITEM_ORDER}&entity={poland.id}", **HTMX)
    assert "Country Poland" in reaching and "Country United Kingdom" not in reaching
    in_force = text(client, f"/rules/?kind={rules.ITEM_ORDER}&in_force=on", **HTMX)
    assert "Country United Kingdom" in in_force and "Country Vietnam" not in in_force
    early = text(client, f"/rules/?kind={rules.ITEM_ORDER}&in_force=on&on=1999-01-01", **HTMX)
    assert "Country United Kingdom" not in early


@pytest.mark.duty("B14")
def test_a_rule_is_proposed_by_one_and_approved_by_another(
    alice: Actor, bob: Actor, poland: EntityRecord, desk: Desk
) -> None:
    maker, checker = desk(alice), desk(bob)
    form = text(maker, f"/rules/propose/{rules.SMALL_DIFFERENCES}")
    assert "Paid too little by at most, PLN" in form and "Never more than this share of the item (%)" in form
    rule = propose(maker, poland)
    (waiting,) = rule.waiting
    assert waiting.standing is Standing.ASKED
    page = text(checker, reverse("approvals:detail", args=[waiting.approval_id]))
    assert "Small differences" in page and "Policy 12" in page and "0.5%" in page and "PLN" in page
    refused = maker.post(
        reverse("approvals:decide", args=[waiting.approval_id]), {"decision": "approve", "note": ""}
    )
    assert refused.status_code == 422

    decide(checker, rule)

    found = queries.resolve(kind=rules.SMALL_DIFFERENCES, on=clock.today("UTC"), entity_id=poland.id)
    assert found.value.money("short_max", "PLN").amount == Decimal(5)
    page = text(maker, reverse("rulebook:rule", args=[rule.id]))
    assert "In force" in page and "Bob" in page and "Alice" in page
    settled = text(checker, reverse("approvals:detail", args=[waiting.approval_id]))
    assert "Policy 12" in settled and "0.5%" in settled


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"value-share_max": "120"}, "less than or equal to 100"),
        ({"value-share_max": ""}, "required"),
        ({"value-short_max-PLN": "-1"}, "This can&#x27;t be less than 0."),
        ({"value-short_max-PLN": "0.001"}, "finer than the smallest unit of PLN"),
        ({"source": ""}, "required"),
        ({"note": ""}, "the second person reads it"),
        ({"valid_until": "2025-12-31"}, "before the first"),
        ({"scope-reach": "COUNTRY"}, "Choose the country."),
        ({"scope-reach": "CUSTOMER"}, "Enter the number of the customer."),
        ({"scope-reach": "CUSTOMER", "scope-customer": "nobody"}, "no customer with this number"),
        ({"scope-entity": ""}, "Choose the entity."),
        ({"scope-reach": "EVERYBODY"}, "entities in which you don&#x27;t have the right"),
    ],
)
def test_what_is_wrong_is_said_on_the_form(
    wrong: dict[str, str], said: str, alice: Actor, poland: EntityRecord, desk: Desk
) -> None:
    answer = desk(alice).post(
        reverse("rulebook:propose", args=[rules.SMALL_DIFFERENCES]),
        SMALL | {"scope-entity": str(poland.id)} | wrong,
    )
    assert answer.status_code == 422
    assert said in answer.content.decode()
    found = queries.rules(
        criteria=RuleFilter(kind=rules.SMALL_DIFFERENCES), on=clock.today("UTC"), actor=PROGRAM, now=NOW
    )
    assert found == []


def test_the_next_version_begins_with_the_last_and_stands_beside_it(
    alice: Actor, bob: Actor, poland: EntityRecord, desk: Desk
) -> None:
    maker, checker = desk(alice), desk(bob)
    rule = propose(maker, poland)
    decide(checker, rule)
    change = reverse("rulebook:change", args=[rule.versions[0].id])
    assert 'value="5' in text(maker, change) and "Policy 12" in text(maker, change)
    tomorrow = (clock.today("UTC") + timedelta(days=1)).isoformat()
    answer = maker.post(
        change, SMALL | {"value-short_max-PLN": "7.50", "valid_from": tomorrow, "act": "keep"}
    )
    assert answer.status_code == 303
    page = text(maker, reverse("rulebook:rule", args=[rule.id]))
    comparison = page.split('id="comparison"')[1]
    rows = [row for row in comparison.split("<tr") if "changed" in row]
    assert any("Paid too little" in row and "5.00" in row and "7.50" in row for row in rows)
    assert not any("Paid too much" in row for row in rows)
    newest, oldest = the_rule(rules.SMALL_DIFFERENCES, poland).versions
    other_way = text(
        maker,
        reverse("rulebook:rule", args=[rule.id]) + f"?before={newest.id}&after={oldest.id}",
        **HTMX,
    )
    assert "<html" not in other_way and other_way.index("7.50") < other_way.index("5.00")


def test_a_draft_is_asked_for_in_a_dialog(alice: Actor, bob: Actor, poland: EntityRecord, desk: Desk) -> None:
    maker = desk(alice)
    rule = propose(maker, poland, act="keep")
    (draft,) = rule.waiting
    assert draft.standing is Standing.DRAFT
    address = reverse("rulebook:ask", args=[draft.id])
    assert "The board decided so." in text(maker, address, **HTMX)
    answer = maker.post(address, {"reason": "It is time."}, headers=HTMX)
    assert answer.status_code == 200 and "rules-changed" in answer["HX-Trigger"]
    again = maker.post(address, {"reason": "It is time."}, headers=HTMX)
    assert again.status_code == 422 and "waits for approval already" in again.content.decode()
    decide(desk(bob), the_rule(rules.SMALL_DIFFERENCES, poland))


def test_an_order_is_entered_place_by_place(alice: Actor, poland: EntityRecord, desk: Desk) -> None:
    client = desk(alice)
    address = reverse("rulebook:propose", args=[rules.PART_ORDER])
    said = SMALL | {
        "scope-entity": str(poland.id),
        "value-parts_0": "PRINCIPAL",
        "value-parts_1": "",
        "value-parts_2": "INTEREST",
    }
    assert client.post(address, said).status_code == 303
    rule = the_rule(rules.PART_ORDER, poland)
    assert rule.versions[0].value.codes("parts") == ("PRINCIPAL", "INTEREST")
    twice = client.post(address, said | {"value-parts_1": "PRINCIPAL"})
    assert twice.status_code == 422 and "only once" in twice.content.decode()
    change = text(client, reverse("rulebook:change", args=[rule.versions[0].id]))
    assert 'value="PRINCIPAL" selected' in change


def test_rates_are_entered_one_after_the_other(alice: Actor, poland: EntityRecord, desk: Desk) -> None:
    client = desk(alice)
    address = reverse("rulebook:propose", args=[rules.DISCOUNTS])
    said = SMALL | {"scope-entity": str(poland.id), "value-rates": "2 ; 2.5%"}
    assert client.post(address, said).status_code == 303
    rule = the_rule(rules.DISCOUNTS, poland)
    assert rule.versions[0].value.percents("rates") == (Decimal(2), Decimal("2.5"))
    assert "2% · 2.5%" in text(client, reverse("rulebook:rule", args=[rule.id]))
    wrong = client.post(address, said | {"value-rates": "two"})
    assert wrong.status_code == 422 and "Enter a number." in wrong.content.decode()


def test_which_rule_applies_and_why(alice: Actor, bob: Actor, poland: EntityRecord, desk: Desk) -> None:
    client = desk(alice)
    decide(desk(bob), propose(client, poland))
    Customer.objects.create(
        entity_id=poland.id, number="K-1", name_legal="Nowak", currency="PLN", language="pl", created_at=NOW
    )
    page = text(
        client, f"/rules/which?entity={poland.id}&customer=K-1&kind={rules.SMALL_DIFFERENCES}", **HTMX
    )
    assert "for entity PL01" in page and "because there is none for the customer" in page
    everything = text(client, "/rules/which")
    assert "no rule" in everything and "have it approved" in everything
    assert "The standard value of the program" in everything
    unknown = text(client, f"/rules/which?entity={poland.id}&customer=K-9", **HTMX)
    assert "no customer with this number" in unknown


def test_who_sees_what(alice: Actor, poland: EntityRecord, desk: Desk) -> None:
    rule = propose(desk(alice), poland)
    other = make_entity("GB01", "GB")
    stranger = desk(make_person("Charlie", Role.MANAGER, entity=other))
    assert stranger.get(reverse("rulebook:rule", args=[rule.id])).status_code == 404
    assert "PL01" not in text(stranger, "/rules/")
    assert stranger.get(f"/rules/which?entity={poland.id}", headers=HTMX).status_code == 200
    assert "Why" not in text(stranger, f"/rules/which?entity={poland.id}", **HTMX)
    auditor = desk(make_person("Ann", Role.AUDITOR, entity=poland))
    page = text(auditor, reverse("rulebook:rule", args=[rule.id]))
    assert "Propose" not in page.split('id="main"')[1].split("<dialog")[0].replace("Proposed by", "")
    change = reverse("rulebook:change", args=[rule.versions[0].id])
    assert auditor.get(change).status_code == 404
    lead = auditor.get(reverse("rulebook:version", args=[rule.versions[0].id]))
    assert lead.status_code == 303 and lead["Location"] == reverse("rulebook:rule", args=[rule.id])
    assert team.has_permission(actor=alice, permission="rules.approve")


@pytest.mark.parametrize("language", ["vi", "zh-hans", "fa", "pl"])
def test_every_page_stands_in_every_language(
    language: str, alice: Actor, poland: EntityRecord, desk: Desk
) -> None:
    client = desk(alice)
    rule = propose(client, poland, act="keep")
    client.post(reverse("preferences:language"), {"language": language})
    for address in (
        "/rules/",
        "/rules/which",
        reverse("rulebook:rule", args=[rule.id]),
        reverse("rulebook:change", args=[rule.versions[0].id]),
    ):
        assert "%(" not in text(client, address)
