"""Proposals at the desk: looked through, changed, dropped and released; strategies shown and played over the past."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from recoup.collections import operations, queries
from recoup.collections.strategy_rules import STRATEGY
from recoup.collections.types import ProposalRecord, ProposalState
from recoup.kernel import clock
from recoup.kernel.actor import Actor
from recoup.ledger import operations as ledger
from recoup.ledger.models import Item
from recoup.ledger.types import ItemKind, NewItem
from recoup.parties.models import Customer
from recoup.rulebook.models import RuleVersion
from recoup.team import queries as team
from recoup.team.types import Role
from tests.collections.begun import begin_course
from tests.companies import make_company
from tests.people import PROGRAM, make_person
from tests.web.conftest import Desk

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}
TODAY = clock.today("Europe/Warsaw")


@pytest.fixture
def entity_id() -> int:
    company = make_company(customers=("K-1", "K-2", "K-3"))
    for number, whose, late in (("A-1", "K-1", 6), ("A-2", "K-2", 21), ("A-3", "K-3", 70)):
        due = TODAY - timedelta(days=late)
        row = NewItem(
            *(1, company, whose, ItemKind.INVOICE, number, 1, "", due - timedelta(days=30), due, "EUR"),
            Decimal(500),
        )
        ledger.post_items(items=[row], source="test", actor=PROGRAM, now=clock.now())
        if late > 6:
            begin_course(Item.objects.get(number=number).id)
    operations.make_segments(entity_id=company, business_date=TODAY, actor=PROGRAM, now=clock.now())
    operations.decide_proposals(entity_id=company, business_date=TODAY, actor=PROGRAM, now=clock.now())
    return company


@pytest.fixture
def ann(entity_id: int) -> Actor:
    return make_person("Ann", Role.MANAGER, entity=team.get_entity(entity_id=entity_id, actor=PROGRAM))


@pytest.fixture
def browser(desk: Desk, ann: Actor) -> Client:
    return desk(ann)


def proposal(code: str) -> ProposalRecord:
    found = queries.proposals(business_date=TODAY, actor=PROGRAM).proposals
    return next(one for one in found if one.code == code)


def text(browser: Client, address: str) -> str:
    answer = browser.get(address)
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


@pytest.mark.duty("C2")
def test_the_page_says_who_gets_which_step_and_why(browser: Client) -> None:
    page = text(browser, reverse("proposals:index"))
    assert "The oldest item is 21 days late." in page and "REMINDER_2" in page
    assert "This is a final demand: a person lets it go." in page
    looked = text(browser, reverse("proposals:index") + "?state=LOOK")
    assert ">K-3<" in looked and ">K-2<" not in looked
    assert ">K-2<" not in text(browser, reverse("proposals:index") + "?state=RELEASED")


@pytest.mark.duty("C2")
def test_the_ticked_are_released_and_the_others_stay(browser: Client) -> None:
    chosen = proposal("REMINDER_2")
    address = f"{reverse('proposals:release')}?chosen={chosen.id}"
    assert "proposal is released: its letter is prepared" in text(browser, address)
    answer = browser.post(address, {"yes": "1"}, headers=HTMX)
    assert "1 letter is prepared." in answer.content.decode()
    assert proposal("REMINDER_2").state is ProposalState.RELEASED
    assert proposal("REMINDER_1").state is ProposalState.OPEN
    again = browser.post(address, {"yes": "1"}, headers=HTMX)
    assert again.status_code == 422 and "is not open any more" in again.content.decode()


def test_all_that_are_shown_are_released_together(browser: Client) -> None:
    browser.post(f"{reverse('proposals:release')}?state=&every=1", {"yes": "1"}, headers=HTMX)
    assert {proposal(code).state for code in ("REMINDER_1", "REMINDER_2", "DEMAND")} == {
        ProposalState.RELEASED
    }


def test_a_dropped_step_needs_a_reason(browser: Client) -> None:
    chosen = proposal("REMINDER_1")
    address = f"{reverse('proposals:drop')}?chosen={chosen.id}"
    assert browser.post(address, {"reason": ""}, headers=HTMX).status_code == 422
    browser.post(address, {"reason": "he called us"}, headers=HTMX)
    assert proposal("REMINDER_1").state is ProposalState.DROPPED
    page = text(browser, reverse("customers:course", args=[chosen.customer_id]))
    assert "he called us" in page and "passed over" in page


def test_another_letter_is_chosen_with_a_note(browser: Client) -> None:
    chosen = proposal("REMINDER_1")
    address = reverse("proposals:change", args=[chosen.id])
    said = {"channel": "LETTER", "template": "NOTICE_BEFORE_DUE", "note": "by post"}
    assert browser.post(address, said, headers=HTMX).status_code == 422
    browser.post(address, said | {"template": "REMINDER_2"}, headers=HTMX)
    assert (proposal("REMINDER_1").template, proposal("REMINDER_1").note) == ("REMINDER_2", "by post")


@pytest.mark.duty("D1")
def test_a_segment_is_set_by_hand_on_the_customers_page(browser: Client) -> None:
    who = Customer.objects.get(number="K-1").id
    address = reverse("customers:set_segment", args=[who])
    said = {"currency": "EUR", "segment": "KEY_ACCOUNTS", "reason": "a framework contract"}
    until = (TODAY + timedelta(days=30)).isoformat()
    assert browser.post(address, said | {"until": "2020-01-01"}, headers=HTMX).status_code == 422
    browser.post(address, said | {"until": until}, headers=HTMX)
    page = text(browser, reverse("customers:course", args=[who]))
    assert "Key accounts" in page and "set by hand" in page and "a framework contract" in page


@pytest.mark.duty("C1")
def test_strategies_are_shown_as_ladders_and_their_first_effects(browser: Client) -> None:
    page = text(browser, reverse("strategies:index"))
    assert "3 days before it falls due" in page and "60 days late" in page and "Propose legal action" in page
    browser.post(f"{reverse('proposals:release')}?every=1", {"yes": "1"}, headers=HTMX)
    page = text(browser, reverse("strategies:effect"))
    assert "REMINDER_1" in page and "Repaid after a contact" in page
    for by in ("PERSON", "SEGMENT", "STRATEGY"):
        assert "Repaid after a contact" in text(browser, f"{reverse('strategies:effect')}?by={by}")


STEP = {"channel": "EMAIL", "by": "JOB", "gap": "5", "escalate": "0", "effect": "NONE", "amount_min": "0"}


def draft(browser: Client, entity_id: int) -> int:
    """Keep a draft with two steps, entered in the form's table, and return its version."""
    rows = [
        {"code": "EARLY", "days": "2", "template": "REMINDER_1"},
        {"code": "LATE", "days": "90", "template": "REMINDER_3"},
    ]
    table = {
        f"value-steps-{place}-{name}": value
        for place, row in enumerate(rows)
        for name, value in (STEP | row).items()
    }
    said = {
        "scope-reach": "ENTITY",
        "scope-entity": str(entity_id),
        "value-mode": "SEQUENTIAL",
        "value-steps-count": "2",
        "valid_from": date(2026, 1, 1).isoformat(),
        "mark": "HOUSE",
        "source": "an idea",
        "note": "let us see",
        "act": "keep",
    }
    answer = browser.post(reverse("rulebook:propose", args=[STRATEGY]), said | table)
    assert answer.status_code == 303, answer.content.decode()
    version = RuleVersion.objects.latest("id")
    assert [row["code"] for row in version.value["steps"]] == ["EARLY", "LATE"]
    return version.id


