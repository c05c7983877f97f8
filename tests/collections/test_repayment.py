"""Repayment curves: what was paid after contacts, by method, person and segment, young contacts left out."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from recoup.collections import operations, queries
from recoup.collections.models import CollectionTask
from recoup.collections.queries import Repayment, RepaymentBy
from recoup.kernel.actor import Actor
from recoup.ledger import operations as ledger
from recoup.ledger import queries as ledger_queries
from recoup.ledger.models import Item
from recoup.ledger.types import ItemKind, NewAllocation, NewItem
from recoup.team.types import Role
from tests.collections.begun import begin_course
from tests.collections.test_timetables import NOW, TODAY, invoice, person, run
from tests.companies import make_company
from tests.people import PROGRAM

pytestmark = [pytest.mark.django_db, pytest.mark.duty("C8")]


@pytest.fixture
def entity_id() -> int:
    return make_company(customers=("K-1", "K-2"))


def pay(entity_id: int, number: str, whose: str, amount: str, on: date) -> None:
    """Let money come and be applied on a day."""
    receipt = f"R-{number}-{on}"
    row = NewItem(
        *(1, entity_id, whose, ItemKind.RECEIPT, receipt, 1, "", on, on, "EUR"), Decimal(f"-{amount}")
    )
    ledger.post_items(items=[row], source="test", actor=PROGRAM, now=NOW)
    ids = dict(Item.objects.values_list("number", "id"))
    allocation = NewAllocation(ids[receipt], ids[number], Decimal(amount), on, receipt)
    assert ledger.allocate(allocations=[allocation], source="test", actor=PROGRAM, now=NOW).posted == 1


def curves(
    by: RepaymentBy, *, after: int = 90, actor: Actor = PROGRAM
) -> dict[str, tuple[Decimal | None, ...]]:
    found: list[Repayment] = queries.repayment(
        by=by, period=(TODAY, TODAY), on=TODAY + timedelta(days=after), actor=actor
    )
    return {one.key: tuple(part.share for part in one.curve) for one in found}


def test_a_curve_tells_what_was_paid_after_7_14_30_and_60_days(entity_id: int) -> None:
    invoice(entity_id, "A-1", late=6)
    invoice(entity_id, "B-1", late=6, whose="K-2")
    assert run(entity_id, TODAY) == ["REMINDER_1", "REMINDER_1"]
    pay(entity_id, "A-1", "K-1", "250", TODAY + timedelta(days=10))
    pay(entity_id, "A-1", "K-1", "250", TODAY + timedelta(days=31))
    half, quarter = Decimal("0.5"), Decimal("0.25")
    assert curves(RepaymentBy.METHOD) == {"EMAIL": (Decimal(0), quarter, quarter, half)}
    assert curves(RepaymentBy.SEGMENT) == {"STANDARD": (Decimal(0), quarter, quarter, half)}
    # Contacts of twenty days ago say nothing of thirty days.
    assert curves(RepaymentBy.METHOD, after=20) == {"EMAIL": (Decimal(0), quarter, None, None)}
    assert curves(RepaymentBy.METHOD, actor=person(make_company(code="OTHER", customers=()), "Zoe")) == {}


def test_work_of_a_person_counts_when_it_was_done_and_for_who_did_it(entity_id: int) -> None:
    invoice(entity_id, "A-1", late=13)
    begin_course(Item.objects.get(number="A-1").pk)
    assert run(entity_id, TODAY) == ["CALL_1"]
    pay(entity_id, "A-1", "K-1", "500", TODAY + timedelta(days=3))
    assert curves(RepaymentBy.PERSON) == {}
    ann = person(entity_id, "Ann", Role.COLLECTOR)
    task = CollectionTask.objects.get()
    operations.complete_task(task_id=task.pk, outcome="will pay", actor=ann, now=NOW)
    assert curves(RepaymentBy.PERSON) == {"Ann": (Decimal(1),) * 4}
    assert list(curves(RepaymentBy.STRATEGY)) == [""]


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(days=st.lists(st.integers(1, 120), min_size=1, max_size=5, unique=True))
def test_more_days_never_tell_less(entity_id: int, days: list[int]) -> None:
    """Without reversals a curve never falls, and never rises above the whole."""
    number = f"C-{'-'.join(map(str, days))}"
    if Item.objects.filter(number=number).exists():
        return
    item = invoice(entity_id, number, late=6)
    for day in days:
        pay(entity_id, number, "K-1", "100", TODAY + timedelta(days=day))
    found = ledger_queries.repaid_after(marks=[(item, TODAY)], days=range(1, 121))
    paid = [found[item, TODAY, day][1] for day in range(1, 121)]
    assert paid == sorted(paid) and paid[-1] == 100 * len(days) <= found[item, TODAY, 1][0]
