"""The workbench by its addresses: what is shown, what is done, who may, and that two clerks never work one line."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
from django.test import Client

from recoup.cash import operations as cash
from recoup.cash import queries
from recoup.cash.types import WorkFilter, WorkLine
from recoup.kernel import clock
from recoup.ledger import queries as ledger
from recoup.ledger.types import ItemKind
from recoup.team.types import Role
from tests.people import make_person
from tests.web.cash.bank import Bank
from tests.web.conftest import Desk

pytestmark = [pytest.mark.django_db, pytest.mark.duty("A2.4", "B12")]

HTMX = {"HX-Request": "true"}


@pytest.fixture
def bank() -> Bank:
    """A part payment with a proposal, and money of somebody unknown."""
    bank = Bank()
    bank.invoice("K-2", "FV/2026/881", "1250.00")
    bank.invoice("K-1", "INV-7", "900.00")
    bank.tell(
        bank.entry("1000.00", "R1", "FV 881", payer="Zaklady Polnoc"),
        bank.entry("333.00", "R2", "thank you", payer="Somebody"),
    )
    cash.apply_receipts(entity_id=bank.entity.id, on=bank.today, actor=bank.carla, now=clock.now())
    return bank


@pytest.fixture
def carla(bank: Bank, desk: Desk) -> Client:
    return desk(bank.carla)


def line(bank: Bank, payer: str) -> WorkLine:
    """Return the line to work of a payer."""
    page = queries.work_page(wanted=WorkFilter(), actor=bank.carla, on=bank.today, now=clock.now())
    return next(each for each in page.lines if each.payer_name == payer)


def left(bank: Bank) -> dict[str, Decimal]:
    """Return what is left to work by payer."""
    page = queries.work_page(wanted=WorkFilter(), actor=bank.carla, on=bank.today, now=clock.now())
    return {each.payer_name: each.left.amount for each in page.lines}


def best(bank: Bank, receipt_id: int) -> int:
    """Return the best proposal of a receipt."""
    detail = queries.work_detail(receipt_id=receipt_id, actor=bank.carla, on=bank.today, now=clock.now())
    return detail.proposals[0].id


def text(client: Client, address: str, **headers: str) -> str:
    answer = client.get(address, headers=headers)
    assert answer.status_code == 200
    return answer.content.decode().replace("\xa0", " ")


def done(client: Client, address: str, **said: str) -> str:
    answer = client.post(address, said, headers=HTMX)
    assert answer.status_code == 200, answer.content.decode()
    return answer.content.decode().replace("\xa0", " ") + answer.get("HX-Trigger", "")


def shares_of(page: str) -> dict[str, str]:
    """Return what the split form begins with, by the item's number."""
    rows = re.findall(r'<label for="[^"]*"><bdi>([^<]+)</bdi>.*?name="paid-\d+"([^>]*)>', page, re.DOTALL)
    values = {number: re.search(r'value="([^"]*)"', field) for number, field in rows}
    return {number: value[1] for number, value in values.items() if value}


def open_of(bank: Bank, number: str) -> Decimal:
    """Return what is open of an invoice."""
    (item,) = ledger.find_items(text=number, actor=bank.carla, limit=1)
    return item.amount_open.amount


def test_money_is_split_in_the_order_that_the_rules_want(bank: Bank, carla: Client) -> None:
    bank.invoice("K-1", "NOTA-1", "20.00", days_late=1, kind=ItemKind.INTEREST)
    bank.invoice("K-1", "INV-9", "50.00", days_late=90)
    receipt = line(bank, "Somebody").receipt_id
    page = text(
        carla,
        f"/cash/work/{receipt}?receipt={receipt}&customers={bank.ids['K-1']}&split=1&by_rules=1",
        **HTMX,
    )
    assert shares_of(page) == {"NOTA-1": "20", "INV-9": "50", "INV-7": "263"}
    assert "valid from" in page


def test_lines_proposals_and_items_stand_side_by_side(bank: Bank, carla: Client) -> None:
    html = text(carla, "/cash/work")
    for word in ("Zaklady Polnoc", "Somebody", "1,000.00", "333.00", "<mark>881</mark>"):
        assert word in html
    assert "Zakłady Północ" in html and "Remaining" in html


def test_how_far_the_day_is_is_told_after_the_list(bank: Bank, carla: Client) -> None:
    assert "/cash/work/progress" in text(carla, "/cash/work")
    told = text(carla, "/cash/work/progress", **HTMX)
    assert "<bdi>2</bdi> to work" in told and "1,333.00 EUR" in told
    account = f"/cash/work/progress?account={bank.account.id}&day={bank.today.isoformat()}"
    assert "<bdi>2</bdi> to work" in text(carla, account, **HTMX)
    receipt = line(bank, "Zaklady Polnoc").receipt_id
    done(carla, f"/cash/work/{receipt}/accept/{best(bank, receipt)}?place=0&receipt={receipt}")
    assert "<bdi>1</bdi> receipt done, <bdi>1</bdi> to work" in text(carla, account, **HTMX)


