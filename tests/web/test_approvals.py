"""What one person asks for, a second one sees whole and decides at the desk."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from recoup.kernel import clock
from recoup.kernel.actor import Actor
from recoup.ledger import operations as ledger_operations
from recoup.ledger import queries as ledger
from recoup.ledger.types import ItemKind, NewItem
from recoup.parties import operations as parties_operations
from recoup.parties import queries as parties
from recoup.parties.models import Customer
from recoup.parties.types import BankAccountChange
from recoup.team import queries
from recoup.team.types import ApprovalStatus, Role
from tests.people import NOW, PROGRAM, Cast, make_cast, make_person
from tests.web.conftest import Desk

pytestmark = pytest.mark.django_db


@dataclass(frozen=True)
class Asked:
    """Alice asked to write off 40.00 of an invoice of 100.00; Bob may decide."""

    cast: Cast
    item_id: int
    approval_id: int


@pytest.fixture
def asked() -> Asked:
    cast = make_cast(Role.MANAGER)
    item_id = post_invoice(cast)
    asked = ledger_operations.ask_write_off(
        item_id=item_id, amount=Decimal(40), reason="Small claim.", actor=cast.alice, now=clock.now()
    )
    return Asked(cast, item_id, asked.id)


def post_invoice(cast: Cast) -> int:
    customer = Customer.objects.create(
        entity_id=cast.entity.id,
        number="C-1",
        name_legal="Thames Boats",
        currency="GBP",
        language="en",
        created_at=NOW,
    )
    item = NewItem(
        line=1,
        entity_id=cast.entity.id,
        customer_number="C-1",
        kind=ItemKind.INVOICE,
        number="INV-7",
        part=1,
        reference="",
        issue_date=date(2026, 1, 5),
        due_date=date(2026, 2, 4),
        currency="GBP",
        amount=Decimal(100),
    )
    ledger_operations.post_items(items=[item], source="test", actor=PROGRAM, now=NOW)
    (line,) = ledger.items_of_customer(customer_ids=[customer.id], actor=PROGRAM, on=date(2026, 3, 1))
    return line.id


def status(asked: Asked, actor: Actor) -> ApprovalStatus:
    return queries.get_approval(approval_id=asked.approval_id, actor=actor).status


def open_amount(asked: Asked) -> Decimal:
    return ledger.get_item(item_id=asked.item_id, actor=PROGRAM).amount_open.amount


def address(name: str, asked: Asked) -> str:
    return reverse(f"approvals:{name}", args=[asked.approval_id])


def test_what_waits_stands_in_the_list(asked: Asked, desk: Desk) -> None:
    html = desk(asked.cast.bob).get("/approvals/").content.decode()
    assert "Write-off" in html and "Small claim." in html and "40.00" in html


def test_the_second_person_sees_it_whole(asked: Asked, desk: Desk) -> None:
    html = desk(asked.cast.bob).get(address("detail", asked)).content.decode()
    assert "INV-7" in html and "Thames Boats (C-1)" in html and "Alice" in html and "Approve" in html
    assert "100.00" in html and "40.00" in html and "60.00" in html


@pytest.mark.duty("E9")
def test_approved_is_carried_out_at_once(asked: Asked, desk: Desk) -> None:
    answer = desk(asked.cast.bob).post(address("decide", asked), {"decision": "approve", "note": "Checked."})
    assert answer.status_code == 303
    assert status(asked, asked.cast.bob) is ApprovalStatus.USED
    assert open_amount(asked) == 60
    assert "Carried out" in desk(asked.cast.bob).get("/approvals/").content.decode()


def test_a_rejection_needs_a_note(asked: Asked, desk: Desk) -> None:
    client = desk(asked.cast.bob)
    answer = client.post(address("decide", asked), {"decision": "reject", "note": ""})
    assert answer.status_code == 422 and "Say why" in answer.content.decode()
    assert (
        client.post(address("decide", asked), {"decision": "reject", "note": "Call first."}).status_code
        == 303
    )
    assert status(asked, asked.cast.bob) is ApprovalStatus.REJECTED
    assert open_amount(asked) == 100


def test_the_asker_does_not_decide(asked: Asked, desk: Desk) -> None:
    client = desk(asked.cast.alice)
    html = client.get(address("detail", asked)).content.decode()
    assert "a second person must decide" in html and ">Approve" not in html
    answer = client.post(address("decide", asked), {"decision": "approve"})
    assert answer.status_code == 422 and "a second person must decide" in answer.content.decode()
    assert status(asked, asked.cast.bob) is ApprovalStatus.OPEN


def test_above_the_limit_the_second_person_is_refused(asked: Asked, desk: Desk) -> None:
    carol = make_person("Carol", Role.MANAGER, entity=asked.cast.entity, limit=Decimal(10))
    answer = desk(carol).post(address("decide", asked), {"decision": "approve"})
    assert answer.status_code == 422 and "above your limit" in answer.content.decode()


def test_what_changed_meanwhile_is_not_approved(asked: Asked, desk: Desk) -> None:
    other = ledger_operations.ask_write_off(
        item_id=asked.item_id, amount=Decimal(30), reason="Other.", actor=asked.cast.alice, now=clock.now()
    )
    bob = desk(asked.cast.bob)
    bob.post(address("decide", asked), {"decision": "approve"})
    answer = bob.post(reverse("approvals:decide", args=[other.id]), {"decision": "approve"})
    assert answer.status_code == 422 and "changed since" in answer.content.decode()
    assert open_amount(asked) == 60


def test_strangers_find_nothing(asked: Asked, desk: Desk) -> None:
    charlie = desk(asked.cast.charlie)
    assert charlie.get(address("detail", asked)).status_code == 404
    assert charlie.post(address("decide", asked), {"decision": "approve"}).status_code == 404
    assert desk(make_person("Nobody")).get("/approvals/").status_code == 404


def test_wrong_input_and_wrong_method(asked: Asked, desk: Desk) -> None:
    client = desk(asked.cast.bob)
    assert client.post(address("decide", asked), {"decision": "perhaps"}).status_code == 422
    assert client.get(address("decide", asked)).status_code == 405
    assert client.post("/approvals/").status_code == 405
    assert client.get(reverse("approvals:detail", args=[10**9])).status_code == 404


def ask_bank_change(cast: Cast, customer_id: int, number: str) -> int:
    change = BankAccountChange(customer_id, number, "Thames Boats", "GBP", bank_name="Thames Bank")
    asked = parties_operations.ask_bank_account_change(
        change=change, reason="Letter of 2 March.", actor=cast.alice, now=clock.now()
    )
    return asked.id


@pytest.mark.duty("E9")
def test_bank_details_change_only_by_a_second_person(asked: Asked, desk: Desk) -> None:
    cast, bob = asked.cast, desk(asked.cast.bob)
    customer_id = ledger.get_item(item_id=asked.item_id, actor=PROGRAM).customer_id
    assert customer_id is not None
    first = ask_bank_change(cast, customer_id, "GB29NWBK60161331926819")
    html = bob.get(reverse("approvals:detail", args=[first])).content.decode()
    assert "GB29NWBK60161331926819" in html and "Thames Boats (C-1)" in html and "Letter of 2 March." in html
    assert bob.post(reverse("approvals:decide", args=[first]), {"decision": "approve"}).status_code == 303
    (account,) = parties.bank_accounts(customer_id=customer_id, actor=PROGRAM)
    assert account.approval_id == first
    second = ask_bank_change(cast, customer_id, "GB94BARC10201530093459")
    html = bob.get(reverse("approvals:detail", args=[second])).content.decode()
    assert "GB94BARC10201530093459" in html and "GB29NWBK60161331926819" in html
    assert "GB94BARC10201530093459" not in bob.get(reverse("approvals:detail", args=[first])).content.decode()


def test_one_entity_chosen_narrows_the_list(asked: Asked, desk: Desk) -> None:
    client = desk(make_person("Mia", Role.MANAGER))
    client.post("/scope", {"entity": asked.cast.other_entity.id})
    assert "Small claim." not in client.get("/approvals/").content.decode()
    client.post("/scope", {"entity": asked.cast.entity.id})
    assert "Small claim." in client.get("/approvals/").content.decode()
