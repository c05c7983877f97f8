"""What a page says, it says in the reader's language: no code of the program is to be seen."""

from __future__ import annotations

import html
import importlib
import pkgutil
import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from enum import StrEnum

import pytest
from django.test import Client

import recoup
from recoup.cash import operations as cash
from recoup.cash.types import NewReceipt
from recoup.kernel import clock
from recoup.kernel.actor import Actor
from recoup.ledger import operations as ledger
from recoup.ledger import queries as ledger_queries
from recoup.ledger.queries import JournalFilter
from recoup.ledger.types import HoldReason as ItemHoldReason
from recoup.parties import operations as parties
from recoup.parties import queries as parties_queries
from recoup.parties.types import CustomerFields, CustomerStatus, HoldReason, HoldScope, NewContact, NewHold
from recoup.team import operations as team
from recoup.team import queries as team_queries
from tests.people import NOW, PROGRAM
from tests.reports.shop import Shop, at, open_shop, rank, sell
from tests.web.conftest import Desk

pytestmark = pytest.mark.django_db

_UNSEEN = re.compile(r"<(script|style|svg|template)\b.*?</\1>|<[^>]+>", re.DOTALL)
_TODAY = clock.today("Europe/London")
# Names by which the program and its entries go in the database.
_NAMES = ("daily run", "bank file", "command line", "write-off", "30-60-90")


@pytest.fixture
def shop() -> Shop:
    """A shop in which a bit of everything happened to Halong."""
    shop = open_shop({"K-1": "Halong"}, **{"terms_code": {"K-1": "NET30"}})
    customer_id, entity_id = shop.ids["K-1"], shop.cast.entity.id
    invoice = sell(shop, "K-1", "INV-1", "100.00", days_late=40, on=_TODAY)
    sell(shop, "K-1", "INV-2", "70.00", days_late=9, on=_TODAY)
    receipts = [
        NewReceipt(1, entity_id, "K-1", "FT-77", _TODAY, "GBP", Decimal(100), "Halong", "", "INV-1"),
        NewReceipt(2, entity_id, "K-1", "", _TODAY, "GBP", Decimal(5), "Halong Logistics"),
    ]
    program = Actor.program("daily run")
    cash.post_receipts(receipts=receipts, source="bank file", actor=program, now=at(_TODAY))
    cash.apply_receipts(entity_id=entity_id, on=_TODAY, actor=program, now=at(_TODAY, hour=10))
    ledger.place_item_holds(
        item_ids=[invoice],
        reason=ItemHoldReason.DISPUTED,
        note="",
        from_date=_TODAY,
        until_date=None,
        actor=PROGRAM,
        now=at(_TODAY, hour=11),
    )
    parties.add_contacts(contacts=[NewContact(customer_id, "Ms Thu")], actor=program, now=NOW)
    hold = NewHold(customer_id, HoldReason.PAYMENT_PLAN, HoldScope.EVERYTHING, _TODAY)
    parties.place_customer_hold(hold=hold, actor=program, now=at(_TODAY, hour=12))
    close(shop, terms_code="EOM15")
    rank(shop, _TODAY)
    return shop


def close(shop: Shop, **fields: str) -> None:
    """Close the customer's record."""
    customer = parties_queries.get_customer(customer_id=shop.ids["K-1"], actor=PROGRAM).customer
    wanted = replace(CustomerFields.of(customer), status=CustomerStatus.CLOSED, **fields)
    parties.change_customer(customer_id=customer.id, fields=wanted, actor=PROGRAM, now=at(_TODAY, hour=13))


def reading(shop: Shop, desk: Desk, language: str) -> Client:
    """Return the browser of somebody who reads `language`."""
    alice = shop.alice
    preferences = replace(team_queries.preferences(alice.id), language=language)
    team.set_preferences(user_id=alice.id, preferences=preferences, actor=alice, now=NOW)
    return desk(alice)


def seen(client: Client, address: str) -> str:
    """Return what a person sees of a page."""
    answer = client.get(address)
    assert answer.status_code == 200, address
    return html.unescape(_UNSEEN.sub("\n", answer.content.decode()))


def pages(shop: Shop) -> Iterator[str]:
    customer = f"/customers/{shop.ids['K-1']}/"
    yield from ("/today/", "/aging/", "/customers/", "/ledger/", "/imports/", "/approvals/", "/team/")
    yield from (customer, f"{customer}?every=on", f"{customer}timeline")
    yield from (f"{customer}{part}" for part in ("contacts", "accounts", "holds", "letters", "history"))
    for entry in ledger_queries.journal(criteria=JournalFilter(), actor=shop.alice):
        yield f"/ledger/entries/{entry.id}"
        yield from (f"/ledger/items/{posting.item_id}" for posting in entry.postings if posting.item_id)


def codes() -> set[str]:
    """Return every code that the program stores in capitals."""
    for module in pkgutil.walk_packages(recoup.__path__, "recoup."):
        if module.name.endswith((".types", ".codes", ".engines.priority", ".kernel.terms")):
            importlib.import_module(module.name)
    kinds = [kind for kind in StrEnum.__subclasses__() if kind.__module__.startswith("recoup.")]
    return {member.value for kind in kinds for member in kind if member.value.isupper()}


@pytest.mark.duty("E9")
@pytest.mark.parametrize("language", ["zh-hans", "fa"])
def test_no_code_is_shown_as_it_is_stored(shop: Shop, desk: Desk, language: str) -> None:
    client, stored = reading(shop, desk, language), codes()
    assert {"RECEIPT", "PAYMENT_PLAN", "DISPUTED", "CLOSED"} <= stored
    shown = [
        f"{address}: {word}"
        for address in dict.fromkeys(pages(shop))
        for page in [seen(client, address)]
        for word in (*re.findall(r"[A-Za-z][A-Za-z_]{2,}", page), *(name for name in _NAMES if name in page))
        if word in stored or "_" in word or word in _NAMES
    ]
    assert not shown, "\n".join(shown)


def test_a_receipt_is_called_as_the_bank_calls_it(shop: Shop, desk: Desk) -> None:
    client = reading(shop, desk, "en")
    told = seen(client, f"/customers/{shop.ids['K-1']}/timeline") + seen(client, "/ledger/")
    assert "FT-77" in told and "Halong Logistics" in told
    assert f"FT-77/{_TODAY}" not in told
    (receipt,) = ledger_queries.find_items(text="FT-77", actor=shop.alice, limit=2)
    page = seen(client, f"/ledger/items/{receipt.id}")
    assert "Value date" in page and f"FT-77/{_TODAY}/100GBP" in page


def test_the_history_says_what_closed(shop: Shop, desk: Desk) -> None:
    page = seen(reading(shop, desk, "en"), f"/customers/{shop.ids['K-1']}/history")
    status = page.split("Status", 1)[1]
    assert status.index("Active") < status.index("Closed")
    assert "15 days after the end of the month" in page and "Name of the contact" in page
    assert "In use" not in page


def test_the_program_and_its_files_have_names_in_the_readers_language(shop: Shop, desk: Desk) -> None:
    page = seen(reading(shop, desk, "pl"), "/ledger/")
    assert "Przetwarzanie dzienne" in page and "Plik z banku" in page