def test_the_list_narrows_to_a_day_a_text_or_suspense(bank: Bank, carla: Client) -> None:
    assert "Zaklady" not in text(carla, "/cash/work?text=some", **HTMX)
    assert "Zaklady" not in text(carla, "/cash/work?suspense=1", **HTMX)
    assert "Nothing is left to work" in text(carla, "/cash/work?day=2001-01-01", **HTMX)
    account = f"/cash/work?account={bank.account.id}&day={bank.today.isoformat()}"
    assert "House bank" in text(carla, account)


def test_a_proposal_is_applied_and_the_next_line_opens(bank: Bank, carla: Client) -> None:
    receipt = line(bank, "Zaklady Polnoc").receipt_id
    html = done(carla, f"/cash/work/{receipt}/accept/{best(bank, receipt)}?place=0&receipt={receipt}")
    assert open_of(bank, "FV/2026/881") == 250
    assert "333.00 EUR</bdi> from <bdi>Somebody</bdi>" in html and "Undo" in html
    assert left(bank) == {"Somebody": 333}


def test_what_was_done_is_undone_with_a_reason(bank: Bank, carla: Client) -> None:
    receipt = line(bank, "Zaklady Polnoc").receipt_id
    done(carla, f"/cash/work/{receipt}/accept/{best(bank, receipt)}")
    (deed, *_) = queries.deeds_of(receipt_id=receipt, actor=bank.carla)
    address = f"/cash/work/{receipt}/deeds/{deed.id}/undo"
    assert "Done by mistake" in text(carla, address, **HTMX)
    assert "cash-worked" in done(carla, address, reason="wrong invoice")
    assert open_of(bank, "FV/2026/881") == 1250
    assert carla.post(address, {"reason": "again"}, headers=HTMX).status_code == 422


def test_shares_are_typed_and_what_is_left_stays(bank: Bank, carla: Client) -> None:
    receipt = line(bank, "Zaklady Polnoc").receipt_id
    (item,) = ledger.find_items(text="FV/2026/881", actor=bank.carla, limit=1)
    (other,) = ledger.find_items(text="INV-7", actor=bank.carla, limit=1)
    split = f"receipt={receipt}&split=1&customers={bank.ids['K-1']}"
    html = text(carla, f"/cash/work/{receipt}?{split}", **HTMX)
    assert f"paid-{item.id}" in html and f"paid-{other.id}" in html and 'data-left="1000' in html
    address = f"/cash/work/{receipt}/by-hand?{split}"
    nothing = carla.post(address, {}, headers=HTMX)
    assert nothing.status_code == 422 and "at least one item" in nothing.content.decode()
    said = {f"paid-{item.id}": "700", f"paid-{other.id}": "200.50", "note": "as the payer wrote"}
    done(carla, address, **said)
    assert (open_of(bank, "FV/2026/881"), open_of(bank, "INV-7")) == (550, Decimal("699.50"))
    assert sum(left(bank).values()) == Decimal("99.50") + 333


def test_too_much_is_refused_in_words(bank: Bank, carla: Client) -> None:
    receipt = line(bank, "Zaklady Polnoc").receipt_id
    (item,) = ledger.find_items(text="FV/2026/881", actor=bank.carla, limit=1)
    address = f"/cash/work/{receipt}/by-hand?receipt={receipt}&split=1"
    answer = carla.post(address, {f"paid-{item.id}": "1100"}, headers=HTMX)
    assert answer.status_code == 422 and 'role="alert"' in answer.content.decode()
    assert open_of(bank, "FV/2026/881") == 1250


def test_another_customer_is_found_by_name_or_item_and_named(bank: Bank, carla: Client) -> None:
    receipt = line(bank, "Somebody").receipt_id
    assert "Hai Long" in text(carla, f"/cash/work/{receipt}/find?find=hai%20long", **HTMX)
    assert "Hai Long" in text(carla, f"/cash/work/{receipt}/find?find=INV-7", **HTMX)
    assert "Nothing found" in text(carla, f"/cash/work/{receipt}/find?find=zzzz", **HTMX)
    html = text(carla, f"/cash/work/{receipt}/find-first?find=hai%20long", **HTMX)
    assert "INV-7" in html and 'data-key="M"' in html
    address = f"/cash/work/{receipt}/payer?customer={bank.ids['K-1']}"
    assert "Remember this payer" in text(carla, address, **HTMX)
    done(carla, address, learn="on")
    assert line(bank, "Somebody").customer_id == bank.ids["K-1"]
    done(carla, f"/cash/work/{receipt}/suspense", reason="it was somebody else")
    assert line(bank, "Somebody").customer_id is None