@pytest.mark.duty("C1")
@pytest.mark.duty("A2.2")
def test_a_draft_is_entered_row_by_row_and_played_over_the_past(browser: Client, entity_id: int) -> None:
    version = draft(browser, entity_id)
    page = text(browser, f"{reverse('strategies:simulate')}?version={version}&entity={entity_id}")
    assert "Side by side" in page and "What this can" in page and "Who would be treated otherwise" in page
    assert "2 days late" in page
    rule = RuleVersion.objects.get(id=version).rule_id
    assert "Code: EARLY" in text(browser, reverse("rulebook:rule", args=[rule]))


def test_rows_are_added_moved_and_taken_away_before_anything_is_kept(browser: Client) -> None:
    address = reverse("rulebook:rows", args=[STRATEGY, "steps"])
    said = {"value-steps-count": "2", "value-steps-0-code": "ONE", "value-steps-1-code": "TWO"}

    def codes(act: str, row: int) -> list[str]:
        page = browser.post(f"{address}?act={act}&row={row}", said, headers=HTMX).content.decode()
        return [code for code in page.split('"') if code in ("ONE", "TWO")]

    assert codes("down", 0) == codes("up", 1) == ["TWO", "ONE"]
    assert codes("remove", 0) == ["TWO"]
    assert codes("add", 2) == ["ONE", "TWO", "TWO"]
    assert browser.post(reverse("rulebook:rows", args=[STRATEGY, "mode"]), said).status_code == 404
