"""A write-off needs two people, and holds only for what was approved."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest

from recoup.kernel.actor import Actor
from recoup.kernel.errors import DomainError, NotFound
from recoup.ledger import operations, queries
from recoup.ledger.models import Item
from recoup.ledger.operations.write_off import NothingToWriteOff, fingerprint
from recoup.ledger.types import ItemKind, ItemLine, NewAllocation, NewItem
from recoup.parties.models import Customer
from recoup.team import operations as team
from tests.people import NOW, PROGRAM, Cast, make_cast

pytestmark = pytest.mark.django_db
TODAY = date(2026, 3, 2)


def post(cast: Cast, number: str, amount: int, kind: ItemKind = ItemKind.INVOICE) -> ItemLine:
    Customer.objects.get_or_create(
        entity_id=cast.entity.id,
        number="K-1",
        defaults={
            "name_legal": "Smith & Sons",
            "country": "GB",
            "language": "en",
            "currency": "GBP",
            "time_zone": "Europe/London",
            "search_text": "smith sons",
            "created_at": NOW,
        },
    )
    on = date(2026, 1, 5)
    item = NewItem(1, cast.entity.id, "K-1", kind, number, 1, "", on, on, "GBP", Decimal(amount))
    operations.post_items(items=[item], source="test", actor=PROGRAM, now=NOW)
    return queries.get_item(item_id=Item.objects.get(number=number).id, actor=PROGRAM)


def ask(item: ItemLine, amount: int, actor: Actor) -> int:
    asked = operations.ask_write_off(
        item_id=item.id, amount=Decimal(amount), reason="insolvent", actor=actor, now=NOW
    )
    return asked.id


def decide(approval_id: int, item: ItemLine, actor: Actor) -> None:
    team.decide_approval(
        approval_id=approval_id,
        approve=True,
        note="",
        current_fingerprint=fingerprint(item),
        actor=actor,
        now=NOW + timedelta(hours=1),
    )


def carry_out(approval_id: int, item: ItemLine, amount: int) -> None:
    operations.write_off(
        approval_id=approval_id,
        item_id=item.id,
        amount=Decimal(amount),
        reason="insolvent",
        effective_date=TODAY,
        actor=PROGRAM,
        now=NOW + timedelta(hours=2),
    )


def test_what_a_second_person_approved_is_written_off_once() -> None:
    cast = make_cast()
    item = post(cast, "INV-1", 100)
    approval = ask(item, 60, cast.alice)
    decide(approval, item, cast.bob)

    carry_out(approval, item, 60)

    assert queries.get_item(item_id=item.id, actor=cast.alice).amount_open.amount == 40
    assert list(queries.verify()) == []
    with pytest.raises(DomainError):
        carry_out(approval, item, 60)


def test_nobody_approves_what_they_asked_for() -> None:
    cast = make_cast()
    item = post(cast, "INV-1", 100)
    approval = ask(item, 100, cast.alice)

    with pytest.raises(DomainError):
        decide(approval, item, cast.alice)
    with pytest.raises(DomainError):
        carry_out(approval, item, 100)


def test_an_approval_falls_when_the_item_is_paid_meanwhile() -> None:
    cast = make_cast()
    item = post(cast, "INV-1", 100)
    approval = ask(item, 100, cast.alice)
    decide(approval, item, cast.bob)
    receipt = post(cast, "R-1", -30, ItemKind.RECEIPT)
    operations.allocate(
        allocations=[NewAllocation(receipt.id, item.id, Decimal(30), TODAY, "a")],
        source="test",
        actor=PROGRAM,
        now=NOW,
    )

    with pytest.raises(DomainError):
        carry_out(approval, item, 100)

    assert queries.get_item(item_id=item.id, actor=PROGRAM).amount_open.amount == 70


def test_only_what_is_open_can_be_asked_for_and_strangers_see_nothing() -> None:
    cast = make_cast()
    item = post(cast, "INV-1", 100)

    with pytest.raises(NothingToWriteOff):
        ask(item, 101, cast.alice)
    with pytest.raises(NotFound):
        ask(item, 10, cast.charlie)
