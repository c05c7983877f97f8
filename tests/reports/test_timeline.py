"""What happened to a customer, newest first, in words."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest

from recoup.kernel.actor import Actor
from recoup.kernel.errors import NotFound
from recoup.ledger import operations as ledger
from recoup.ledger.types import HoldReason as ItemHoldReason
from recoup.ledger.types import ItemKind, NewItem
from recoup.parties import operations as parties
from recoup.parties.types import HoldReason, HoldScope, NewContact, NewHold
from recoup.plumbing.localization import Reader, render
from recoup.reports.queries.timeline import timeline
from recoup.reports.types import TimelineEvent, TimelineKind
from recoup.team.types import Role
from tests.people import PROGRAM, make_person
from tests.reports.shop import TODAY, Shop, apply, at, open_shop, receive, sell

pytestmark = [pytest.mark.django_db, pytest.mark.duty("A1.1")]

ENGLISH = Reader.for_language("en")


def told(shop: Shop, actor: Actor | None = None, limit: int = 30) -> list[str]:
    """Return the sentences of customer A's timeline."""
    page = timeline(customer_id=shop.ids["A"], actor=actor or shop.alice, limit=limit)
    return [in_words(event) for event in page.events]


def in_words(event: TimelineEvent) -> str:
    """Return the sentence of an event with plain blanks."""
    return render(event.sentence, ENGLISH).replace("\xa0", " ")


def test_money_is_told_from_invoice_to_application() -> None:
    shop = open_shop({"A": "A"})
    item_id = sell(shop, "A", "INV-1", "100.00", days_late=3)
    receipt_id = receive(shop, "A", "R-1", "60.00", on=TODAY)
    apply(receipt_id, item_id, "60.00")
    assert told(shop) == [
        "60.00 GBP of R-1 was applied to INV-1.",
        "60.00 GBP was received: R-1.",
        "Invoice INV-1 of 100.00 GBP was posted, due 27 Feb 2026.",
        "The customer was added.",
    ]
    newest = timeline(customer_id=shop.ids["A"], actor=shop.alice).events[0]
    assert (newest.kind, newest.note, newest.actor_name) == (TimelineKind.MONEY, "test", "test")
    assert newest.entry_id is not None and newest.effective_date == TODAY


def test_what_was_recorded_together_is_told_as_one() -> None:
    """An imported file of 30 invoices is one event for each of its dates, not 30."""
    shop = open_shop({"A": "A"})
    items = [
        NewItem(
            line,
            shop.cast.entity.id,
            "A",
            ItemKind.INVOICE,
            f"INV-{line}",
            1,
            "",
            TODAY,
            None,
            "GBP",
            Decimal(10),
        )
        for line in range(30)
    ]
    ledger.post_items(items=items, source="file", actor=PROGRAM, now=at(TODAY))
    assert told(shop)[0] == "30 documents, 300.00 GBP together, were posted."
    (event, _) = timeline(customer_id=shop.ids["A"], actor=shop.alice).events
    assert event.entry_id is None


def test_a_reversal_is_told_and_where_it_counts() -> None:
    shop = open_shop({"A": "A"})
    sell(shop, "A", "INV-1", "100.00", days_late=3)
    entry_id = timeline(customer_id=shop.ids["A"], actor=shop.alice).events[0].entry_id
    assert entry_id is not None
    ledger.reverse_entries(
        entry_ids=[entry_id],
        effective_date=TODAY,
        reason="wrong customer",
        actor=shop.alice,
        now=at(TODAY, 15),
    )
    event = timeline(customer_id=shop.ids["A"], actor=shop.alice).events[0]
    assert in_words(event) == "An entry of 100.00 GBP on INV-1 was reversed."
    assert (event.note, event.actor_name) == ("wrong customer", "Alice")


def test_holds_contacts_and_changes_are_told() -> None:
    shop = open_shop({"A": "A"}, role=Role.CREDIT_ANALYST)
    item_id = sell(shop, "A", "INV-1", "100.00", days_late=3)
    parties.add_contacts(contacts=[NewContact(shop.ids["A"], "Ms Thu")], actor=shop.alice, now=at(TODAY, 10))
    hold = NewHold(shop.ids["A"], HoldReason.HARDSHIP, HoldScope.CONTACT, TODAY, TODAY + timedelta(days=3))
    placed = parties.place_customer_hold(hold=hold, actor=shop.alice, now=at(TODAY, 11))
    parties.lift_customer_hold(hold_id=placed.id, actor=shop.alice, now=at(TODAY, 12))
    ledger.place_item_holds(
        item_ids=[item_id],
        reason=ItemHoldReason.QUERY,
        note="asks for a copy",
        from_date=TODAY,
        until_date=None,
        actor=PROGRAM,
        now=at(TODAY, 13),
    )
    parties.assign_portfolio(
        customer_ids=[shop.ids["A"]], user_id=shop.cast.bob.id, actor=PROGRAM, now=at(TODAY, 14)
    )
    assert told(shop)[:5] == [
        "Bob looks after the customer from now on.",
        "INV-1 was put on hold: Query open.",
        "The hold on the customer was lifted: Hardship.",
        "The customer was put on hold until 5 Mar 2026: Hardship.",
        "Contact Ms Thu was added.",
    ]


def test_a_long_timeline_comes_in_stretches_without_gaps_or_doubles() -> None:
    shop = open_shop({"A": "A"})
    for number in range(12):
        item_id = sell(shop, "A", f"INV-{number}", "10.00", days_late=number // 2)
        on = TODAY - timedelta(days=number)
        if number % 3 == 0:
            apply(receive(shop, "A", f"R-{number}", "10.00", on=on), item_id, "10.00", on=on)
    whole = told(shop, limit=100)
    found: list[str] = []
    cursor = None
    for _ in range(20):
        page = timeline(customer_id=shop.ids["A"], actor=shop.alice, before=cursor, limit=3)
        found += [in_words(event) for event in page.events]
        cursor = page.older
        if cursor is None:
            break
    assert found == whole and len(whole) > 12


def test_what_one_may_not_read_is_left_out() -> None:
    shop = open_shop({"A": "A"})
    sell(shop, "A", "INV-1", "100.00")
    with pytest.raises(NotFound):
        timeline(customer_id=shop.ids["A"], actor=shop.cast.charlie)
    sam = make_person("Sam", Role.ADMINISTRATOR, entity=shop.cast.entity)
    with pytest.raises(NotFound):
        timeline(customer_id=shop.ids["A"], actor=sam)