def test_money_that_is_not_ours_leaves(bank: Bank, carla: Client) -> None:
    receipt = line(bank, "Somebody").receipt_id
    empty = carla.post(f"/cash/work/{receipt}/not-ours", {"reason": ""}, headers=HTMX)
    assert empty.status_code == 422
    done(carla, f"/cash/work/{receipt}/not-ours", reason="rent of the neighbor")
    assert "Somebody" not in left(bank)


def test_notes_and_questions_stay_with_the_line(bank: Bank, carla: Client, desk: Desk) -> None:
    receipt = line(bank, "Somebody").receipt_id
    done(carla, f"/cash/work/{receipt}/note", text="called, no answer")
    done(carla, f"/cash/work/{receipt}/ask", colleague=str(bank.dora.id), text="is he yours?")
    html = text(desk(bank.dora), f"/cash/work?receipt={receipt}")
    assert "called, no answer" in html and "is he yours?" in html and "Dora" in html


def test_many_are_accepted_over_a_score_after_a_preview(bank: Bank, carla: Client) -> None:
    score = line(bank, "Zaklady Polnoc").best
    assert "<bdi>1</bdi> receipt" in text(carla, f"/cash/work/many/preview?score={score}", **HTMX)
    assert "<bdi>0</bdi> receipts" in text(carla, "/cash/work/many/preview?score=999", **HTMX)
    assert "Type a score" in text(carla, "/cash/work/many/preview?score=x", **HTMX)
    assert "1,000.00" in text(carla, f"/cash/work/many/preview?score={score}", **HTMX)
    assert "cash-worked" in done(carla, "/cash/work/many", score=str(max(score or 0, 0)))
    assert left(bank) == {"Somebody": 333}


def test_two_clerks_never_work_the_same_line(bank: Bank, carla: Client, desk: Desk) -> None:
    receipt, other = line(bank, "Zaklady Polnoc").receipt_id, line(bank, "Somebody").receipt_id
    proposal = best(bank, receipt)
    assert carla.post(f"/cash/work/{receipt}/claim", headers=HTMX).status_code == 204
    dora = desk(bank.dora)
    html = text(dora, f"/cash/work?receipt={receipt}")
    assert "works on this line" in html and "Carla" in html and f"accept/{proposal}" not in html
    refused = dora.post(f"/cash/work/{receipt}/accept/{proposal}", headers=HTMX)
    assert refused.status_code == 422 and "Carla" in refused.content.decode()
    assert dora.post(f"/cash/work/{receipt}/claim", headers=HTMX).status_code == 422
    carla.post(f"/cash/work/{other}/claim", headers=HTMX)
    assert dora.post(f"/cash/work/{receipt}/claim", headers=HTMX).status_code == 204


def test_suspense_shows_its_age(bank: Bank, carla: Client) -> None:
    html = text(carla, "/cash/suspense")
    assert "Somebody" in html and "333.00" in html and "Zaklady" not in html


def test_the_rail_counts_what_is_to_work(bank: Bank, carla: Client) -> None:
    assert '<span class="count"><bdi>2</bdi></span>' in text(carla, "/cash/")


def test_matching_again_keeps_the_line(bank: Bank, carla: Client) -> None:
    receipt = line(bank, "Somebody").receipt_id
    bank.invoice("K-1", "INV-9", "300.00")
    html = done(carla, f"/cash/work/match?receipt={receipt}&place=1")
    assert "from <bdi>Somebody</bdi>" in html


def test_strangers_find_nothing_and_readers_only_look(bank: Bank, desk: Desk) -> None:
    receipt = line(bank, "Zaklady Polnoc").receipt_id
    proposal = best(bank, receipt)
    olek = desk(bank.olek)
    assert "Zaklady" not in text(olek, "/cash/work")
    for address in ("", "/note", "/ask", "/suspense", f"/payer?customer={bank.ids['K-1']}"):
        assert olek.get(f"/cash/work/{receipt}{address}").status_code == 404
    for address in ("claim", f"accept/{proposal}", "by-hand", "note"):
        assert olek.post(f"/cash/work/{receipt}/{address}", {"text": "x"}).status_code == 404
    auditor = desk(make_person("Aud", Role.AUDITOR, entity=bank.entity))
    html = text(auditor, "/cash/work")
    assert "Zaklady" in html and "/accept/" not in html and "/claim" not in html
    assert auditor.post(f"/cash/work/{receipt}/accept/{proposal}").status_code == 404
