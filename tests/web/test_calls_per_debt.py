"""The screen of a call where the rule counts calls for each debt: which of them the call is about."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from recoup.correspondence.models import Passage
from recoup.correspondence.rules import CONTACT_FREQUENCY
from recoup.kernel import clock
from recoup.kernel.contact import PartyKind
from recoup.ledger.models import Item
from recoup.parties import operations as parties
from recoup.parties.types import CustomerRecord, NewCustomer
from recoup.rulebook.types import RuleScope
from recoup.team.types import Role
from tests.correspondence.test_door import SEVEN_IN_SEVEN, contact_of, make_debtor, make_item
from tests.people import NOW, PROGRAM, Cast, make_cast
from tests.rulebook.in_force import in_force
from tests.web.conftest import Desk

pytestmark = [pytest.mark.django_db, pytest.mark.duty("C11")]

HTMX = {"HX-Request": "true"}
# Three in the afternoon in London, ten in the morning in New York.
AFTERNOON = datetime(2026, 3, 3, 15, 0, tzinfo=UTC)
USED_UP = "The 7 contacts allowed within 7 days about one of these debts have been made."


class Hours:
    """The clock of a test."""

    def __init__(self) -> None:
        self.at = AFTERNOON

    def now(self) -> datetime:
        return self.at

    def pass_by(self, minutes: int = 5) -> None:
        self.at += timedelta(minutes=minutes)


@pytest.fixture
def hours(monkeypatch: pytest.MonkeyPatch) -> Hours:
    made = Hours()
    monkeypatch.setattr(clock, "now", made.now)
    monkeypatch.setattr(clock, "today", lambda _zone: made.at.date())
    return made


@pytest.fixture
def cast(hours: Hours) -> Cast:
    return make_cast(Role.COLLECTOR)


@pytest.fixture
def pat(cast: Cast) -> CustomerRecord:
    """Pat in New York owes a loan in two parts and another invoice, all of it late; calls count for each debt."""
    line = NewCustomer(
        *(1, cast.entity.id, "US-1", "Pat"), country="US", time_zone="America/New_York", party_kind="PERSON"
    )
    parties.save_customers(customers=[line], actor=PROGRAM, now=NOW)
    in_force(CONTACT_FREQUENCY, SEVEN_IN_SEVEN, RuleScope(entity_id=cast.entity.id))
    make_item(cast, "LOAN", "US-1", part=1)
    make_item(cast, "LOAN", "US-1", part=2)
    return make_debtor(cast, "US-1", PartyKind.PERSON)


def items(number: str) -> tuple[int, ...]:
    return tuple(Item.objects.filter(number=number).order_by("id").values_list("id", flat=True))


def dial(browser: Client, customer: CustomerRecord, *debts: int) -> HttpResponse:
    said = {"contact": contact_of(customer).id, "debts": debts}
    return browser.post(reverse("calls:dial", args=[customer.id]), said, headers=HTMX)


def who(browser: Client, customer: CustomerRecord, *debts: int) -> str:
    address = reverse("calls:callees", args=[customer.id])
    return browser.get(address, {"debts": debts}, headers=HTMX).content.decode()


def test_after_seven_calls_about_one_debt_the_other_may_still_be_called_about(
    desk: Desk, cast: Cast, pat: CustomerRecord, hours: Hours
) -> None:
    """US-A4: so many calls for each debt; a call says which of them it is about."""
    (loan, part_two), (invoice,) = items("LOAN"), items("INV-US-1")
    browser = desk(cast.alice)
    shown = browser.get(reverse("calls:page", args=[pat.id])).content.decode().replace("\u00a0", " ")
    assert "This call is about" in shown
    assert "LOAN · 200.00 GBP" in shown and "INV-US-1 · 100.00 GBP" in shown
    for debt in (loan, invoice):
        assert f'name="debts" value="{debt}"' in shown
    assert shown.count("checked") >= 2 and f'name="debts" value="{part_two}"' not in shown

    for _ in range(7):
        assert "is counted from now" in dial(browser, pat, loan).content.decode()
        hours.pass_by()
    assert set(Passage.objects.values_list("item_ids", flat=True).distinct()[0]) == {loan, part_two}

    refused = dial(browser, pat, loan).content.decode()
    assert "This call may not be made now." in refused and USED_UP in refused
    assert USED_UP in who(browser, pat, loan) and USED_UP in who(browser, pat, loan, invoice)
    assert USED_UP in who(browser, pat), "a call about nothing in particular counts for all"
    assert USED_UP in browser.get(reverse("calls:page", args=[pat.id])).content.decode()
    assert USED_UP not in who(browser, pat, invoice)
    assert "is counted from now" in dial(browser, pat, invoice).content.decode()
    assert Passage.objects.latest("id").item_ids == [invoice]


def test_a_call_is_only_about_debts_of_its_customer_that_are_late(
    desk: Desk, cast: Cast, pat: CustomerRecord
) -> None:
    make_debtor(cast, "C-2")
    (foreign,) = items("INV-C-2")
    answer = dial(desk(cast.alice), pat, foreign)
    assert answer.status_code == 422 and "What is late has changed meanwhile" in answer.content.decode()
    assert not Passage.objects.exists()
    assert "What is late has changed meanwhile" in who(desk(cast.alice), pat, foreign)


def test_what_was_chosen_stays_chosen_when_the_result_of_the_call_is_refused(
    desk: Desk, cast: Cast, pat: CustomerRecord
) -> None:
    (loan, _), (invoice,) = items("LOAN"), items("INV-US-1")
    said = {"outcome": "", "debts": [invoice]}
    answer = desk(cast.alice).post(reverse("calls:page", args=[pat.id]), said)
    shown = answer.content.decode()
    assert answer.status_code == 422
    assert _box(shown, invoice).endswith("checked>") and not _box(shown, loan).endswith("checked>")


def test_a_rule_that_counts_the_customer_leaves_nothing_to_choose(desk: Desk, cast: Cast) -> None:
    company = make_debtor(cast)
    make_item(cast, "INV-2")
    browser = desk(cast.alice)
    shown = browser.get(reverse("calls:page", args=[company.id])).content.decode()
    assert "This call is about" not in shown and "INV-2" in shown
    assert "is counted from now" in dial(browser, company).content.decode()
    assert Passage.objects.get().item_ids == []


def test_one_debt_alone_leaves_nothing_to_choose(desk: Desk, cast: Cast) -> None:
    in_force(CONTACT_FREQUENCY, SEVEN_IN_SEVEN, RuleScope(entity_id=cast.entity.id))
    debtor = make_debtor(cast)
    make_item(cast, "INV-C-1", part=2)
    shown = desk(cast.alice).get(reverse("calls:page", args=[debtor.id])).content.decode()
    assert "This call is about" not in shown


def _box(shown: str, debt: int) -> str:
    """Return the tag of the box of a debt."""
    _before, found, after = shown.partition(f'name="debts" value="{debt}"')
    assert found
    return found + after.partition(">")[0] + ">"
