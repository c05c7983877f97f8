"""What a second person approves is done at once; what can't be done stays undecided."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from recoup.kernel.actor import Actor
from recoup.ledger import operations as ledger
from recoup.ledger import queries as ledger_queries
from recoup.ledger.models import Entry, Item
from recoup.ledger.operations.reversal import PeriodClosed
from recoup.ledger.types import ItemKind, NewItem
from recoup.team import operations as team
from recoup.team import queries as team_queries
from recoup.team.operations.approvals import AlreadyDecided, ApprovalExpired, ChangedMeanwhile
from recoup.team.queries.approvals import OwnRequest
from recoup.team.types import ApprovalStatus, Role
from recoup.workflows.approvals import decide
from tests.companies import SETUP, make_company

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 6, 1, 9, tzinfo=UTC)
TODAY = date(2026, 6, 1)


class Desk:
    """A company with an item of 100 that Ann asks to write off in part, and Bea who decides."""

    def __init__(self) -> None:
        self.entity_id = make_company()
        self.ann, self.bea = (_manager(name, self.entity_id) for name in ("Ann", "Bea"))
        item = NewItem(
            *(1, self.entity_id, "K-1", ItemKind.INVOICE, "INV-1", 1, "", date(2026, 1, 1), None, "EUR"),
            Decimal(100),
        )
        ledger.post_items(items=[item], source="test", actor=SETUP, now=NOW)
        self.item = Item.objects.get()
        self.approval_id = ledger.ask_write_off(
            item_id=self.item.id, amount=Decimal(60), reason=" bankrupt ", actor=self.ann, now=NOW
        ).id

    def decide(
        self, *, approve: bool = True, actor: Actor | None = None, now: datetime = NOW
    ) -> ApprovalStatus:
        return decide(
            approval_id=self.approval_id,
            approve=approve,
            note="seen",
            actor=actor or self.bea,
            now=now,
            on=TODAY,
        ).status

    @property
    def status(self) -> ApprovalStatus:
        return team_queries.get_approval(approval_id=self.approval_id, actor=self.bea).status

    @property
    def open_amount(self) -> Decimal:
        return Item.objects.get(id=self.item.id).amount_open


@pytest.fixture
def desk() -> Desk:
    return Desk()


def test_an_approved_write_off_is_posted_at_once_and_only_once(desk: Desk) -> None:
    desk.decide()
    assert (desk.open_amount, desk.status) == (40, ApprovalStatus.USED)
    assert Entry.objects.get(kind="WRITE_OFF").effective_date == TODAY
    with pytest.raises(AlreadyDecided):
        desk.decide()
    assert desk.open_amount == 40 and list(ledger_queries.verify()) == []


def test_a_rejected_one_changes_nothing(desk: Desk) -> None:
    assert desk.decide(approve=False) is ApprovalStatus.REJECTED
    assert desk.open_amount == 100


def test_nobody_decides_an_own_request(desk: Desk) -> None:
    with pytest.raises(OwnRequest):
        desk.decide(actor=desk.ann)
    assert desk.status is ApprovalStatus.OPEN


def test_what_can_not_be_done_stays_undecided(desk: Desk) -> None:
    ledger.close_period(
        entity_id=desk.entity_id,
        first_date=date(2026, 6, 1),
        last_date=date(2026, 6, 30),
        actor=SETUP,
        now=NOW,
    )
    with pytest.raises(PeriodClosed):
        desk.decide()
    assert (desk.open_amount, desk.status) == (100, ApprovalStatus.OPEN)


def test_a_changed_item_or_a_late_decision_closes_the_request(desk: Desk) -> None:
    with pytest.raises(ApprovalExpired):
        desk.decide(now=NOW + timedelta(days=15))
    assert desk.status is ApprovalStatus.EXPIRED
    second = ledger.ask_write_off(
        item_id=desk.item.id, amount=Decimal(100), reason="all of it", actor=desk.ann, now=NOW
    )
    third = ledger.ask_write_off(
        item_id=desk.item.id, amount=Decimal(1), reason="a bit", actor=desk.ann, now=NOW
    )
    desk.approval_id = third.id
    desk.decide()
    desk.approval_id = second.id
    with pytest.raises(ChangedMeanwhile):
        desk.decide()
    assert desk.status is ApprovalStatus.STALE and desk.open_amount == 99


def _manager(name: str, entity_id: int) -> Actor:
    user = team.create_user(
        email=f"{name.lower()}@example.com", name=name, password="long enough 123", actor=SETUP, now=NOW
    )
    team.grant_role(user_id=user.id, role=Role.MANAGER, entity_id=entity_id, actor=SETUP, now=NOW)
    return team_queries.find_actor(user.id)
