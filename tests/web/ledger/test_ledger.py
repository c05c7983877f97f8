"""The ledger explorer: the journal, its entries and items, reversals, closed periods and the proof."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from django.test import Client

from recoup.kernel import clock
from recoup.ledger import operations as ledger
from recoup.ledger import queries as ledger_queries
from recoup.ledger.queries import JournalFilter
from recoup.ledger.types import EntryKind, ItemKind, NewItem
from recoup.team import queries as team
from recoup.team.types import Role
from tests.people import NOW, PROGRAM, make_person
from tests.reports.shop import Shop, apply, open_shop, receive, sell
from tests.web.conftest import Desk

pytestmark = [pytest.mark.django_db, pytest.mark.duty("E9")]

HTMX = {"HX-Request": "true"}


@pytest.fixture
def shop() -> Shop:
    return open_shop({"K-1": "Halong"})


@pytest.fixture
def alice(shop: Shop, desk: Desk) -> Client:
    return desk(shop.alice)


def text(client: Client, address: str, **headers: str) -> str:
    answer = client.get(address, headers=headers)
    assert answer.status_code == 200
    return answer.content.decode()


def entry_of(shop: Shop, kind: EntryKind) -> int:
    """Return the latest entry of a kind."""
    return ledger_queries.journal(criteria=JournalFilter(kind=kind), actor=shop.alice)[0].id


def paid_invoice(shop: Shop) -> int:
    """Return an invoice of 100 of which 60 was paid today."""
    today = clock.today("Europe/London")
    invoice = sell(shop, "K-1", "INV-1", "100.00", days_late=3, on=today)
    apply(receive(shop, "K-1", "R-1", "60.00", on=today), invoice, "60.00", on=today)
    return invoice


def test_the_journal_shows_both_sides_of_every_entry(shop: Shop, alice: Client) -> None:
    paid_invoice(shop)
    html = text(alice, "/ledger/")
    rows = html.split("<tbody", 1)[1]
    assert rows.index("Applied") < rows.index("Issued")
    for word in ("Receivables", "Revenue", "Cash at bank", "INV-1", "R-1", "60.00", "ACME"):
        assert word in html


def test_the_journal_is_filtered(shop: Shop, alice: Client) -> None:
    paid_invoice(shop)
    today = clock.today("Europe/London")
    issued = text(alice, "/ledger/?kind=ISSUE", **HTMX)
    assert "Revenue" in issued and "Bank" not in issued
    assert "Revenue" not in text(alice, f"/ledger/?from_date={today.isoformat()}", **HTMX)
    assert "Revenue" in text(alice, "/ledger/?number=inv1", **HTMX)
    assert "No entry like that" in text(alice, "/ledger/?number=INV-9", **HTMX)
    assert "No entry like that" in text(alice, "/ledger/?source=nowhere", **HTMX)
    assert "Revenue" in text(alice, "/ledger/?kind=NONSENSE&from_date=soon")


def test_older_entries_come_by_their_numbers(shop: Shop, alice: Client) -> None:
    today = clock.today("Europe/London")
    items = [
        NewItem(
            line,
            shop.cast.entity.id,
            "K-1",
            ItemKind.INVOICE,
            f"N{line:03}",
            1,
            "",
            today,
            None,
            "GBP",
            Decimal(1),
        )
        for line in range(60)
    ]
    ledger.post_items(items=items, source="file", actor=PROGRAM, now=NOW)
    html = text(alice, "/ledger/")
    assert "N059" in html and "N009" not in html
    before = html.split("before=")[1].split('"')[0]
    older = text(alice, f"/ledger/?before={before}", **HTMX)
    assert "N009" in older and "N010" not in older and "<thead" not in older
    assert alice.get("/ledger/?before=x").status_code == 404


def test_an_entry_says_where_it_comes_from(shop: Shop, alice: Client) -> None:
    paid_invoice(shop)
    html = text(alice, f"/ledger/entries/{entry_of(shop, EntryKind.ALLOCATION)}")
    assert "60.00" in html and "R-1" in html and "shop" in html and "Reverse" in html


def test_an_item_shows_what_made_its_open_amount(shop: Shop, alice: Client) -> None:
    html = text(alice, f"/ledger/items/{paid_invoice(shop)}")
    assert "Halong" in html and "100.00" in html and "40.00" in html
    assert "What paid this item" in html and "R-1" in html


def test_the_entries_of_an_item_come_as_a_dialog_also_of_the_past(shop: Shop, alice: Client) -> None:
    invoice = paid_invoice(shop)
    now = text(alice, f"/ledger/items/{invoice}/entries", **HTMX)
    assert "data-modal" in now and "Applied" in now and "40.00" in now
    day = (clock.today("Europe/London") - timedelta(days=1)).isoformat()
    then = text(alice, f"/ledger/items/{invoice}/entries?as_of={day}", **HTMX)
    assert "Applied" not in then and "100.00" in then
    known = text(alice, f"/ledger/items/{invoice}/entries?known_on=2020-01-01", **HTMX)
    assert "No entry by then" in known


def test_an_entry_is_reversed_with_a_reason(shop: Shop, alice: Client) -> None:
    invoice = paid_invoice(shop)
    entry, today = entry_of(shop, EntryKind.ALLOCATION), clock.today("Europe/London")
    address = f"/ledger/entries/{entry}/reverse"
    assert "stays for all to see" in text(alice, address, **HTMX)
    refused = alice.post(address, {"effective_date": "2001-01-01", "reason": "wrong"}, headers=HTMX)
    assert refused.status_code == 422 and "can&#x27;t be dated before" in refused.content.decode()
    done = alice.post(address, {"effective_date": today.isoformat(), "reason": "wrong"}, headers=HTMX)
    assert "ledger-changed" in done["HX-Trigger"]
    assert ledger_queries.get_item(item_id=invoice, actor=shop.alice).amount_open.amount == 100
    html = text(alice, f"/ledger/entries/{entry}")
    assert "Reversed by" in html and "/reverse" not in html


def test_an_item_is_held_and_released(shop: Shop, alice: Client) -> None:
    invoice, today = paid_invoice(shop), clock.today("Europe/London")
    said = {"reason": "DISPUTED", "note": "wrong price", "from_date": today.isoformat()}
    same = said | {"until_date": today.isoformat()}
    refused = alice.post(f"/ledger/items/{invoice}/hold", same, headers=HTMX)
    assert "must end after" in refused.content.decode()
    assert alice.post(f"/ledger/items/{invoice}/hold", said, headers=HTMX).status_code == 200
    html = text(alice, f"/ledger/items/{invoice}")
    assert "wrong price" in html and "Lift" in html
    (hold,) = ledger_queries.holds_of_items(item_ids=[invoice], actor=shop.alice)
    alice.post(f"/ledger/items/{invoice}/holds/{hold.id}/lift", headers=HTMX)
    (hold,) = ledger_queries.holds_of_items(item_ids=[invoice], actor=shop.alice)
    assert hold.lifted_at is not None


def test_a_write_off_is_asked_for_not_done(shop: Shop, alice: Client) -> None:
    invoice = paid_invoice(shop)
    address = f"/ledger/items/{invoice}/write-off"
    assert 'value="40"' in text(alice, address, **HTMX)
    refused = alice.post(address, {"amount": "40.01", "reason": "bankrupt"}, headers=HTMX)
    assert refused.status_code == 422 and "is open to be written off" in refused.content.decode()
    assert alice.post(address, {"amount": "40", "reason": "bankrupt"}, headers=HTMX).status_code == 200
    (approval,) = team.approvals_of(subject_kind="ledger.item", subject_id=invoice, actor=PROGRAM)
    assert approval.reason == "bankrupt"
    assert ledger_queries.get_item(item_id=invoice, actor=shop.alice).amount_open.amount == 40


def test_periods_are_closed_and_reopened(shop: Shop, alice: Client) -> None:
    assert "No period is closed" in text(alice, "/ledger/periods")
    said = {"entity": str(shop.cast.entity.id), "first_date": "2026-01-01", "last_date": "2026-01-31"}
    backwards = said | {"last_date": "2025-12-31"}
    refused = alice.post("/ledger/periods/close", backwards, headers=HTMX)
    assert "can&#x27;t end before it begins" in refused.content.decode()
    assert alice.post("/ledger/periods/close", said, headers=HTMX).status_code == 200
    assert "31 Jan 2026" in text(alice, "/ledger/periods")
    (period,) = ledger_queries.closed_periods(actor=shop.alice)
    alice.post(f"/ledger/periods/{period.id}/reopen", headers=HTMX)
    assert ledger_queries.closed_periods(actor=shop.alice) == []


def test_the_proof_is_shown_for_each_entity(shop: Shop, alice: Client) -> None:
    paid_invoice(shop)
    html = text(alice, "/ledger/tie-out", **HTMX)
    assert "ACME" in html and "40.00" in html and "tied" in html


def test_strangers_find_nothing(shop: Shop, desk: Desk) -> None:
    invoice = paid_invoice(shop)
    charlie = desk(shop.cast.charlie)
    entry = entry_of(shop, EntryKind.ISSUE)
    for address in (
        f"items/{invoice}",
        f"items/{invoice}/entries",
        f"items/{invoice}/hold",
        f"items/{invoice}/write-off",
        f"entries/{entry}",
        f"entries/{entry}/reverse",
    ):
        assert charlie.get(f"/ledger/{address}").status_code == 404
    assert "INV-1" not in text(charlie, "/ledger/")


def test_rights_decide_what_may_be_done(shop: Shop, desk: Desk) -> None:
    invoice = paid_invoice(shop)
    auditor = desk(make_person("Aud", Role.AUDITOR, entity=shop.cast.entity))
    html = text(auditor, f"/ledger/items/{invoice}")
    assert "/hold" not in html and "/write-off" not in html
    entry = entry_of(shop, EntryKind.ISSUE)
    assert "/reverse" not in text(auditor, f"/ledger/entries/{entry}")
    for address in (f"entries/{entry}/reverse", f"items/{invoice}/hold", "periods/close"):
        assert auditor.get(f"/ledger/{address}").status_code == 404
